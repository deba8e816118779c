#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy::sql {

/// A number's text taken apart; views of the text. 123.45e-2 has whole 123, fraction 45, exponent
/// -2.
struct NumberText {
    bool negative = false;
    std::string_view whole, fraction;
    int exponent = 0;          ///< clamped to +-9999
    std::size_t consumed = 0;  ///< with leading blanks; what follows is no part of the number
    bool is_plain_integer() const noexcept { return fraction.empty() && exponent == 0; }
};
/// The longest number at the start of `text`, behind blanks; nothing if there is none.
std::optional<NumberText> scan_number(std::string_view text) noexcept;

/// Room for a DECIMAL of any precision and scale: sign, 65 digits, leading zero, point.
inline constexpr std::size_t max_decimal_text = 72;

struct DecimalText {
    std::size_t size = 0;
    bool fits = true;      ///< false: more whole digits than the type has; then all nines
    bool rounded = false;  ///< digits were lost
};
/// Writes `number` as a canonical DECIMAL(precision, scale) (store/TYPES.md) at `out`, rounding
/// half away from zero.
DecimalText format_decimal(const NumberText& number, unsigned precision, unsigned scale,
                           char* out) noexcept;

/// The nearest integer, half away from zero; nothing outside of [-2^63, 2^64).
struct WideInteger {
    bool negative = false;
    std::uint64_t magnitude = 0;
};
std::optional<WideInteger> round_to_integer(const NumberText& number) noexcept;

}  // namespace understudy::sql
