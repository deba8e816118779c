#pragma once

#include "common/sql/translate/context.hpp"

namespace understudy::sql {

// The parts of translate_expression(), a file each. Nothing outside of expressions needs them,
// except for translate_literal().

enum class Sign : std::uint8_t { plus, minus };

bool is_literal(const Lexeme& token) noexcept;
bool is_number_literal(const Lexeme& token) noexcept;
/// The literal that comes next, as a parameter or as text.
Result<Operand> translate_literal(Context& context, Sign sign);

/// Comparisons, IS, IN, BETWEEN, LIKE, REGEXP.
Result<Operand> translate_predicate(Context& context);
/// | & << >> and arithmetic.
Result<Operand> translate_bits(Context& context);
/// Literals, columns, parameters, variables, parentheses, CASE, functions.
Result<Operand> translate_primary(Context& context);
/// `left + INTERVAL n unit`, from the word INTERVAL.
Result<Operand> translate_interval(Context& context, const Operand& left, bool subtract);
/// CAST(x AS type) and CONVERT(), behind the `(`.
Result<Operand> translate_cast(Context& context);
Result<Operand> translate_convert(Context& context);
/// COUNT, SUM, ... behind the `(`.
bool is_aggregate(std::string_view lower) noexcept;
Result<Operand> translate_aggregate(Context& context, const std::string& lower);
/// OVER (...), if it comes next.
Result<std::string> translate_over(Context& context);

}  // namespace understudy::sql
