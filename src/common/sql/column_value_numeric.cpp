#include "common/sql/conversion.hpp"
#include "common/sql/decimal_text.hpp"
#include "common/sql/value_text.hpp"

#include <cfloat>
#include <charconv>
#include <cmath>

namespace understudy::sql {
namespace {

struct Range {
    std::int64_t low = 0;
    std::uint64_t high = 0;
};

Range range_of(const Column& column) noexcept {
    int bits = 64;
    switch (column.type) {
        case ColumnType::tiny_int:
            bits = 8;
            break;
        case ColumnType::small_int:
            bits = 16;
            break;
        case ColumnType::medium_int:
            bits = 24;
            break;
        case ColumnType::int_:
            bits = 32;
            break;
        default:
            break;
    }
    if (column.is_unsigned) return {0, UINT64_MAX >> (64 - bits)};
    const auto high = static_cast<std::int64_t>(UINT64_MAX >> (65 - bits));
    return {-high - 1, static_cast<std::uint64_t>(high)};
}

Result<Value> within(const Conversion& to, const Range& range, bool negative,
                     std::uint64_t magnitude) {
    if (negative) {
        const std::uint64_t deepest = 0 - static_cast<std::uint64_t>(range.low);
        if (magnitude > deepest) return to.out_of_range(Value::integer(range.low));
        return Value::integer(static_cast<std::int64_t>(0 - magnitude));
    }
    if (magnitude > range.high) return to.out_of_range(Value::unsigned_integer(range.high));
    return Value::unsigned_integer(magnitude);
}

std::optional<std::string_view> as_numeral(const Value& value) noexcept {
    if (value.kind() == Value::Kind::text) return value.as_bytes();
    if (value.kind() == Value::Kind::blob && !is_wide_integer(value.as_bytes())) {
        return value.as_bytes();
    }
    return std::nullopt;
}

bool only_blanks_from(std::string_view text, std::size_t at) noexcept {
    return text.find_first_not_of(" \t\n\v\f\r", at) == std::string_view::npos;
}

Result<Value> text_to_integer(const Conversion& to, std::string_view text, const Range& range) {
    const auto number = scan_number(text);
    if (!number) return to.incorrect(1366, "integer", printable(text), Value::integer(0));
    const auto rounded = round_to_integer(*number);
    if (!rounded) {
        return to.out_of_range(number->negative ? Value::integer(range.low)
                                                : Value::unsigned_integer(range.high));
    }
    TRY_ASSIGN(const Value result, within(to, range, rounded->negative, rounded->magnitude));
    if (!only_blanks_from(text, number->consumed)) return to.truncated(result);
    return result;
}

Result<Value> real_to_integer(const Conversion& to, double real, const Range& range) {
    const double rounded = std::rint(real);
    if (!(std::fabs(rounded) < 18446744073709551616.0)) {
        return to.out_of_range(rounded < 0 ? Value::integer(range.low)
                                           : Value::unsigned_integer(range.high));
    }
    return within(to, range, rounded < 0, static_cast<std::uint64_t>(std::fabs(rounded)));
}

Result<Value> into_range(const Conversion& to, const Value& value, const Range& range) {
    if (const auto text = as_numeral(value)) return text_to_integer(to, *text, range);
    const Number number = to_number(value);
    switch (number.kind) {
        case Number::Kind::integer:
            break;
        case Number::Kind::unsigned_integer:
            return within(to, range, false, number.unsigned_integer);
        case Number::Kind::real:
            return real_to_integer(to, number.real, range);
    }
    const bool negative = number.integer < 0;
    const auto bits = static_cast<std::uint64_t>(number.integer);
    return within(to, range, negative, negative ? 0 - bits : bits);
}

}  // namespace

Result<Value> to_integer(const Conversion& to, const Value& value) {
    const Range range = range_of(to.column);
    if (value.kind() == Value::Kind::integer && value.as_integer() >= range.low &&
        (value.as_integer() < 0 || static_cast<std::uint64_t>(value.as_integer()) <= range.high)) {
        return value;
    }
    return into_range(to, value, range);
}

Result<Value> to_year(const Conversion& to, const Value& value) {
    const auto text = as_numeral(value);
    TRY_ASSIGN(const Value number, into_range(to, value, {INT64_MIN, INT64_MAX}));
    std::int64_t year = number.as_integer();
    // '0' and '00' are 2000; 0 and '0000' are the zero year.
    const bool zero_text = text && year == 0 && text->size() < 4;
    if (year != 0 || zero_text) {
        if (year >= 0 && year < 70) year += 2000;
        if (year >= 70 && year < 100) year += 1900;
        if (year < 1901 || year > 2155) return to.out_of_range(Value::integer(0));
    }
    return Value::integer(year);
}

Result<Value> to_bit(const Conversion& to, const Value& value) {
    const std::uint32_t width = to.column.length == 0 ? 1 : to.column.length;
    const std::uint64_t highest = UINT64_MAX >> (64 - width);
    std::uint64_t bits = 0;
    bool fits = true;
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        // Strings are bits, not numerals: 'a' is 0x61.
        std::string_view bytes = value.as_bytes();
        while (!bytes.empty() && bytes[0] == '\0') bytes.remove_prefix(1);
        fits = bytes.size() <= 8;
        if (fits) bits = wide_integer(bytes);
    } else {
        const Number number = to_number(value);
        fits =
            number.kind == Number::Kind::unsigned_integer || number.as_real() >= 0 || width == 64;
        bits = number.as_bits();
    }
    if (!fits || bits > highest) return to.too_long(Value::unsigned_integer(highest));
    return Value::unsigned_integer(bits);
}

Result<Value> to_real(const Conversion& to, const Value& value) {
    double real = 0;
    bool garbage = false;
    if (const auto text = as_numeral(value)) {
        const auto number = scan_number(*text);
        real = number ? to_number(Value::text(*text)).as_real() : 0;
        garbage = !number || !only_blanks_from(*text, number->consumed);
    } else {
        real = to_number(value).as_real();
    }
    const double limit = to.column.type == ColumnType::float_ ? double{FLT_MAX} : DBL_MAX;
    if (std::isnan(real)) return to.out_of_range(Value::real(0));
    if (to.column.is_unsigned && real < 0) return to.out_of_range(Value::real(0));
    if (to.column.type == ColumnType::float_ && std::fabs(real) <= limit) {
        real = double{static_cast<float>(real)};
    }
    if (std::fabs(real) > limit) return to.out_of_range(Value::real(real < 0 ? -limit : limit));
    if (garbage) return to.truncated(Value::real(real));
    return Value::real(real);
}

Result<Value> to_decimal(const Conversion& to, const Value& value) {
    char buffer[max_real_text];
    std::string_view text;
    if (const auto numeral = as_numeral(value)) {
        text = *numeral;
    } else if (value.kind() == Value::Kind::real) {
        if (!std::isfinite(value.as_real())) return to.out_of_range(Value::text("0"));
        text = {buffer, format_real(value.as_real(), buffer)};
    } else {
        const Number number = to_number(value);
        const auto end =
            number.kind == Number::Kind::integer
                ? std::to_chars(buffer, buffer + sizeof buffer, number.integer)
                : std::to_chars(buffer, buffer + sizeof buffer, number.unsigned_integer);
        text = {buffer, static_cast<std::size_t>(end.ptr - buffer)};
    }
    const auto number = scan_number(text);
    if (!number) {
        return to.incorrect(1366, "decimal", printable(text),
                            implicit_default(to.column, to.arena));
    }
    char* out = to.arena.allocate(max_decimal_text);
    const DecimalText decimal = format_decimal(*number, to.column.length, to.column.decimals, out);
    const Value result = Value::text({out, decimal.size});
    if (to.column.is_unsigned && out[0] == '-') {
        return to.out_of_range(implicit_default(to.column, to.arena));
    }
    if (!decimal.fits) return to.out_of_range(result);
    if (!only_blanks_from(text, number->consumed)) return to.truncated(result);
    return result;
}

}  // namespace understudy::sql
