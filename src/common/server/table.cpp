#include "common/server/table.hpp"

namespace understudy::server {
namespace {

store::ResultColumn result_column(std::string name, ColumnType type) {
    store::ResultColumn column;
    column.name = std::move(name);
    column.type.name = column.name;
    column.type.type = type;
    return column;
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

Table& Table::text(std::string name) {
    columns.push_back(result_column(std::move(name), ColumnType::varchar));
    columns.back().type.length = 512;
    columns.back().type.collation = collation::utf8mb4_bin;
    return *this;
}

Table& Table::number(std::string name) {
    columns.push_back(result_column(std::move(name), ColumnType::big_int));
    columns.back().type.is_unsigned = true;
    return *this;
}

Table& Table::signed_number(std::string name) {
    columns.push_back(result_column(std::move(name), ColumnType::big_int));
    return *this;
}

std::size_t Table::find(std::string_view column) const noexcept {
    std::size_t i = 0;
    while (i < columns.size() && !same_name(columns[i].name, column)) ++i;
    return i;
}

bool like(std::string_view text, std::string_view pattern) noexcept {
    // Greedy with one point of return: the last % seen.
    std::size_t t = 0, p = 0;
    std::size_t star = std::string_view::npos, star_text = 0;
    while (t < text.size() || p < pattern.size()) {
        if (p < pattern.size() && pattern[p] == '%') {
            star = p++;
            star_text = t;
            continue;
        }
        if (p < pattern.size() && t < text.size()) {
            const bool escaped = pattern[p] == '\\' && p + 1 < pattern.size();
            const char wanted = pattern[escaped ? p + 1 : p];
            if ((!escaped && wanted == '_') || lower(wanted) == lower(text[t])) {
                p += escaped ? 2 : 1;
                ++t;
                continue;
            }
        }
        if (star == std::string_view::npos || star_text >= text.size()) return false;
        p = star + 1;
        t = ++star_text;
    }
    return true;
}

}  // namespace understudy::server
