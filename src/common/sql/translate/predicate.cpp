#include "common/sql/translate/expression_parts.hpp"

#include <array>

namespace understudy::sql {
namespace {

using Type = Operand::Type;

Operand truth(std::string sql, const Operand& subject) {
    return wrapped(subject, std::move(sql), Type::integer);
}

std::string_view accept_comparison(TokenReader& in) {
    constexpr std::array<std::string_view, 8> operators = {
        "=", "<=>", "<>", "!=", "<=", ">=", "<", ">"};
    for (const std::string_view op : operators) {
        if (in.accept_op(op)) return op;
    }
    return {};
}

/// Behind `a op`, where `op` compares: ANY, ALL and SOME are refused.
Result<Operand> translate_comparison(Context& context, const Operand& left, std::string_view op) {
    if (context.in.is_any_word({"ANY", "ALL", "SOME"})) {
        return not_supported("comparison with ANY, ALL or SOME");
    }
    TRY_ASSIGN(const Operand right, translate_bits(context));
    return compare(left, op, right);
}

/// Behind IS [NOT].
Result<Operand> translate_is(Context& context, const Operand& left) {
    TokenReader& in = context.in;
    const std::string is_not = in.accept_word("NOT") ? " IS NOT " : " IS ";
    for (const char* word : {"NULL", "TRUE", "FALSE"}) {
        if (in.accept_word(word))
            return truth("(" + as_expression(left) + is_not + word + ")", left);
    }
    if (in.accept_word("UNKNOWN")) return truth("(" + as_expression(left) + is_not + "NULL)", left);
    return in.syntax_error();
}

/// Behind [NOT] IN.
Result<Operand> translate_in(Context& context, const Operand& left, const std::string& negation) {
    TokenReader& in = context.in;
    if (in.is_op("(") && in.is_any_word_ahead(1, {"SELECT", "WITH", "VALUES", "TABLE"})) {
        in.skip();
        TRY_ASSIGN(const Query query, translate_query(context));
        TRY(in.expect_op(")"));
        std::string subject = as_argument(left);
        if (query.columns.size() == 1 && !query.open) {
            Operand column = query.columns[0].operand;
            column.constant = false;
            subject = left.type == Type::decimal && column.type == Type::decimal
                          ? left.sql
                          : compared_with(left, column, false);
        }
        return truth("(" + subject + negation + " IN (" + query.sql + "))", left);
    }
    TRY(in.expect_op("("));
    std::string list;
    std::string subject;
    do {
        TRY_ASSIGN(const Operand item, translate_expression(context));
        // All items should call for the same form of the subject; the first decides.
        if (list.empty()) subject = compared_with(left, item, false);
        list += list.empty() ? "" : ",";
        list += compared_with(item, left, false);
    } while (in.accept_op(","));
    TRY(in.expect_op(")"));
    return truth("(" + subject + negation + " IN (" + list + "))", left);
}

/// Behind [NOT] BETWEEN.
Result<Operand> translate_between(Context& context, const Operand& left,
                                  const std::string& negation) {
    TRY_ASSIGN(const Operand low, translate_bits(context));
    TRY(context.in.expect_word("AND"));
    TRY_ASSIGN(const Operand high, translate_bits(context));
    return truth("(" + compared_with(left, low, true) + negation + " BETWEEN " +
                     compared_with(low, left, true) + " AND " + compared_with(high, left, true) +
                     ")",
                 left);
}

/// Behind [NOT] LIKE.
Result<Operand> translate_like(Context& context, const Operand& left, const std::string& negation) {
    TRY_ASSIGN(const Operand pattern, translate_bits(context));
    std::string escape;
    if (context.in.accept_word("ESCAPE")) {
        TRY_ASSIGN(const Operand given, translate_primary(context));
        escape = "," + given.sql;
    } else if (context.session.no_backslash_escapes) {
        escape = ",''";
    }
    const std::string call =
        "us_like(" + as_argument(left) + "," + as_argument(pattern) + escape + ")";
    return truth(negation.empty() ? call : "(NOT " + call + ")", left);
}

Result<Operand> translate_regexp(Context& context, const Operand& left,
                                 const std::string& negation) {
    TRY_ASSIGN(const Operand pattern, translate_bits(context));
    const std::string call = "us_regexp(" + as_argument(left) + "," + as_argument(pattern) + ")";
    return truth(negation.empty() ? call : "(NOT " + call + ")", left);
}

}  // namespace

Result<Operand> translate_predicate(Context& context) {
    TokenReader& in = context.in;
    TRY_ASSIGN(Operand left, translate_bits(context));
    while (true) {
        if (const std::string_view op = accept_comparison(in); !op.empty()) {
            TRY_ASSIGN(left, translate_comparison(context, left, op));
            continue;
        }
        if (in.accept_word("IS")) {
            TRY_ASSIGN(left, translate_is(context, left));
            continue;
        }
        const std::size_t ahead = in.is_word("NOT") ? 1 : 0;
        const std::string negation = ahead == 1 ? " NOT" : "";
        const auto is = [&](std::string_view word) { return in.is_word(word, ahead); };
        if (is("IN")) {
            in.skip(ahead + 1);
            TRY_ASSIGN(left, translate_in(context, left, negation));
        } else if (is("BETWEEN")) {
            in.skip(ahead + 1);
            TRY_ASSIGN(left, translate_between(context, left, negation));
        } else if (is("LIKE")) {
            in.skip(ahead + 1);
            TRY_ASSIGN(left, translate_like(context, left, negation));
        } else if (is("REGEXP") || is("RLIKE")) {
            in.skip(ahead + 1);
            TRY_ASSIGN(left, translate_regexp(context, left, negation));
        } else if (is("SOUNDS") || is("MEMBER")) {
            return not_supported(is("SOUNDS") ? "SOUNDS LIKE" : "MEMBER OF");
        } else {
            return left;
        }
    }
}

}  // namespace understudy::sql
