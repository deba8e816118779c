#include "common/sql/translate/select.hpp"

#include <utility>

namespace understudy::sql {
namespace {

/// Words between SELECT and its list. DISTINCT is kept, the rest is advice.
bool accept_modifiers(TokenReader& in) {
    bool distinct = false;
    while (true) {
        if (in.accept_word("DISTINCT") || in.accept_word("DISTINCTROW")) {
            distinct = true;
        } else if (in.is_any_word({"ALL", "SQL_NO_CACHE", "SQL_CACHE", "SQL_CALC_FOUND_ROWS",
                                   "STRAIGHT_JOIN", "HIGH_PRIORITY", "SQL_SMALL_RESULT",
                                   "SQL_BIG_RESULT", "SQL_BUFFER_RESULT"})) {
            in.skip();
        } else {
            return distinct;
        }
    }
}

bool ends_list(const TokenReader& in) {
    return in.is_op(",") || in.is_op(")") || in.at_end() ||
           in.is_any_word({"FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "FOR",
                           "LOCK", "INTO", "EXCEPT", "INTERSECT", "WINDOW", "MINUS", "ON"});
}

/// The place of this SELECT's FROM, its end if it has none.
std::size_t find_from(TokenReader& in) {
    const std::size_t start = in.position();
    int depth = 0;
    for (; !in.at_end(); in.skip()) {
        if (in.is_op("(")) ++depth;
        if (in.is_op(")") && --depth < 0) break;
        if (depth == 0 && in.is_any_word({"FROM", "UNION", "EXCEPT", "INTERSECT"})) break;
    }
    const std::size_t found = in.position();
    in.seek(start);
    return found;
}

/// "*" or "t.*": what it stands for, where that is known.
struct Star {
    std::string sql;
    std::vector<OutputColumn> columns;
    bool open = false;
};

Star expand_source(const Source& source) {
    Star star;
    star.open = source.open;
    if (source.schema) {
        std::string visible;
        bool hidden = false;
        for (std::size_t i = 0; i < source.schema->columns.size(); ++i) {
            const Column& column = source.schema->columns[i];
            hidden = hidden || column.invisible;
            if (column.invisible) continue;
            Operand operand;
            operand.column = &column;
            operand.type = type_of(column);
            operand.scale = column.type == ColumnType::decimal ? column.decimals : 0;
            operand.key = std::uint64_t{source.id} << 16 | i;
            operand.sql = quoted(source.name) + "." + quoted(column.name);
            visible += (visible.empty() ? "" : ",") + operand.sql;
            star.columns.push_back({column.name, operand});
        }
        star.sql = hidden ? visible : quoted(source.name) + ".*";
        return star;
    }
    star.columns = source.columns;
    star.sql = quoted(source.name) + ".*";
    return star;
}

Result<Star> translate_star(Context& context, std::string_view table) {
    if (context.scope->sources().empty()) return sql_error(1096, "No tables used");
    Star star;
    bool found = false;
    for (const Source& source : context.scope->sources()) {
        if (!table.empty() && !same_name(source.name, table)) continue;
        found = true;
        Star one = expand_source(source);
        star.sql += (star.sql.empty() ? "" : ",") + one.sql;
        star.open = star.open || one.open;
        for (OutputColumn& column : one.columns) star.columns.push_back(std::move(column));
    }
    if (!found) return sql_error(1051, "Unknown table '" + std::string(table) + "'");
    return star;
}

/// The label MySQL gives: the column's or the string's own text, else the expression as written.
std::string label_of(const Context& context, std::size_t begin, std::size_t end,
                     const Operand& operand) {
    const Lexeme& last = context.in.token_at(end - 1);
    const bool is_column = operand.column != nullptr || (end - begin >= 3 && !operand.constant &&
                                                         context.in.token_at(begin + 1).is_op("."));
    if (is_column || (operand.string_literal && end - begin == 1)) return last.value();
    return std::string(context.in.text_between(begin, end));
}

Result<void> translate_item(Context& context, Query& query) {
    TokenReader& in = context.in;
    const bool qualified = in.is_name() && in.is_op(".", 1) && in.is_op("*", 2);
    const bool fully_qualified =
        in.is_name() && in.is_op(".", 1) && in.is_op(".", 3) && in.is_op("*", 4);
    if (in.is_op("*") || qualified || fully_qualified) {
        std::string table;
        if (fully_qualified) in.skip(2);
        if (qualified || fully_qualified) {
            TRY_ASSIGN(table, in.expect_name());
            in.skip();
        }
        in.skip();
        const bool simple = table.empty();
        TRY_ASSIGN(Star star, translate_star(context, table));
        const bool plain = simple && star.sql.find("\".\"") == std::string::npos;
        query.sql += plain ? "*" : star.sql;
        query.open = query.open || star.open;
        for (OutputColumn& column : star.columns) query.columns.push_back(std::move(column));
        return {};
    }
    const std::size_t begin = in.position();
    TRY_ASSIGN(Operand operand, translate_expression(context));
    const std::size_t end = in.position();
    OutputColumn output;
    bool alias = in.accept_word("AS");
    if (!alias && !ends_list(in)) alias = in.is_name() || in.peek().kind == Lexeme::Kind::string;
    if (alias) {
        if (in.peek().kind == Lexeme::Kind::string) {
            output.name = in.peek().value();
            in.skip();
        } else {
            TRY_ASSIGN(output.name, in.expect_name());
        }
    } else {
        output.name = label_of(context, begin, end, operand);
    }
    query.sql += query.local ? as_argument(operand) : as_output(operand);
    const bool same = operand.column != nullptr && operand.column->name == output.name;
    if (!same) query.sql += " AS " + quoted(output.name);
    if (alias) context.scope->add_label({output.name, operand});
    output.operand = std::move(operand);
    query.columns.push_back(std::move(output));
    return {};
}

Result<void> translate_list(Context& context, Query& query) {
    const Restore clause(context.clause, std::string_view("field list"));
    const Restore mode(context.literals, LiteralMode::text);
    bool first = true;
    do {
        if (!first) query.sql += ", ";
        first = false;
        TRY(translate_item(context, query));
    } while (context.in.accept_op(","));
    return {};
}

Result<std::string> translate_group_by(Context& context) {
    TokenReader& in = context.in;
    if (!in.accept_words("GROUP", "BY")) return std::string();
    const Restore clause(context.clause, std::string_view("group statement"));
    const Restore mode(context.literals, LiteralMode::text);
    std::string sql;
    do {
        TRY_ASSIGN(const Operand term, translate_expression(context));
        sql += (sql.empty() ? " GROUP BY " : ",") + as_argument(term);
        if (!in.accept_word("ASC")) in.accept_word("DESC");
    } while (in.accept_op(","));
    if (in.is_word("WITH")) return not_supported("GROUP BY ... WITH ROLLUP");
    return sql;
}

Result<std::string> translate_having(Context& context) {
    if (!context.in.accept_word("HAVING")) return std::string();
    const Restore clause(context.clause, std::string_view("having clause"));
    const Restore mode(context.literals, LiteralMode::parameter);
    TRY_ASSIGN(const Operand condition, translate_expression(context));
    return " HAVING " + as_expression(condition);
}

/// FROM and its tables, into the scope; "" for none or DUAL.
Result<std::string> translate_from(Context& context) {
    TokenReader& in = context.in;
    if (!in.accept_word("FROM")) return std::string();
    if (in.accept_word("DUAL")) return std::string();
    const Restore mode(context.literals, LiteralMode::parameter);
    TRY_ASSIGN(const std::string tables, translate_tables(context));
    return " FROM " + tables;
}

}  // namespace

Result<Query> translate_select(Context& context) {
    TokenReader& in = context.in;
    Scope& scope = *context.scope;
    Scope own(scope.outer());
    const Restore inner(context.scope, &own);
    const bool in_compound = std::exchange(context.in_compound, false);
    const bool distinct = accept_modifiers(in);
    // The tables first: the list is about them.
    const std::size_t list = in.position();
    const std::size_t from_at = find_from(in);
    in.seek(from_at);
    TRY_ASSIGN(const std::string from, translate_from(context));
    const std::size_t behind_from = in.position();
    in.seek(list);
    Query query;
    query.local = std::exchange(context.local_outputs, false);
    query.sql = distinct ? "SELECT DISTINCT " : "SELECT ";
    TRY(translate_list(context, query));
    if (in.is_word("INTO")) return not_supported("SELECT ... INTO");
    if (in.position() != from_at) return in.syntax_error();
    in.seek(behind_from);
    query.sql += from;
    TRY_ASSIGN(const std::string where, translate_where(context));
    TRY_ASSIGN(const std::string group, translate_group_by(context));
    TRY_ASSIGN(const std::string having, translate_having(context));
    if (in.is_word("WINDOW")) return not_supported("WINDOW");
    query.sql += where + group + having;
    if (in_compound) return query;
    TRY_ASSIGN(const std::string order, translate_order_by(context));
    TRY_ASSIGN(const std::string limit, translate_limit(context));
    query.sql += order + limit;
    return query;
}

Result<std::string> translate_where(Context& context) {
    if (!context.in.accept_word("WHERE")) return std::string();
    const Restore clause(context.clause, std::string_view("where clause"));
    const Restore mode(context.literals, LiteralMode::parameter);
    TRY_ASSIGN(const Operand condition, translate_expression(context));
    return " WHERE " + as_expression(condition);
}

Result<std::string> translate_order_by(Context& context) {
    TokenReader& in = context.in;
    if (!in.accept_words("ORDER", "BY")) return std::string();
    const Restore clause(context.clause, std::string_view("order clause"));
    const Restore mode(context.literals, LiteralMode::text);
    std::string sql;
    do {
        TRY_ASSIGN(const Operand term, translate_expression(context));
        sql += (sql.empty() ? " ORDER BY " : ",") + as_sort_key(term);
        if (in.accept_word("DESC")) {
            sql += " DESC";
        } else {
            in.accept_word("ASC");
        }
    } while (in.accept_op(","));
    return sql;
}

}  // namespace understudy::sql
