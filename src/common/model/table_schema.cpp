#include "common/model/table_schema.hpp"

#include <algorithm>

namespace understudy {
namespace {
char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
}  // namespace

bool same_name(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::uint16_t> TableSchema::find_column(std::string_view column) const noexcept {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (same_name(columns[i].name, column)) return static_cast<std::uint16_t>(i);
    }
    return std::nullopt;
}

std::optional<std::uint16_t> TableSchema::auto_increment_column() const noexcept {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].auto_increment) return static_cast<std::uint16_t>(i);
    }
    return std::nullopt;
}

bool is_integer(ColumnType type) noexcept {
    return type >= ColumnType::tiny_int && type <= ColumnType::big_int;
}

bool is_character(ColumnType type) noexcept {
    return type >= ColumnType::char_ && type <= ColumnType::long_text;
}

bool is_binary_text(ColumnType type) noexcept {
    return type >= ColumnType::binary && type <= ColumnType::long_blob;
}

}  // namespace understudy
