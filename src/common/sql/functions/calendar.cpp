// Parts of dates and times, and their texts.

#include "common/sql/functions/library.hpp"
#include "common/sql/functions/temporal_value.hpp"

#include <array>
#include <string>

namespace understudy::sql {
namespace {

constexpr std::array<std::string_view, 12> months = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> weekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};

int weekday(const DateTime& v) noexcept {
    const std::int64_t days = day_number(v.year, v.month, v.day) + 3;  // 1970-01-01: Thursday
    return static_cast<int>((days % 7 + 7) % 7);
}
int day_of_year(const DateTime& v) noexcept {
    return static_cast<int>(day_number(v.year, v.month, v.day) - day_number(v.year, 1, 1)) + 1;
}

struct WeekOfYear {
    int year = 0, week = 0;
};
/// MySQL's modes: bit 0 Monday first, bit 1 weeks count from 1, bit 2 the first week has 4 days
/// (without it: begins with its first day).
WeekOfYear week_of(const DateTime& v, unsigned mode) noexcept {
    const bool monday_first = (mode & 1) != 0;
    const bool week_year = (mode & 2) != 0;
    const bool first_weekday = monday_first ? (mode & 4) != 0 : (mode & 4) == 0;
    const auto first_of = [&](int year) {
        const int day = weekday(DateTime{year, 1, 1});
        return monday_first ? day : (day + 1) % 7;
    };
    const auto start_of = [&](int year) {  // the day number of week 1's first day
        const int day = first_of(year);
        const std::int64_t january = day_number(year, 1, 1);
        const bool own = first_weekday ? day == 0 : day < 4;
        return own ? january - day : january - day + 7;
    };
    const std::int64_t today = day_number(v.year, v.month, v.day);
    int year = v.year;
    if (today < start_of(year)) {
        if (!week_year) return {year, 0};
        --year;
    } else if (week_year && today >= start_of(year + 1)) {
        ++year;
    }
    return {year, static_cast<int>((today - start_of(year)) / 7) + 1};
}

using Part = std::int64_t (*)(const DateTime&);
template <Part part>
Result<Value> date_part(Arguments a, SessionContext&, Arena&) {
    const auto parsed = date_time_of(a[0]);
    return parsed ? Value::integer(part(parsed->value)) : Value::null();
}
std::int64_t year_part(const DateTime& v) {
    return v.year;
}
std::int64_t month_part(const DateTime& v) {
    return v.month;
}
std::int64_t day_part(const DateTime& v) {
    return v.day;
}
std::int64_t quarter_part(const DateTime& v) {
    return (v.month + 2) / 3;
}
std::int64_t weekday_part(const DateTime& v) {
    return weekday(v);
}
std::int64_t day_of_week_part(const DateTime& v) {
    return (weekday(v) + 1) % 7 + 1;
}
std::int64_t day_of_year_part(const DateTime& v) {
    return day_of_year(v);
}
std::int64_t to_days_part(const DateTime& v) {
    return day_number(v.year, v.month, v.day) + to_days_of_epoch;
}
std::int64_t to_seconds_part(const DateTime& v) {
    return to_microseconds(v) / microseconds_per_second + to_days_of_epoch * 86'400;
}

using TimePart = std::int64_t (*)(std::int64_t seconds, std::int64_t microseconds);
template <TimePart part>
Result<Value> time_part(Arguments a, SessionContext&, Arena&) {
    const auto time = time_of(a[0]);
    if (!time) return Value::null();
    const std::int64_t magnitude = *time < 0 ? -*time : *time;
    return Value::integer(
        part(magnitude / microseconds_per_second, magnitude % microseconds_per_second));
}
std::int64_t hour_part(std::int64_t seconds, std::int64_t) {
    return seconds / 3'600;
}
std::int64_t minute_part(std::int64_t seconds, std::int64_t) {
    return seconds / 60 % 60;
}
std::int64_t second_part(std::int64_t seconds, std::int64_t) {
    return seconds % 60;
}
std::int64_t microsecond_part(std::int64_t, std::int64_t microseconds) {
    return microseconds;
}

Result<Value> time_to_sec(Arguments a, SessionContext&, Arena&) {
    const auto time = time_of(a[0]);
    return time ? Value::integer(*time / microseconds_per_second) : Value::null();
}
Result<Value> sec_to_time(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const double seconds = std::clamp(to_number(a[0]).as_real(), -1e9, 1e9);
    return time_value(static_cast<std::int64_t>(seconds * 1e6), arena);
}

Result<Value> week(Arguments a, SessionContext&, Arena&) {
    const auto parsed = date_time_of(a[0]);
    if (!parsed) return Value::null();
    const auto mode = a.size() > 1 ? static_cast<unsigned>(to_number(a[1]).as_bits() & 7) : 0U;
    return Value::integer(week_of(parsed->value, mode).week);
}
Result<Value> week_of_year(Arguments a, SessionContext&, Arena&) {
    const auto parsed = date_time_of(a[0]);
    return parsed ? Value::integer(week_of(parsed->value, 3).week) : Value::null();
}
Result<Value> year_week(Arguments a, SessionContext&, Arena&) {
    const auto parsed = date_time_of(a[0]);
    if (!parsed) return Value::null();
    const auto mode = a.size() > 1 ? static_cast<unsigned>(to_number(a[1]).as_bits() & 7) : 0U;
    const WeekOfYear result = week_of(parsed->value, mode | 2);
    return Value::integer(result.year * 100 + result.week);
}

Result<Value> day_name(Arguments a, SessionContext&, Arena&) {
    const auto parsed = date_time_of(a[0]);
    if (!parsed || parsed->value.has_zero_part()) return Value::null();
    return Value::text(weekdays[static_cast<std::size_t>(weekday(parsed->value))]);
}
Result<Value> month_name(Arguments a, SessionContext&, Arena&) {
    const auto parsed = date_time_of(a[0]);
    if (!parsed || parsed->value.month == 0) return Value::null();
    return Value::text(months[static_cast<std::size_t>(parsed->value.month - 1)]);
}
Result<Value> last_day(Arguments a, SessionContext&, Arena& arena) {
    auto parsed = date_time_of(a[0]);
    if (!parsed || parsed->value.month == 0) return Value::null();
    parsed->value.day = days_in_month(parsed->value.year, parsed->value.month);
    return date_value(parsed->value, arena);
}
Result<Value> from_days(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::int64_t days = integer_of(a[0]);
    if (days < 366 || days > 3'652'424) return date_value({}, arena);
    return date_value(date_of_day(days - to_days_of_epoch), arena);
}
Result<Value> make_date(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    std::int64_t year = integer_of(a[0]);
    const std::int64_t day = integer_of(a[1]);
    if (year >= 0 && year < 100) year += year < 70 ? 2000 : 1900;
    if (year < 0 || year > 9999 || day < 1 || day > 3'652'424) return Value::null();
    const DateTime result = date_of_day(day_number(static_cast<int>(year), 1, 1) + day - 1);
    return result.year > 9999 ? Value::null() : date_value(result, arena);
}

/// us_extract(unit, value)
Result<Value> extract(Arguments a, SessionContext& session, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view unit = a[0].as_bytes();
    const Arguments value = a.subspan(1);
    if (unit == "HOUR") return time_part<hour_part>(value, session, arena);
    if (unit == "MINUTE") return time_part<minute_part>(value, session, arena);
    if (unit == "SECOND") return time_part<second_part>(value, session, arena);
    if (unit == "MICROSECOND") return time_part<microsecond_part>(value, session, arena);
    const auto parsed = date_time_of(a[1]);
    if (!parsed) return Value::null();
    const DateTime& v = parsed->value;
    const std::int64_t time = v.hour * 10'000LL + v.minute * 100LL + v.second;
    if (unit == "YEAR") return Value::integer(v.year);
    if (unit == "QUARTER") return Value::integer(quarter_part(v));
    if (unit == "MONTH") return Value::integer(v.month);
    if (unit == "WEEK") return Value::integer(week_of(v, 0).week);
    if (unit == "DAY") return Value::integer(v.day);
    if (unit == "YEAR_MONTH") return Value::integer(v.year * 100 + v.month);
    if (unit == "DAY_HOUR") return Value::integer(v.day * 100 + v.hour);
    if (unit == "DAY_MINUTE") return Value::integer(v.day * 10'000 + time / 100);
    if (unit == "DAY_SECOND") return Value::integer(v.day * 1'000'000LL + time);
    if (unit == "HOUR_MINUTE") return Value::integer(time / 100);
    if (unit == "HOUR_SECOND") return Value::integer(time);
    if (unit == "MINUTE_SECOND") return Value::integer(time % 10'000);
    return sql_error(1235, "This version of Understudy doesn't yet support 'EXTRACT(" +
                               std::string(unit) + ")'");
}

void append_padded(std::string& out, int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
}

std::string_view ordinal_suffix(int day) noexcept {
    if (day >= 11 && day <= 13) return "th";
    return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

void append_time_form(std::string& out, const DateTime& v, char form) {
    const int hour12 = (v.hour + 11) % 12 + 1;
    switch (form) {
        case 'H':
            return append_padded(out, v.hour, 2);
        case 'k':
            return append_padded(out, v.hour, 1);
        case 'h':
        case 'I':
            return append_padded(out, hour12, 2);
        case 'l':
            return append_padded(out, hour12, 1);
        case 'i':
            return append_padded(out, v.minute, 2);
        case 's':
        case 'S':
            return append_padded(out, v.second, 2);
        case 'f':
            return append_padded(out, v.microsecond, 6);
        case 'p':
            out += v.hour < 12 ? "AM" : "PM";
            return;
        case 'T':
            for (const char part : {'H', ':', 'i', ':', 's'}) append_time_form(out, v, part);
            return;
        case 'r':
            for (const char part : {'h', ':', 'i', ':', 's', ' ', 'p'}) {
                append_time_form(out, v, part);
            }
            return;
        default:
            out += form;
    }
}

void append_form(std::string& out, const DateTime& v, char form) {
    const auto name = [&](std::string_view text, bool whole) {
        out += whole ? text : text.substr(0, 3);
    };
    switch (form) {
        case 'Y':
            return append_padded(out, v.year, 4);
        case 'y':
            return append_padded(out, v.year % 100, 2);
        case 'm':
            return append_padded(out, v.month, 2);
        case 'c':
            return append_padded(out, v.month, 1);
        case 'd':
            return append_padded(out, v.day, 2);
        case 'e':
            return append_padded(out, v.day, 1);
        case 'D':
            append_padded(out, v.day, 1);
            out += ordinal_suffix(v.day);
            return;
        case 'M':
        case 'b':
            if (v.month > 0) name(months[static_cast<std::size_t>(v.month - 1)], form == 'M');
            return;
        case 'W':
        case 'a':
            return name(weekdays[static_cast<std::size_t>(weekday(v))], form == 'W');
        case 'w':
            return append_padded(out, (weekday(v) + 1) % 7, 1);
        case 'j':
            return append_padded(out, day_of_year(v), 3);
        case 'U':
            return append_padded(out, week_of(v, 0).week, 2);
        case 'u':
            return append_padded(out, week_of(v, 1).week, 2);
        case 'V':
            return append_padded(out, week_of(v, 2).week, 2);
        case 'v':
            return append_padded(out, week_of(v, 3).week, 2);
        case 'X':
            return append_padded(out, week_of(v, 2).year, 4);
        case 'x':
            return append_padded(out, week_of(v, 3).year, 4);
        default:
            append_time_form(out, v, form);
    }
}

Value formatted(const DateTime& v, std::string_view format, Arena& arena) {
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && i + 1 < format.size()) {
            append_form(out, v, format[++i]);
        } else {
            out += format[i];
        }
    }
    return Value::text(arena.copy(out));
}

Result<Value> date_format(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const auto parsed = date_time_of(a[0]);
    return parsed ? formatted(parsed->value, to_text(a[1], arena), arena) : Value::null();
}

Result<Value> from_unixtime(Arguments a, SessionContext& session, Arena& arena) {
    if (any_null(a)) return Value::null();
    const double seconds = to_number(a[0]).as_real();
    if (!(seconds >= 0 && seconds < 32'536'771'200.0)) return Value::null();
    const auto us = static_cast<std::int64_t>(seconds * 1e6 + 0.5);
    const DateTime value =
        from_microseconds(us + session.utc_offset_seconds * microseconds_per_second);
    return a.size() > 1 ? formatted(value, to_text(a[1], arena), arena)
                        : date_time_value(value, arena);
}

constexpr ResultType I = ResultType::integer;
constexpr ResultType T = ResultType::text;
constexpr ResultType D = ResultType::temporal;
constexpr std::array table = {
    Function{"us_year", 1, 1, true, I, date_part<year_part>},
    Function{"us_month", 1, 1, true, I, date_part<month_part>},
    Function{"us_day", 1, 1, true, I, date_part<day_part>},
    Function{"us_dayofmonth", 1, 1, true, I, date_part<day_part>},
    Function{"us_quarter", 1, 1, true, I, date_part<quarter_part>},
    Function{"us_weekday", 1, 1, true, I, date_part<weekday_part>},
    Function{"us_dayofweek", 1, 1, true, I, date_part<day_of_week_part>},
    Function{"us_dayofyear", 1, 1, true, I, date_part<day_of_year_part>},
    Function{"us_to_days", 1, 1, true, I, date_part<to_days_part>},
    Function{"us_to_seconds", 1, 1, true, I, date_part<to_seconds_part>},
    Function{"us_hour", 1, 1, true, I, time_part<hour_part>},
    Function{"us_minute", 1, 1, true, I, time_part<minute_part>},
    Function{"us_second", 1, 1, true, I, time_part<second_part>},
    Function{"us_microsecond", 1, 1, true, I, time_part<microsecond_part>},
    Function{"us_time_to_sec", 1, 1, true, I, time_to_sec},
    Function{"us_sec_to_time", 1, 1, true, D, sec_to_time},
    Function{"us_week", 1, 2, true, I, week},
    Function{"us_weekofyear", 1, 1, true, I, week_of_year},
    Function{"us_yearweek", 1, 2, true, I, year_week},
    Function{"us_dayname", 1, 1, true, T, day_name},
    Function{"us_monthname", 1, 1, true, T, month_name},
    Function{"us_last_day", 1, 1, true, D, last_day},
    Function{"us_from_days", 1, 1, true, D, from_days},
    Function{"us_makedate", 2, 2, true, D, make_date},
    Function{"us_extract", 2, 2, true, I, extract},
    Function{"us_date_format", 2, 2, true, T, date_format},
    Function{"us_from_unixtime", 1, 2, true, D, from_unixtime},
};

}  // namespace

std::span<const Function> calendar_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
