#include "common/server/table_query.hpp"

namespace understudy::server {
namespace {

/// SQLite's limit on the terms of a compound SELECT.
constexpr std::size_t max_rows = 500;

void append_quoted(std::string& out, std::string_view text, char quote) {
    out += quote;
    for (const char c : text) {
        if (c == quote || (c == '\\' && quote == '\'')) out += c;
        out += c;
    }
    out += quote;
}

void append_value(std::string& out, const sql::OwnedValue& owned) {
    const Value value = owned.view();
    switch (value.kind()) {
        case Value::Kind::null:
            out += "NULL";
            break;
        case Value::Kind::integer:
            out += std::to_string(value.as_integer());
            break;
        case Value::Kind::unsigned_integer:
            out += std::to_string(value.as_unsigned());
            break;
        case Value::Kind::real:
            out += std::to_string(value.as_real());
            break;
        default:
            append_quoted(out, value.as_bytes(), '\'');
    }
}

}  // namespace

Result<std::string> table_query(const Table& table, const std::string& where) {
    if (table.rows.size() > max_rows) {
        return sql_error(1235,
                         "This version of MySQL doesn't yet support 'SHOW ... WHERE on more than "
                         "500 rows'");
    }
    std::string text = "SELECT * FROM (";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        text += i == 0 ? "SELECT " : " UNION ALL SELECT ";
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            if (column > 0) text += ", ";
            append_value(text, table.rows[i][column]);
            if (i > 0) continue;
            text += " AS ";
            append_quoted(text, table.columns[column].name, '`');
        }
    }
    return text + ") t WHERE " + where;
}

}  // namespace understudy::server
