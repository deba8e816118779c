#include "common/sql/translate/context.hpp"
#include "common/sql/translate/select.hpp"

namespace understudy::sql {
namespace {

Result<Query> translate_query_term(Context& context);

/// VALUES ROW(1,2), ROW(3,4)
Result<Query> translate_values_query(Context& context) {
    TokenReader& in = context.in;
    Query query;
    query.open = true;
    query.sql = "VALUES ";
    do {
        in.accept_word("ROW");
        TRY(in.expect_op("("));
        query.sql += query.sql.ends_with(")") ? ",(" : "(";
        do {
            TRY_ASSIGN(const Operand value, translate_expression(context));
            query.sql += (query.sql.ends_with("(") ? "" : ",") + as_output(value);
        } while (in.accept_op(","));
        TRY(in.expect_op(")"));
        query.sql += ")";
    } while (in.accept_op(","));
    return query;
}

/// TABLE t
Result<Query> translate_table_query(Context& context) {
    Scope scope(context.scope);
    const Restore inner(context.scope, &scope);
    TRY_ASSIGN(const std::string from, translate_tables(context));
    Query query;
    query.open = true;
    query.sql = "SELECT * FROM " + from;
    return query;
}

Result<Query> translate_query_term(Context& context) {
    TokenReader& in = context.in;
    if (in.accept_word("SELECT")) return translate_select(context);
    if (in.accept_word("VALUES")) return translate_values_query(context);
    if (in.accept_word("TABLE")) return translate_table_query(context);
    if (in.accept_op("(")) {
        context.in_compound = false;
        TRY_ASSIGN(Query query, translate_query(context));
        TRY(in.expect_op(")"));
        // The engine allows no parentheses around the parts of a compound query.
        query.sql = "SELECT * FROM (" + query.sql + ")";
        return query;
    }
    return in.syntax_error();
}

std::string_view accept_compound(TokenReader& in) {
    if (in.accept_word("UNION")) {
        if (in.accept_word("ALL")) return " UNION ALL ";
        in.accept_word("DISTINCT");
        return " UNION ";
    }
    if (in.accept_word("EXCEPT") || in.accept_word("MINUS")) return " EXCEPT ";
    if (in.accept_word("INTERSECT")) return " INTERSECT ";
    return {};
}

/// Locking clauses and INTO behind a query.
Result<void> translate_query_tail(Context& context) {
    TokenReader& in = context.in;
    while (true) {
        if (in.is_word("FOR") && (in.is_word("UPDATE", 1) || in.is_word("SHARE", 1))) {
            in.skip(2);
            context.out.statement.for_update = true;
            if (in.accept_word("OF")) {
                do {
                    TRY(in.expect_name());
                } while (in.accept_op(","));
            }
            if (!in.accept_word("NOWAIT")) in.accept_words("SKIP", "LOCKED");
            if (in.accept_word("WAIT")) in.skip();
        } else if (in.is_word("LOCK") && in.is_word("IN", 1)) {
            in.skip(4);
            context.out.statement.for_update = true;
        } else if (in.is_word("INTO")) {
            return not_supported("SELECT ... INTO");
        } else {
            return {};
        }
    }
}

}  // namespace

Result<Query> translate_query(Context& context) {
    if (++context.depth > 60) return not_supported("queries nested this deep");
    const std::size_t level = context.common_tables.size();
    const Restore clause(context.clause, std::string_view("field list"));
    TRY_ASSIGN(const std::string with, translate_with(context));
    Scope* const outer = context.scope;
    Scope scope(outer);
    context.scope = &scope;  // labels of this query, for its ORDER BY
    const bool local = context.local_outputs;
    auto first = translate_query_term(context);
    if (!first) return first;
    Query query = std::move(*first);
    bool compound = false;
    for (auto op = accept_compound(context.in); !op.empty(); op = accept_compound(context.in)) {
        compound = true;
        context.local_outputs = local;
        context.in_compound = true;
        TRY_ASSIGN(const Query next, translate_query_term(context));
        query.sql.append(op).append(next.sql);
    }
    if (compound) {
        // ORDER BY may only name the result's columns; their own expressions are out of reach.
        Scope result(outer);
        for (const OutputColumn& column : query.columns) {
            result.add_label({column.name, Operand{}});
        }
        context.scope = &result;
        TRY_ASSIGN(const std::string order, translate_order_by(context));
        context.scope = outer;
        query.sql += order;
    }
    context.scope = outer;
    if (compound || context.in.is_word("LIMIT")) {
        TRY_ASSIGN(const std::string limit, translate_limit(context));
        query.sql += limit;
    }
    TRY(translate_query_tail(context));
    query.sql.insert(0, with);
    context.common_tables.resize(level);
    --context.depth;
    return query;
}

Result<std::string> translate_limit(Context& context) {
    TokenReader& in = context.in;
    if (in.is_word("FETCH")) return not_supported("FETCH FIRST");
    if (!in.accept_word("LIMIT")) return std::string();
    const Restore mode(context.literals, LiteralMode::parameter);
    TRY_ASSIGN(const Operand first, translate_expression(context));
    if (in.accept_op(",")) {
        TRY_ASSIGN(const Operand count, translate_expression(context));
        return " LIMIT " + count.sql + " OFFSET " + first.sql;
    }
    if (in.accept_word("OFFSET")) {
        TRY_ASSIGN(const Operand offset, translate_expression(context));
        return " LIMIT " + first.sql + " OFFSET " + offset.sql;
    }
    return " LIMIT " + first.sql;
}

}  // namespace understudy::sql
