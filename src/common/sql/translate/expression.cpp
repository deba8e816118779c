// Operators, from the loosest to the tightest, each level one function:
//
//     or       := xor (OR | ||) ...          predicate := bits (= <=> <> < <= > >= IS LIKE IN
//     xor      := and XOR ...                              BETWEEN REGEXP ...) ...
//     and      := not (AND | &&) ...         bits      := | & << >> + - * / DIV % MOD ^ by level
//     not      := NOT not | predicate        unary     := (- + ~ ! BINARY) unary | postfix

#include "common/sql/translate/context.hpp"
#include "common/sql/translate/expression_parts.hpp"

#include <array>

namespace understudy::sql {
namespace {

constexpr int max_depth = 200;

using Type = Operand::Type;

Operand logical(std::string sql, const Operand& a, const Operand& b) {
    Operand result = Operand::of(std::move(sql), Type::integer);
    result.constant = a.constant && b.constant;
    return result;
}

Result<Operand> translate_not(Context& context);

Result<Operand> translate_and(Context& context) {
    TRY_ASSIGN(Operand left, translate_not(context));
    while (context.in.accept_word("AND") || context.in.accept_op("&&")) {
        TRY_ASSIGN(const Operand right, translate_not(context));
        left =
            logical("(" + as_expression(left) + " AND " + as_expression(right) + ")", left, right);
    }
    return left;
}

Result<Operand> translate_xor(Context& context) {
    TRY_ASSIGN(Operand left, translate_and(context));
    while (context.in.accept_word("XOR")) {
        TRY_ASSIGN(const Operand right, translate_and(context));
        left = logical("((NOT " + as_expression(left) + ") <> (NOT " + as_expression(right) + "))",
                       left, right);
    }
    return left;
}

Result<Operand> translate_or(Context& context) {
    TRY_ASSIGN(Operand left, translate_xor(context));
    while (true) {
        const bool pipes = !context.session.pipes_as_concat && context.in.is_op("||");
        if (!pipes && !context.in.is_word("OR")) return left;
        context.in.skip();
        TRY_ASSIGN(const Operand right, translate_xor(context));
        left =
            logical("(" + as_expression(left) + " OR " + as_expression(right) + ")", left, right);
    }
}

Result<Operand> translate_not(Context& context) {
    if (!context.in.is_word("NOT")) return translate_predicate(context);
    if (++context.depth > max_depth) return not_supported("expressions nested this deep");
    context.in.skip();
    TRY_ASSIGN(const Operand inner, translate_not(context));
    --context.depth;
    return wrapped(inner, "(NOT " + as_expression(inner) + ")", Type::integer);
}

/// The binary operators of arithmetic and bits, by level; level 0 binds loosest.
struct BinaryOperator {
    int level;
    std::string_view text;      ///< as written
    std::string_view function;  ///< what computes it; empty: arithmetic()
};
constexpr std::array binary_operators = {BinaryOperator{0, "|", "us_bit_or"},
                                         BinaryOperator{1, "&", "us_bit_and"},
                                         BinaryOperator{2, "<<", "us_shift_left"},
                                         BinaryOperator{2, ">>", "us_shift_right"},
                                         BinaryOperator{3, "+", ""},
                                         BinaryOperator{3, "-", ""},
                                         BinaryOperator{4, "*", ""},
                                         BinaryOperator{4, "/", ""},
                                         BinaryOperator{4, "%", ""},
                                         BinaryOperator{4, "DIV", ""},
                                         BinaryOperator{4, "MOD", ""},
                                         BinaryOperator{5, "^", "us_bit_xor"},
                                         BinaryOperator{6, "||", "us_concat"}};
constexpr int tightest_level = 6;

const BinaryOperator* accept_binary(Context& context, int level) {
    for (const BinaryOperator& candidate : binary_operators) {
        if (candidate.level != level) continue;
        if (candidate.text == "||" && !context.session.pipes_as_concat) continue;
        const bool is_word = candidate.text[0] >= 'A' && candidate.text[0] <= 'Z';
        if (is_word ? context.in.accept_word(candidate.text)
                    : context.in.accept_op(candidate.text)) {
            return &candidate;
        }
    }
    return nullptr;
}

Result<Operand> translate_unary(Context& context);

Operand apply_binary(const BinaryOperator& op, const Operand& left, const Operand& right) {
    if (op.function.empty()) return arithmetic(left, op.text == "MOD" ? "%" : op.text, right);
    Operand result =
        logical(std::string(op.function) + "(" + as_argument(left) + "," + as_argument(right) + ")",
                left, right);
    if (op.text == "||") result.type = Type::text;
    return result;
}

Result<Operand> translate_level(Context& context, int level) {
    if (level > tightest_level) return translate_unary(context);
    TRY_ASSIGN(Operand left, translate_level(context, level + 1));
    while (const BinaryOperator* op = accept_binary(context, level)) {
        if (level == 3 && context.in.is_word("INTERVAL") && !context.in.is_op("(", 1)) {
            TRY_ASSIGN(left, translate_interval(context, left, op->text == "-"));
            continue;
        }
        TRY_ASSIGN(const Operand right, translate_level(context, level + 1));
        left = apply_binary(*op, left, right);
    }
    return left;
}

Result<Operand> translate_unary(Context& context) {
    const Restore depth(context.depth, context.depth + 1);
    if (context.depth > max_depth) return not_supported("expressions nested this deep");
    TokenReader& in = context.in;
    if (in.is_op("-")) {
        in.skip();
        if (is_number_literal(in.peek())) return translate_literal(context, Sign::minus);
        TRY_ASSIGN(const Operand inner, translate_unary(context));
        Operand result = wrapped(inner, "(- " + as_number(inner) + ")", inner.type);
        result.scale = inner.scale;
        return result;
    }
    if (in.accept_op("+")) return translate_unary(context);
    if (in.accept_op("~")) {
        TRY_ASSIGN(const Operand inner, translate_unary(context));
        return wrapped(inner, "us_bit_not(" + as_argument(inner) + ")", Type::integer);
    }
    if (in.accept_op("!")) {
        TRY_ASSIGN(const Operand inner, translate_unary(context));
        return wrapped(inner, "(NOT " + as_expression(inner) + ")", Type::integer);
    }
    if (in.is_word("BINARY") && !in.is_op(",", 1) && !in.is_op(")", 1)) {
        in.skip();  // every comparison here is binary
        return translate_unary(context);
    }
    TRY_ASSIGN(Operand result, translate_primary(context));
    while (in.accept_word("COLLATE")) TRY(in.expect_name());
    return result;
}

}  // namespace

Result<Operand> translate_bits(Context& context) {
    return translate_level(context, 0);
}

Result<Operand> translate_expression(Context& context) {
    if (++context.depth > max_depth) return not_supported("expressions nested this deep");
    auto result = translate_or(context);
    --context.depth;
    return result;
}

}  // namespace understudy::sql
