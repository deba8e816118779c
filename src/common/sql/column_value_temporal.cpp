#include "common/sql/conversion.hpp"
#include "common/sql/dates.hpp"
#include "common/sql/value_text.hpp"

#include <cmath>

namespace understudy::sql {
namespace {

constexpr std::int64_t max_timestamp_us = 2'147'483'647LL * microseconds_per_second + 999'999;

const char* kind_name(ColumnType type) noexcept {
    return type == ColumnType::date ? "date" : type == ColumnType::time ? "time" : "datetime";
}

Value zero_of(const Conversion& to) {
    return implicit_default(to.column, to.arena);
}

Result<Value> incorrect(const Conversion& to, const Value& value) {
    return to.incorrect(1292, kind_name(to.column.type), printable(to_text(value, to.arena)),
                        zero_of(to));
}

std::optional<ParsedDateTime> parse(const Value& value) noexcept {
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        return parse_date_time(value.as_bytes());
    }
    const Number number = to_number(value);
    ParsedDateTime result;
    std::int64_t whole = number.integer;
    if (number.kind == Number::Kind::real) {
        if (!(number.real >= 0 && number.real < 1e15)) return std::nullopt;
        whole = static_cast<std::int64_t>(number.real);
    }
    const auto parsed = date_time_of_number(whole);
    if (!parsed || number.kind == Number::Kind::unsigned_integer) return std::nullopt;
    result.value = *parsed;
    result.has_time = whole > 99'999'999;
    if (number.kind == Number::Kind::real && result.has_time) {
        const double fraction = (number.real - static_cast<double>(whole)) * 1e6;
        result.value.microsecond = static_cast<int>(std::min(std::rint(fraction), 999'999.0));
    }
    return result;
}

/// 'YYYY-MM-DD hh:mm:ss' exactly, a valid date and time of day: the form nearly every client sends.
bool is_canonical(std::string_view text, bool with_time) noexcept {
    constexpr std::string_view form = "dddd-dd-dd dd:dd:dd";
    if (text.size() != (with_time ? 19U : 10U)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == 'd' ? !digit : text[i] != form[i]) return false;
    }
    const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
    DateTime value{two(0) * 100 + two(2), two(5), two(8)};
    if (with_time) value.hour = two(11), value.minute = two(14), value.second = two(17);
    return !value.has_zero_part() && is_valid(value);
}

Result<Value> to_utc(const Conversion& to, const Value& value, std::int64_t wall_us, char* out) {
    const std::int64_t offset = to.session.utc_offset_seconds * microseconds_per_second;
    const std::int64_t utc = wall_us - offset;
    if (utc < microseconds_per_second || utc > max_timestamp_us) return incorrect(to, value);
    return Value::text({out, format_date_time(from_microseconds(utc), to.column.decimals, out)});
}

Result<Value> store_zero_parts(const Conversion& to, const Value& value, const DateTime& parsed) {
    // Dates with zero parts: the calendar does not know them, so nothing is rounded or shifted.
    const bool is_timestamp = to.column.type == ColumnType::timestamp;
    if (to.session.no_zero_date || (is_timestamp && !parsed.is_zero_date())) {
        return incorrect(to, value);
    }
    char* out = to.arena.allocate(max_date_text);
    if (to.column.type == ColumnType::date) return Value::text({out, format_date(parsed, out)});
    return Value::text({out, format_date_time(parsed, to.column.decimals, out)});
}

}  // namespace

Result<Value> to_date_time(const Conversion& to, const Value& value) {
    const bool is_date = to.column.type == ColumnType::date;
    const bool plain =
        is_date || (to.column.type == ColumnType::datetime && to.column.decimals == 0);
    if (plain && value.kind() == Value::Kind::text && is_canonical(value.as_bytes(), !is_date)) {
        return value;
    }
    const auto parsed = parse(value);
    if (!parsed) return incorrect(to, value);
    if (parsed->trailing_garbage && to.session.strict) return incorrect(to, value);
    if (parsed->value.has_zero_part()) return store_zero_parts(to, value, parsed->value);
    char* out = to.arena.allocate(max_date_text);
    if (is_date) return Value::text({out, format_date(parsed->value, out)});
    std::int64_t wall = to_microseconds(parsed->value) + (parsed->round_up ? 1 : 0);
    if (parsed->utc_offset_seconds) {
        wall +=
            (to.session.utc_offset_seconds - *parsed->utc_offset_seconds) * microseconds_per_second;
    }
    // Before 1970 the fraction still counts upwards: shift so that rounding sees a positive number.
    constexpr std::int64_t shift = to_days_of_epoch * microseconds_per_day;
    wall = round_fraction(wall + shift, to.column.decimals) - shift;
    if (to.column.type == ColumnType::timestamp) return to_utc(to, value, wall, out);
    const DateTime rounded = from_microseconds(wall);
    if (rounded.year > 9999) return incorrect(to, value);
    return Value::text({out, format_date_time(rounded, to.column.decimals, out)});
}

Result<Value> to_time(const Conversion& to, const Value& value) {
    std::optional<ParsedTime> parsed;
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        parsed = parse_time(value.as_bytes());
    } else {
        const double number = to_number(value).as_real();
        const double whole = std::trunc(number);
        if (std::fabs(number) < 1e15) {
            if (const auto time = time_of_number(static_cast<std::int64_t>(whole))) {
                const auto fraction = static_cast<std::int64_t>(std::rint((number - whole) * 1e6));
                parsed = ParsedTime{*time + fraction, false};
            }
        }
    }
    if (!parsed) return incorrect(to, value);
    char* out = to.arena.allocate(max_date_text);
    const std::int64_t time = round_fraction(parsed->microseconds, to.column.decimals);
    if (std::abs(time) > max_time_microseconds) {
        const std::int64_t clipped = time < 0 ? -max_time_microseconds : max_time_microseconds;
        return to.incorrect(1292, "time", printable(to_text(value, to.arena)),
                            Value::text({out, format_time(clipped, to.column.decimals, out)}));
    }
    const Value result = Value::text({out, format_time(time, to.column.decimals, out)});
    if (parsed->trailing_garbage) {
        return to.incorrect(1292, "time", printable(value.as_bytes()), result);
    }
    return result;
}

}  // namespace understudy::sql
