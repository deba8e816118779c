#include "common/sql/value_text.hpp"

#include "common/sql/decimal_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace understudy::sql {
namespace {

Number real_number(double real) noexcept {
    Number result;
    result.kind = Number::Kind::real;
    result.real = real;
    return result;
}

Number integer_number(std::int64_t integer) noexcept {
    Number result;
    result.integer = integer;
    return result;
}

Number wide_number(std::uint64_t wide) noexcept {
    if (wide <= INT64_MAX) return integer_number(static_cast<std::int64_t>(wide));
    Number result;
    result.kind = Number::Kind::unsigned_integer;
    result.unsigned_integer = wide;
    return result;
}

Number text_number(std::string_view text) noexcept {
    const auto scanned = scan_number(text);
    if (!scanned) return {};
    if (scanned->is_plain_integer()) {
        const auto rounded = round_to_integer(*scanned);
        if (rounded && !rounded->negative) return wide_number(rounded->magnitude);
        if (rounded) return integer_number(static_cast<std::int64_t>(0 - rounded->magnitude));
    }
    const std::size_t start = text.find_first_not_of(" \t\n\v\f\r+");
    double real = 0;
    const auto end = std::from_chars(text.data() + start, text.data() + scanned->consumed, real);
    if (end.ec == std::errc::result_out_of_range) real = scanned->exponent > 0 ? HUGE_VAL : 0;
    return real_number(real);
}

}  // namespace

double Number::as_real() const noexcept {
    if (kind == Kind::real) return real;
    return kind == Kind::integer ? static_cast<double>(integer)
                                 : static_cast<double>(unsigned_integer);
}

std::int64_t Number::as_integer() const noexcept {
    if (kind == Kind::integer) return integer;
    if (kind == Kind::unsigned_integer) return INT64_MAX;
    if (std::isnan(real)) return 0;
    const double rounded = std::round(real);
    if (rounded >= 9.2233720368547758e18) return INT64_MAX;
    if (rounded <= -9.2233720368547758e18) return INT64_MIN;
    return static_cast<std::int64_t>(rounded);
}

std::uint64_t Number::as_bits() const noexcept {
    if (kind == Kind::unsigned_integer) return unsigned_integer;
    if (kind == Kind::real && real >= 9.2233720368547758e18) {
        return real >= 1.8446744073709551e19 ? UINT64_MAX : static_cast<std::uint64_t>(real);
    }
    return static_cast<std::uint64_t>(as_integer());
}

bool Number::is_zero() const noexcept {
    return kind == Kind::real ? real == 0 : kind == Kind::integer && integer == 0;
}

Value Number::value() const noexcept {
    switch (kind) {
        case Kind::integer:
            return Value::integer(integer);
        case Kind::unsigned_integer:
            return Value::unsigned_integer(unsigned_integer);
        case Kind::real:
            break;
    }
    return Value::real(real);
}

bool is_wide_integer(std::string_view blob) noexcept {
    return blob.size() == 8 && (static_cast<unsigned char>(blob[0]) & 0x80) != 0;
}

std::uint64_t wide_integer(std::string_view blob) noexcept {
    std::uint64_t result = 0;
    for (const char c : blob) result = result << 8 | static_cast<unsigned char>(c);
    return result;
}

Number to_number(const Value& value) noexcept {
    switch (value.kind()) {
        case Value::Kind::null:
            return {};
        case Value::Kind::integer:
            return integer_number(value.as_integer());
        case Value::Kind::unsigned_integer:
            return wide_number(value.as_unsigned());
        case Value::Kind::real:
            return real_number(value.as_real());
        case Value::Kind::blob:
            if (is_wide_integer(value.as_bytes()))
                return wide_number(wide_integer(value.as_bytes()));
            break;
        case Value::Kind::text:
            break;
    }
    return text_number(value.as_bytes());
}

std::size_t format_real(double number, char* out) noexcept {
    const double magnitude = std::fabs(number);
    char* const limit = out + max_real_text;
    const bool plain = number == 0 || (magnitude >= 1e-15 && magnitude < 1e15);
    auto end = std::to_chars(out, limit, number,
                             plain ? std::chars_format::fixed : std::chars_format::scientific);
    if (end.ec != std::errc{}) {  // 0.000000000012345678901234567: too long without exponent
        end = std::to_chars(out, limit, number, std::chars_format::scientific);
    }
    // "1e+20" and "1e-07" are 1e20 and 1e-7 in MySQL.
    std::string_view text(out, static_cast<std::size_t>(end.ptr - out));
    const std::size_t e = text.find('e');
    if (e == std::string_view::npos) return text.size();
    std::size_t write = e + 1;
    std::size_t read = e + 1;
    if (text[read] == '-') out[write++] = '-';
    ++read;
    while (read + 1 < text.size() && text[read] == '0') ++read;
    while (read < text.size()) out[write++] = out[read++];
    return write;
}

std::string_view to_text(const Value& value, Arena& arena) {
    char buffer[max_real_text];
    switch (value.kind()) {
        case Value::Kind::null:
            return {};
        case Value::Kind::text:
            return value.as_bytes();
        case Value::Kind::blob:
            if (!is_wide_integer(value.as_bytes())) return value.as_bytes();
            return to_text(Value::unsigned_integer(wide_integer(value.as_bytes())), arena);
        case Value::Kind::real:
            return arena.copy({buffer, format_real(value.as_real(), buffer)});
        case Value::Kind::integer: {
            const auto end = std::to_chars(buffer, buffer + sizeof buffer, value.as_integer());
            return arena.copy({buffer, static_cast<std::size_t>(end.ptr - buffer)});
        }
        case Value::Kind::unsigned_integer:
            break;
    }
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value.as_unsigned());
    return arena.copy({buffer, static_cast<std::size_t>(end.ptr - buffer)});
}

std::string printable(std::string_view bytes, std::size_t limit) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string result;
    for (std::size_t i = 0; i < bytes.size() && i < limit; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte >= 0x20 && byte < 0x7f) {
            result += bytes[i];
        } else {
            result += "\\x";
            result += hex[byte >> 4];
            result += hex[byte & 15];
        }
    }
    if (bytes.size() > limit) result += "...";
    return result;
}

}  // namespace understudy::sql
