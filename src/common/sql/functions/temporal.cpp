// Now, and arithmetic with dates and times.

#include "common/sql/functions/library.hpp"
#include "common/sql/functions/temporal_value.hpp"

#include <array>
#include <chrono>

namespace understudy::sql {
namespace {

constexpr std::int64_t second = microseconds_per_second;

int digits_of(Arguments a) noexcept {
    return a.empty() ? 0 : static_cast<int>(std::clamp<std::int64_t>(integer_of(a[0]), 0, 6));
}

Result<Value> now(Arguments a, SessionContext& session, Arena& arena) {
    return date_time_value(session_now(session), digits_of(a), arena);
}
Result<Value> sysdate(Arguments a, SessionContext& session, Arena& arena) {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
    return date_time_value(from_microseconds(us + session.utc_offset_seconds * second),
                           digits_of(a), arena);
}
Result<Value> today(Arguments, SessionContext& session, Arena& arena) {
    return date_value(session_now(session), arena);
}
Value time_of_day(const DateTime& value, int digits, Arena& arena) {
    char* out = arena.allocate(max_date_text);
    const std::int64_t us =
        (value.hour * 3'600LL + value.minute * 60LL + value.second) * second + value.microsecond;
    return Value::text({out, format_time(us, digits, out)});
}
Result<Value> current_time(Arguments a, SessionContext& session, Arena& arena) {
    return time_of_day(session_now(session), digits_of(a), arena);
}
Result<Value> utc_timestamp(Arguments a, SessionContext& session, Arena& arena) {
    return date_time_value(from_microseconds(session.now_us), digits_of(a), arena);
}
Result<Value> utc_date(Arguments, SessionContext& session, Arena& arena) {
    return date_value(from_microseconds(session.now_us), arena);
}
Result<Value> utc_time(Arguments a, SessionContext& session, Arena& arena) {
    return time_of_day(from_microseconds(session.now_us), digits_of(a), arena);
}

/// UNIX_TIMESTAMP(): whole seconds, with the fraction if the argument has one.
Result<Value> unix_timestamp(Arguments a, SessionContext& session, Arena&) {
    if (a.empty()) return Value::integer(session.now_us / second);
    if (a[0].is_null()) return a[0];
    const auto parsed = date_time_of(a[0]);
    if (!parsed || parsed->value.has_zero_part()) return Value::integer(0);
    const std::int64_t us = to_microseconds(parsed->value) - session.utc_offset_seconds * second;
    if (us < 0) return Value::integer(0);
    if (us % second != 0) return Value::real(static_cast<double>(us) / 1e6);
    return Value::integer(us / second);
}

/// us_date_add(value, amount, unit)
Value moved(Arguments a, Arena& arena, int direction) {
    if (any_null(a)) return Value::null();
    const auto interval = interval_of(a[1], a[2].as_bytes(), arena);
    if (!interval) return Value::null();
    if (is_time_text(a[0]) && interval->months == 0) {
        const auto time = time_of(a[0]);
        if (!time) return Value::null();
        return time_value(*time + direction * interval->microseconds, arena);
    }
    const auto parsed = date_time_of(a[0]);
    if (!parsed || parsed->value.has_zero_part()) return Value::null();
    DateTime value = parsed->value;
    if (interval->months != 0) {
        const std::int64_t months =
            value.year * 12LL + value.month - 1 + direction * interval->months;
        if (months < 0 || months >= 10'000 * 12) return Value::null();
        value.year = static_cast<int>(months / 12);
        value.month = static_cast<int>(months % 12) + 1;
        value.day = std::min(value.day, days_in_month(value.year, value.month));
    }
    value = from_microseconds(to_microseconds(value) + direction * interval->microseconds);
    if (value.year < 0 || value.year > 9999) return Value::null();
    if (!parsed->has_time && !interval->has_time) return date_value(value, arena);
    return date_time_value(value, arena);
}
Result<Value> date_add(Arguments a, SessionContext&, Arena& arena) {
    return moved(a, arena, 1);
}
Result<Value> date_sub(Arguments a, SessionContext&, Arena& arena) {
    return moved(a, arena, -1);
}

Result<Value> date_difference(Arguments a, SessionContext&, Arena&) {
    const auto x = date_time_of(a[0]);
    const auto y = date_time_of(a[1]);
    if (!x || !y) return Value::null();
    return Value::integer(day_number(x->value.year, x->value.month, x->value.day) -
                          day_number(y->value.year, y->value.month, y->value.day));
}

std::int64_t whole_months(const DateTime& from, const DateTime& to) noexcept {
    std::int64_t months = (to.year - from.year) * 12LL + to.month - from.month;
    DateTime rest_from = from, rest_to = to;
    rest_from.year = rest_to.year = rest_from.month = rest_to.month = 0;
    if (months > 0 && rest_to < rest_from) --months;
    if (months < 0 && rest_from < rest_to) ++months;
    return months;
}

/// us_timestampdiff(unit, from, to)
Result<Value> timestamp_difference(Arguments a, SessionContext&, Arena&) {
    if (any_null(a)) return Value::null();
    const auto from = date_time_of(a[1]);
    const auto to = date_time_of(a[2]);
    if (!from || !to) return Value::null();
    const std::string_view unit = a[0].as_bytes();
    const std::int64_t months = whole_months(from->value, to->value);
    if (unit == "MONTH") return Value::integer(months);
    if (unit == "QUARTER") return Value::integer(months / 3);
    if (unit == "YEAR") return Value::integer(months / 12);
    const std::int64_t us = to_microseconds(to->value) - to_microseconds(from->value);
    const std::int64_t size = unit == "SECOND"   ? second
                              : unit == "MINUTE" ? 60 * second
                              : unit == "HOUR"   ? 3'600 * second
                              : unit == "DAY"    ? microseconds_per_day
                              : unit == "WEEK"   ? 7 * microseconds_per_day
                                                 : 1;
    return Value::integer(us / size);
}

Result<Value> time_difference(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    if (is_time_text(a[0]) != is_time_text(a[1])) return Value::null();
    if (is_time_text(a[0])) {
        const auto x = time_of(a[0]), y = time_of(a[1]);
        return x && y ? time_value(*x - *y, arena) : Value::null();
    }
    const auto x = date_time_of(a[0]), y = date_time_of(a[1]);
    if (!x || !y) return Value::null();
    return time_value(to_microseconds(x->value) - to_microseconds(y->value), arena);
}

Value added_time(Arguments a, Arena& arena, int direction) {
    if (any_null(a)) return Value::null();
    const auto amount = time_of(a[1]);
    if (!amount) return Value::null();
    if (is_time_text(a[0])) {
        const auto time = time_of(a[0]);
        return time ? time_value(*time + direction * *amount, arena) : Value::null();
    }
    const auto parsed = date_time_of(a[0]);
    if (!parsed) return Value::null();
    return date_time_value(from_microseconds(to_microseconds(parsed->value) + direction * *amount),
                           arena);
}
Result<Value> add_time(Arguments a, SessionContext&, Arena& arena) {
    return added_time(a, arena, 1);
}
Result<Value> subtract_time(Arguments a, SessionContext&, Arena& arena) {
    return added_time(a, arena, -1);
}

/// A stored TIMESTAMP (UTC) on the session's clock.
Result<Value> local(Arguments a, SessionContext& session, Arena& arena) {
    if (a[0].is_null() || session.utc_offset_seconds == 0) return a[0];
    const std::string_view text = to_text(a[0], arena);
    const auto parsed = parse_date_time(text);
    if (!parsed || parsed->value.has_zero_part()) return a[0];
    const int digits = text.size() > 20 ? static_cast<int>(text.size() - 20) : 0;
    const std::int64_t us = to_microseconds(parsed->value) + session.utc_offset_seconds * second;
    return date_time_value(from_microseconds(us), std::min(digits, 6), arena);
}

/// One form for all temporal values, which compares as text.
Result<Value> temporal(Arguments a, SessionContext&, Arena& arena) {
    const auto parsed = date_time_of(a[0]);
    return parsed ? date_time_value(parsed->value, 6, arena) : a[0];
}

/// A TIME as a number that sorts: microseconds.
Result<Value> time_number(Arguments a, SessionContext&, Arena&) {
    const auto time = time_of(a[0]);
    return time ? Value::integer(*time) : Value::null();
}

constexpr ResultType T = ResultType::temporal;
constexpr ResultType I = ResultType::integer;
constexpr std::array table = {
    Function{"us_now", 0, 1, true, T, now},
    Function{"us_current_timestamp", 0, 1, true, T, now},
    Function{"us_localtime", 0, 1, true, T, now},
    Function{"us_localtimestamp", 0, 1, true, T, now},
    Function{"us_sysdate", 0, 1, false, T, sysdate},
    Function{"us_curdate", 0, 0, true, T, today},
    Function{"us_current_date", 0, 0, true, T, today},
    Function{"us_curtime", 0, 1, true, T, current_time},
    Function{"us_current_time", 0, 1, true, T, current_time},
    Function{"us_utc_timestamp", 0, 1, true, T, utc_timestamp},
    Function{"us_utc_date", 0, 0, true, T, utc_date},
    Function{"us_utc_time", 0, 1, true, T, utc_time},
    Function{"us_unix_timestamp", 0, 1, true, ResultType::any, unix_timestamp},
    Function{"us_date_add", 3, 3, true, T, date_add},
    Function{"us_date_sub", 3, 3, true, T, date_sub},
    Function{"us_datediff", 2, 2, true, I, date_difference},
    Function{"us_timestampdiff", 3, 3, true, I, timestamp_difference},
    Function{"us_timediff", 2, 2, true, T, time_difference},
    Function{"us_addtime", 2, 2, true, T, add_time},
    Function{"us_subtime", 2, 2, true, T, subtract_time},
    Function{"us_local", 1, 1, true, T, local},
    Function{"us_temporal", 1, 1, true, T, temporal},
    Function{"us_time_number", 1, 1, true, I, time_number},
};

}  // namespace

std::span<const Function> temporal_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
