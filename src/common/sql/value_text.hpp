#pragma once

#include "common/base/arena.hpp"
#include "common/model/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::sql {

/// A value taken as a number, as MySQL's operators do: the numeric prefix of a text, 0 without one.
struct Number {
    enum class Kind : std::uint8_t { integer, unsigned_integer, real };
    Kind kind = Kind::integer;
    std::int64_t integer = 0;
    std::uint64_t unsigned_integer = 0;  ///< above 2^63-1 only
    double real = 0;
    double as_real() const noexcept;
    /// Rounded and clipped to int64.
    std::int64_t as_integer() const noexcept;
    /// For bit operations: 64 bits, negative numbers in two's complement.
    std::uint64_t as_bits() const noexcept;
    bool is_zero() const noexcept;
    Value value() const noexcept;
};
Number to_number(const Value& value) noexcept;

/// An 8-byte blob with the high bit set: an unsigned integer above 2^63-1 as the engine keeps it.
bool is_wide_integer(std::string_view blob) noexcept;
std::uint64_t wide_integer(std::string_view blob) noexcept;

/// The text MySQL prints for a value. Text and blob are passed through; new bytes come from
/// `arena`.
std::string_view to_text(const Value& value, Arena& arena);
/// 0.1, 1e20, 100000, -0: the shortest text that gives the same double, as MySQL writes it.
inline constexpr std::size_t max_real_text = 32;
std::size_t format_real(double number, char* out) noexcept;

/// "abc" with bytes that are no printable ASCII as \xNN, at most `limit` bytes: for messages.
std::string printable(std::string_view bytes, std::size_t limit = 64);

}  // namespace understudy::sql
