#pragma once

#include "common/sql/engine_statement.hpp"
#include "common/store/cursor.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::server {

/// A small result that is made in memory: what SHOW statements answer. A plain value.
struct Table {
    std::vector<store::ResultColumn> columns;
    std::vector<std::vector<sql::OwnedValue>> rows;

    /// A VARCHAR, a BIGINT UNSIGNED and a BIGINT column; for building up `columns`.
    Table& text(std::string name);
    Table& number(std::string name);
    Table& signed_number(std::string name);
    /// Position of a column (ASCII case ignored); columns.size() if there is none.
    std::size_t find(std::string_view column) const noexcept;
};

inline sql::OwnedValue cell(std::string_view text) {
    return sql::OwnedValue::from(Value::text(text));
}
inline sql::OwnedValue cell(std::uint64_t number) {
    return sql::OwnedValue::from(Value::unsigned_integer(number));
}
inline sql::OwnedValue null_cell() {
    return {};
}

/// SQL's LIKE with MySQL's wildcards and escapes (`%`, `_`, `\`), ASCII case ignored.
bool like(std::string_view text, std::string_view pattern) noexcept;

}  // namespace understudy::server
