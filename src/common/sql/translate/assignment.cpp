#include "common/sql/translate/assignment.hpp"

#include "common/sql/translate/expression_parts.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

std::string keyed(std::string_view function, const std::string& argument, std::uint64_t key) {
    return std::string(function) + "(" + argument + (argument.empty() ? "" : ",") +
           std::to_string(key) + ")";
}

/// DEFAULT (expression): MySQL text of the schema, translated where it is needed.
Result<std::string> default_expression(Context& context, const std::string& text) {
    Fingerprint form;
    TRY(take_fingerprint(text, context.session, 0, form));
    Context inner{TokenReader(text, form), StatementBuilder{}, context.session, context.schemas};
    Scope scope(nullptr);
    inner.scope = &scope;
    TRY_ASSIGN(const Operand value, translate_expression(inner));
    return as_argument(value);
}

/// A literal that is the whole value keeps its decimal digits.
bool is_whole_literal(const TokenReader& in) {
    const std::size_t sign = in.is_op("-") && is_number_literal(in.peek(1)) ? 1 : 0;
    if (!is_literal(in.peek(sign)) || in.peek(sign).kind == Lexeme::Kind::word) return false;
    const Lexeme& behind = in.peek(sign + 1);
    if (behind.kind == Lexeme::Kind::end || behind.is_op(",") || behind.is_op(")")) return true;
    return behind.kind == Lexeme::Kind::word &&
           (same_name(behind.text, "WHERE") || same_name(behind.text, "ON"));
}

/// ON UPDATE CURRENT_TIMESTAMP columns move when another column really changes.
std::string on_update_columns(const Source& table, const std::vector<std::size_t>& assigned,
                              const std::string& changed) {
    std::string sql;
    const std::vector<Column>& columns = table.schema->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].on_update_now ||
            std::find(assigned.begin(), assigned.end(), i) != assigned.end()) {
            continue;
        }
        const std::string name = quoted(columns[i].name);
        sql += ", " + name + "=CASE WHEN " + changed + " THEN " +
               keyed("us_on_update", "", column_key(table, i)) + " ELSE " + quoted(table.name) +
               "." + name + " END";
    }
    return sql;
}

}  // namespace

std::uint64_t column_key(const Source& table, std::size_t position) noexcept {
    return std::uint64_t{table.id} << 16 | position;
}

std::string stored(const Source& table, std::size_t position, const std::string& sql) {
    return keyed("us_store", sql, column_key(table, position));
}

std::string inserted(const Source& table, std::size_t position, const std::string& sql) {
    const bool automatic = table.schema->columns[position].auto_increment;
    return keyed(automatic ? "us_auto" : "us_store", sql, column_key(table, position));
}

Result<std::string> default_of(Context& context, const Source& table, std::size_t position) {
    const Column& column = table.schema->columns[position];
    if (column.auto_increment) return inserted(table, position, "NULL");
    if (column.default_value && column.default_value->kind == ColumnDefault::Kind::expression) {
        TRY_ASSIGN(const std::string value,
                   default_expression(context, column.default_value->text));
        return stored(table, position, value);
    }
    return keyed("us_default", "", column_key(table, position));
}

Result<std::string> translate_value(Context& context, const Source& table, std::size_t position) {
    TokenReader& in = context.in;
    const Restore mode(context.literals, LiteralMode::parameter);
    if (in.is_word("DEFAULT") && !in.is_op("(", 1)) {
        in.skip();
        return default_of(context, table, position);
    }
    const Column& column = table.schema->columns[position];
    if (!column.generated.empty()) {
        return sql_error(3105, "The value specified for generated column '" + column.name +
                                   "' in table '" + table.table.table + "' is not allowed.");
    }
    if (is_whole_literal(in)) {
        const bool negated = in.accept_op("-");
        const std::uint32_t ordinal = in.peek().ordinal;
        in.skip();
        return context.out.literal({ordinal, negated, true});
    }
    TRY_ASSIGN(const Operand value, translate_expression(context));
    return as_argument(value);
}

Result<std::size_t> find_target(const Source& table, std::string_view name) {
    const auto position = table.schema->find_column(name);
    if (position) return std::size_t{*position};
    return sql_error(1054, "Unknown column '" + std::string(name) + "' in 'field list'");
}

Result<std::string> translate_assignments(Context& context, const Source& table) {
    TokenReader& in = context.in;
    std::string sql, changed;
    std::vector<std::size_t> assigned;
    const bool has_on_update =
        std::any_of(table.schema->columns.begin(), table.schema->columns.end(),
                    [](const Column& column) { return column.on_update_now; });
    do {
        TRY_ASSIGN(std::string name, in.expect_name());
        std::string qualifier;
        while (in.accept_op(".")) {
            qualifier = std::move(name);
            TRY_ASSIGN(name, in.expect_name());
        }
        if (!qualifier.empty() && !same_name(qualifier, table.name)) {
            return not_supported("UPDATE of another table than the first");
        }
        TRY_ASSIGN(const std::size_t position, find_target(table, name));
        if (!in.accept_op("=")) TRY(in.expect_op(":="));
        const bool is_default = in.is_word("DEFAULT") && !in.is_op("(", 1);
        TRY_ASSIGN(const std::string value, translate_value(context, table, position));
        const std::string new_value = is_default ? value : stored(table, position, value);
        const std::string column = quoted(table.schema->columns[position].name);
        const bool generated = !table.schema->columns[position].generated.empty();
        if (generated) continue;
        if (sql.empty()) {
            sql = column + "=" + new_value;
        } else {
            sql += ", " + column + "=" + new_value;
        }
        if (has_on_update) {
            changed += (changed.empty() ? "" : " OR ") + quoted(table.name) + "." + column +
                       " IS NOT " + new_value;
        }
        assigned.push_back(position);
    } while (in.accept_op(","));
    if (sql.empty()) return not_supported("an UPDATE of generated columns only");
    return sql + on_update_columns(table, assigned, changed);
}

}  // namespace understudy::sql
