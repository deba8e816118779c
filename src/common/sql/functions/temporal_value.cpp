#include "common/sql/functions/temporal_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace understudy::sql {
namespace {

bool is_text(const Value& value) noexcept {
    return value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob;
}

constexpr std::int64_t second = microseconds_per_second;

/// A unit: its parts from the largest, and where each counts.
struct Unit {
    std::string_view name;
    std::array<std::int64_t, 5> scale;  ///< microseconds of each part, or months if `months`
    int parts = 1;
    bool months = false;
};
constexpr std::int64_t minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr std::array units = {
    Unit{"MICROSECOND", {1}},
    Unit{"SECOND", {second}},
    Unit{"MINUTE", {minute}},
    Unit{"HOUR", {hour}},
    Unit{"DAY", {day}},
    Unit{"WEEK", {7 * day}},
    Unit{"MONTH", {1}, 1, true},
    Unit{"QUARTER", {3}, 1, true},
    Unit{"YEAR", {12}, 1, true},
    Unit{"YEAR_MONTH", {12, 1}, 2, true},
    Unit{"SECOND_MICROSECOND", {second, 1}, 2},
    Unit{"MINUTE_SECOND", {minute, second}, 2},
    Unit{"MINUTE_MICROSECOND", {minute, second, 1}, 3},
    Unit{"HOUR_MINUTE", {hour, minute}, 2},
    Unit{"HOUR_SECOND", {hour, minute, second}, 3},
    Unit{"HOUR_MICROSECOND", {hour, minute, second, 1}, 4},
    Unit{"DAY_HOUR", {day, hour}, 2},
    Unit{"DAY_MINUTE", {day, hour, minute}, 3},
    Unit{"DAY_SECOND", {day, hour, minute, second}, 4},
    Unit{"DAY_MICROSECOND", {day, hour, minute, second, 1}, 5},
};

/// The numbers of '1 10:30': at most 5, the rightmost belongs to the smallest part.
std::int64_t parts_of(std::string_view text, const Unit& unit) noexcept {
    std::array<std::int64_t, 5> numbers{};
    int count = 0;
    bool negative = false;
    for (std::size_t at = 0; at < text.size() && count < 5;) {
        if (count == 0 && text[at] == '-') negative = true;
        if (text[at] < '0' || text[at] > '9') {
            ++at;
            continue;
        }
        std::int64_t number = 0;
        const auto end = std::from_chars(text.data() + at, text.data() + text.size(), number);
        numbers[static_cast<std::size_t>(count++)] = std::min<std::int64_t>(number, 1'000'000'000);
        at = static_cast<std::size_t>(end.ptr - text.data());
    }
    std::int64_t total = 0;
    for (int i = 0; i < count && i < unit.parts; ++i) {
        const int place = unit.parts - std::min(count, unit.parts) + i;
        const std::int64_t scale = unit.scale[static_cast<std::size_t>(place)];
        total += numbers[static_cast<std::size_t>(i)] * scale;
    }
    return negative ? -total : total;
}

}  // namespace

std::optional<ParsedDateTime> date_time_of(const Value& value) noexcept {
    if (value.is_null()) return std::nullopt;
    if (is_text(value)) return parse_date_time(value.as_bytes());
    const std::int64_t number = to_number(value).as_integer();
    const auto date = date_time_of_number(number);
    if (!date) return std::nullopt;
    ParsedDateTime result;
    result.value = *date;
    result.has_time = number > 99'999'999;
    return result;
}

std::optional<std::int64_t> time_of(const Value& value) noexcept {
    if (value.is_null()) return std::nullopt;
    if (!is_text(value)) return time_of_number(to_number(value).as_integer());
    const auto time = parse_time(value.as_bytes());
    if (!time) return std::nullopt;
    return std::clamp(time->microseconds, -max_time_microseconds, max_time_microseconds);
}

bool is_time_text(const Value& value) noexcept {
    if (!is_text(value)) return false;
    std::string_view text = value.as_bytes();
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t colon = text.find(':');
    return colon != std::string_view::npos && colon <= 3;
}

Value date_value(const DateTime& date, Arena& arena) {
    char* out = arena.allocate(max_date_text);
    return Value::text({out, format_date(date, out)});
}

Value date_time_value(const DateTime& value, int digits, Arena& arena) {
    char* out = arena.allocate(max_date_text);
    return Value::text({out, format_date_time(value, digits, out)});
}

Value date_time_value(const DateTime& value, Arena& arena) {
    return date_time_value(value, value.microsecond != 0 ? 6 : 0, arena);
}

Value time_value(std::int64_t microseconds, Arena& arena) {
    char* out = arena.allocate(max_date_text);
    const std::int64_t clipped =
        std::clamp(microseconds, -max_time_microseconds, max_time_microseconds);
    return Value::text({out, format_time(clipped, clipped % second != 0 ? 6 : 0, out)});
}

DateTime session_now(const SessionContext& session) noexcept {
    return from_microseconds(session.now_us + session.utc_offset_seconds * second);
}

std::optional<Interval> interval_of(const Value& amount, std::string_view unit, Arena& arena) {
    if (amount.is_null()) return std::nullopt;
    for (const Unit& candidate : units) {
        if (candidate.name != unit) continue;
        Interval result;
        std::int64_t total = 0;
        if (candidate.parts > 1) {
            total = parts_of(to_text(amount, arena), candidate);
        } else if (candidate.name == "SECOND") {
            const double seconds = to_number(amount).as_real();
            if (!(std::fabs(seconds) < 1e12)) return std::nullopt;
            total = static_cast<std::int64_t>(std::round(seconds * 1e6));
        } else {
            const std::int64_t number = to_number(amount).as_integer();
            // Beyond this no date is left, whatever the unit.
            const std::int64_t limit = 400'000'000'000'000'000 / candidate.scale[0];
            if (number > limit || number < -limit) return std::nullopt;
            total = number * candidate.scale[0];
        }
        (candidate.months ? result.months : result.microseconds) = total;
        result.has_time = !candidate.months && (candidate.scale[0] < day || candidate.parts > 1);
        return result;
    }
    return std::nullopt;
}

}  // namespace understudy::sql
