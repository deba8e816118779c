#include "common/sql/translate/expression_parts.hpp"

namespace understudy::sql {
namespace {

using Type = Operand::Type;

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

/// CASE ... END, behind CASE.
Result<Operand> translate_case(Context& context) {
    TokenReader& in = context.in;
    std::string sql = "CASE";
    Operand subject;
    const bool has_subject = !in.is_word("WHEN");
    if (has_subject) {
        TRY_ASSIGN(subject, translate_expression(context));
    }
    Operand result;
    const auto take = [&](const Operand& branch) {
        if (branch.type == Type::null) return;
        if (result.type == Type::unknown) result.type = branch.type;
        if (result.type != branch.type) {
            const bool numbers = result.type != Type::text && branch.type != Type::text;
            result.type = numbers ? Type::real : Type::text;
        }
        result.scale = std::max(result.scale, branch.scale);
    };
    while (in.accept_word("WHEN")) {
        TRY_ASSIGN(const Operand when, translate_expression(context));
        TRY(in.expect_word("THEN"));
        TRY_ASSIGN(const Operand then, translate_expression(context));
        sql += " WHEN " + (has_subject ? compare(subject, "=", when).sql : as_expression(when));
        sql += " THEN " + as_expression(then);
        take(then);
    }
    if (in.accept_word("ELSE")) {
        TRY_ASSIGN(const Operand otherwise, translate_expression(context));
        sql += " ELSE " + as_expression(otherwise);
        take(otherwise);
    }
    TRY(in.expect_word("END"));
    result.sql = sql + " END";
    return result;
}

/// "(query)", "(expression)" or "(e1, e2)", behind `(`.
Result<Operand> translate_parentheses(Context& context) {
    TokenReader& in = context.in;
    if (in.is_any_word({"SELECT", "WITH", "VALUES", "TABLE"})) {
        const Restore mode(context.literals, context.literals);
        TRY_ASSIGN(const Query query, translate_query(context));
        TRY(in.expect_op(")"));
        Operand result = Operand::of("(" + query.sql + ")");
        if (query.columns.size() == 1 && !query.open) {
            const Operand& column = query.columns[0].operand;
            result.type = column.type;
            result.scale = column.scale;
            // A DECIMAL comes out of the query as text.
            if (column.type == Type::decimal) result.sql = "us_number(" + result.sql + ")";
        }
        return result;
    }
    TRY_ASSIGN(Operand first, translate_expression(context));
    if (!in.is_op(",")) {
        TRY(in.expect_op(")"));
        return first;
    }
    std::string row = "(" + as_expression(first);
    while (in.accept_op(",")) {
        TRY_ASSIGN(const Operand next, translate_expression(context));
        row += "," + as_expression(next);
    }
    TRY(in.expect_op(")"));
    return Operand::of(row + ")");
}

Result<Operand> translate_column(Context& context, std::string first) {
    TokenReader& in = context.in;
    std::string database, table, name = std::move(first);
    for (int dots = 0; dots < 2 && in.accept_op("."); ++dots) {
        database = std::move(table);
        table = std::move(name);
        TRY_ASSIGN(name, in.expect_name());
    }
    if (!context.new_row_alias.empty() && same_name(table, context.new_row_alias))
        table = "excluded";
    if (context.clause == "order clause" || context.clause == "group statement" ||
        context.clause == "having clause") {
        // A label goes before a column of that name in ORDER BY, and behind it elsewhere.
        const OutputColumn* label = table.empty() ? context.scope->find_label(name) : nullptr;
        const bool labels_first = context.clause == "order clause";
        if (label != nullptr &&
            (labels_first || !context.scope->resolve(database, table, name, context.clause))) {
            Operand result = label->operand;
            if (!result.sql.empty()) return result;
            return Operand::of(quoted(name));
        }
    }
    TRY_ASSIGN(Operand column, context.scope->resolve(database, table, name, context.clause));
    if (in.is_op("->") || in.is_op("->>")) {
        const bool unquote = in.is_op("->>");
        in.skip();
        TRY_ASSIGN(const Operand path, translate_primary(context));
        return Operand::of("(" + column.sql + (unquote ? " ->> " : " -> ") + path.sql + ")",
                           Type::text);
    }
    return column;
}

/// @x, @@x, @@session.x
Result<Operand> translate_variable(Context& context) {
    const Lexeme& token = context.in.peek();
    std::string name = lower(token.value());
    const bool system = token.kind == Lexeme::Kind::system_variable;
    context.in.skip();
    if (context.in.is_op(":=")) return not_supported(":=");
    if (!system) return Operand::of("us_uservar(" + quoted_text(name) + ")");
    std::string scope;
    const std::size_t dot = name.find('.');
    if (dot != std::string::npos) {
        scope = name.substr(0, dot);
        if (scope == "local") scope = "session";
        name.erase(0, dot + 1);
    }
    return Operand::of("us_sysvar(" + quoted_text(scope) + "," + quoted_text(name) + ")");
}

/// {d '2026-11-23'}, {t '...'}, {ts '...'}, {fn f()}: behind `{`.
Result<Operand> translate_odbc(Context& context) {
    TRY(context.in.expect_name());
    TRY_ASSIGN(Operand inner, translate_expression(context));
    TRY(context.in.expect_op("}"));
    return inner;
}

bool is_typed_literal(const TokenReader& in) {
    return in.is_any_word({"DATE", "TIME", "TIMESTAMP"}) && in.peek(1).kind == Lexeme::Kind::string;
}

}  // namespace

Result<Operand> translate_primary(Context& context) {
    TokenReader& in = context.in;
    const Lexeme& token = in.peek();
    if (is_literal(token)) return translate_literal(context, Sign::plus);
    if (token.kind == Lexeme::Kind::parameter) {
        in.skip();
        Operand result = Operand::of(context.out.client_parameter(token.ordinal));
        result.constant = true;
        return result;
    }
    if (token.kind == Lexeme::Kind::user_variable || token.kind == Lexeme::Kind::system_variable) {
        return translate_variable(context);
    }
    if (in.accept_op("(")) return translate_parentheses(context);
    if (in.accept_op("{")) return translate_odbc(context);
    if (in.accept_word("CASE")) return translate_case(context);
    if (in.is_word("EXISTS") && in.is_op("(", 1)) {
        in.skip(2);
        TRY_ASSIGN(const Query query, translate_query(context));
        TRY(in.expect_op(")"));
        return Operand::of("EXISTS (" + query.sql + ")", Type::integer);
    }
    if (in.is_word("ROW") && in.is_op("(", 1)) {
        in.skip(2);
        return translate_parentheses(context);
    }
    if (is_typed_literal(in)) {
        in.skip();
        TRY_ASSIGN(Operand literal, translate_literal(context, Sign::plus));
        literal.type = Type::temporal;
        return literal;
    }
    if (in.is_word("INTERVAL") && !in.is_op("(", 1)) {
        // INTERVAL 1 DAY + date
        const std::size_t start = in.position();
        TRY_ASSIGN(const Operand skipped, translate_interval(context, Operand::of(""), false));
        static_cast<void>(skipped);
        in.seek(start);
        return not_supported("INTERVAL before the date it is added to");
    }
    if (!in.is_name()) return in.syntax_error();
    const bool is_call = in.is_op("(", 1);
    TRY_ASSIGN(std::string name, in.expect_name());
    if (is_call) {
        in.skip();
        return translate_call(context, lower(name));
    }
    const std::string word = lower(name);
    if (token.kind == Lexeme::Kind::word &&
        (word == "current_timestamp" || word == "current_date" || word == "current_time" ||
         word == "localtime" || word == "localtimestamp" || word == "current_user" ||
         word == "utc_date" || word == "utc_time" || word == "utc_timestamp")) {
        Operand result =
            Operand::of("us_" + word + "()", word == "current_user" ? Type::text : Type::temporal);
        result.constant = true;
        return result;
    }
    if (token.kind == Lexeme::Kind::word && word == "default") {
        return not_supported("DEFAULT within an expression");
    }
    return translate_column(context, std::move(name));
}

}  // namespace understudy::sql
