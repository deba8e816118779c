#include "common/sql/dates.hpp"

#include <cstdlib>

namespace understudy::sql {
namespace {
constexpr std::int64_t powers_of_ten[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

char* put_digits(char* out, std::int64_t number, int digits) noexcept {
    for (int i = digits - 1; i >= 0; --i) {
        out[i] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    return out + digits;
}

char* put_fraction(char* out, std::int64_t microseconds, int digits) noexcept {
    if (digits == 0) return out;
    *out++ = '.';
    return put_digits(out, microseconds / powers_of_ten[6 - digits], digits);
}
}  // namespace

bool is_leap_year(int year) noexcept {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) noexcept {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 31;
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool is_valid(const DateTime& v) noexcept {
    return v.year >= 0 && v.year <= 9999 && v.month >= 0 && v.month <= 12 && v.day >= 0 &&
           v.day <= days_in_month(v.year, v.month) && v.hour >= 0 && v.hour <= 23 &&
           v.minute >= 0 && v.minute <= 59 && v.second >= 0 && v.second <= 59 &&
           v.microsecond >= 0 && v.microsecond <= 999'999;
}

// Both directions count in eras of 400 years that begin on 1 March (H. Hinnant's "chrono-compatible
// low-level date algorithms").
std::int64_t day_number(int year, int month, int day) noexcept {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

DateTime date_of_day(std::int64_t days) noexcept {
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_index = (5 * day_of_year + 2) / 153;
    DateTime result;
    result.day = static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1);
    result.month = static_cast<int>(month_index < 10 ? month_index + 3 : month_index - 9);
    result.year = static_cast<int>(year_of_era + era * 400 + (result.month <= 2 ? 1 : 0));
    return result;
}

std::int64_t to_microseconds(const DateTime& v) noexcept {
    const std::int64_t seconds = v.hour * 3'600LL + v.minute * 60LL + v.second;
    return day_number(v.year, v.month, v.day) * microseconds_per_day +
           seconds * microseconds_per_second + v.microsecond;
}

DateTime from_microseconds(std::int64_t microseconds) noexcept {
    std::int64_t days = microseconds / microseconds_per_day;
    std::int64_t rest = microseconds % microseconds_per_day;
    if (rest < 0) {
        rest += microseconds_per_day;
        --days;
    }
    DateTime result = date_of_day(days);
    result.microsecond = static_cast<int>(rest % microseconds_per_second);
    const std::int64_t seconds = rest / microseconds_per_second;
    result.hour = static_cast<int>(seconds / 3'600);
    result.minute = static_cast<int>(seconds / 60 % 60);
    result.second = static_cast<int>(seconds % 60);
    return result;
}

std::int64_t round_fraction(std::int64_t microseconds, int digits) noexcept {
    const std::int64_t unit = powers_of_ten[6 - digits];
    const std::int64_t half = microseconds < 0 ? -(unit / 2) : unit / 2;
    return (microseconds + half) / unit * unit;
}

std::size_t format_date(const DateTime& v, char* out) noexcept {
    char* at = put_digits(out, v.year, 4);
    *at++ = '-';
    at = put_digits(at, v.month, 2);
    *at++ = '-';
    at = put_digits(at, v.day, 2);
    return static_cast<std::size_t>(at - out);
}

std::size_t format_date_time(const DateTime& v, int digits, char* out) noexcept {
    char* at = out + format_date(v, out);
    *at++ = ' ';
    at = put_digits(at, v.hour, 2);
    *at++ = ':';
    at = put_digits(at, v.minute, 2);
    *at++ = ':';
    at = put_digits(at, v.second, 2);
    at = put_fraction(at, v.microsecond, digits);
    return static_cast<std::size_t>(at - out);
}

std::size_t format_time(std::int64_t microseconds, int digits, char* out) noexcept {
    char* at = out;
    if (microseconds < 0) *at++ = '-';
    const std::int64_t magnitude = std::abs(microseconds);
    const std::int64_t seconds = magnitude / microseconds_per_second;
    const std::int64_t hours = seconds / 3'600;
    at = put_digits(at, hours, hours > 99 ? 3 : 2);
    *at++ = ':';
    at = put_digits(at, seconds / 60 % 60, 2);
    *at++ = ':';
    at = put_digits(at, seconds % 60, 2);
    at = put_fraction(at, magnitude % microseconds_per_second, digits);
    return static_cast<std::size_t>(at - out);
}

}  // namespace understudy::sql
