#include "common/sql/functions/library.hpp"

#include <algorithm>
#include <vector>

namespace understudy::sql {
namespace {

std::vector<Function> all_functions() {
    std::vector<Function> all;
    for (const auto family :
         {operator_functions(), numeric_functions(), string_functions(), encoding_functions(),
          temporal_functions(), calendar_functions(), cast_functions(), session_functions()}) {
        all.insert(all.end(), family.begin(), family.end());
    }
    std::sort(all.begin(), all.end(),
              [](const Function& a, const Function& b) { return a.name < b.name; });
    return all;
}

}  // namespace

std::span<const Function> function_table() noexcept {
    static const std::vector<Function> table = all_functions();
    return table;
}

const Function* find_function(std::string_view name) noexcept {
    const auto table = function_table();
    const auto found =
        std::lower_bound(table.begin(), table.end(), name,
                         [](const Function& a, std::string_view b) { return a.name < b; });
    return found == table.end() || found->name != name ? nullptr : &*found;
}

}  // namespace understudy::sql
