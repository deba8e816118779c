#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy::sql {

/// A calendar date with a time of day, as MySQL writes it: month and day may be zero. Pure data;
/// years 0 to 9999, no time zone.
struct DateTime {
    int year = 0, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0, microsecond = 0;
    bool is_zero_date() const noexcept { return year == 0 && month == 0 && day == 0; }
    bool has_zero_part() const noexcept { return month == 0 || day == 0; }
    friend auto operator<=>(const DateTime&, const DateTime&) = default;
};

inline constexpr std::int64_t microseconds_per_second = 1'000'000;
inline constexpr std::int64_t microseconds_per_day = 86'400 * microseconds_per_second;
/// TIME reaches from -838:59:59 to 838:59:59.
inline constexpr std::int64_t max_time_microseconds =
    (838 * 3'600LL + 59 * 60 + 59) * microseconds_per_second;

bool is_leap_year(int year) noexcept;
int days_in_month(int year, int month) noexcept;
/// Every part in its range; zero month or day allowed.
bool is_valid(const DateTime& value) noexcept;

/// Days since 1970-01-01 (proleptic Gregorian), and back.
std::int64_t day_number(int year, int month, int day) noexcept;
DateTime date_of_day(std::int64_t days) noexcept;
/// What MySQL's TO_DAYS() gives for 1970-01-01.
inline constexpr std::int64_t to_days_of_epoch = 719'528;

/// Microseconds since 1970-01-01 00:00:00 of the same wall clock, and back.
std::int64_t to_microseconds(const DateTime& value) noexcept;
DateTime from_microseconds(std::int64_t microseconds) noexcept;

/// Rounds a count of microseconds to `digits` (0..6) fraction digits, half away from zero.
std::int64_t round_fraction(std::int64_t microseconds, int digits) noexcept;

struct ParsedDateTime {
    DateTime value;
    bool has_time = false;
    bool trailing_garbage = false;          ///< something behind it was not understood
    bool round_up = false;                  ///< a 7th fraction digit >= 5
    std::optional<int> utc_offset_seconds;  ///< "+02:00" behind it
};
/// MySQL's forms: '2026-11-23 08:30:00.5', '2026-1-2', '20261123', '20261123T083000', '26/11/23'.
/// Nothing if it is no date, or a part is out of range.
std::optional<ParsedDateTime> parse_date_time(std::string_view text) noexcept;
/// 20261123, 20261123083000, 261123, 0 ...
std::optional<DateTime> date_time_of_number(std::int64_t number) noexcept;

struct ParsedTime {
    std::int64_t microseconds = 0;  ///< not limited to TIME's range
    bool trailing_garbage = false;
};
/// MySQL's forms: 'D HH:MM:SS.f', 'HH:MM', 'HHMMSS', 'SS', or the time of a full date and time.
std::optional<ParsedTime> parse_time(std::string_view text) noexcept;
/// 83000 is 08:30:00.
std::optional<std::int64_t> time_of_number(std::int64_t number) noexcept;

/// Room for any of the texts below.
inline constexpr std::size_t max_date_text = 32;
/// Each writes its canonical text (store/TYPES.md) at `out` and returns its size.
std::size_t format_date(const DateTime& value, char* out) noexcept;
std::size_t format_date_time(const DateTime& value, int digits, char* out) noexcept;
std::size_t format_time(std::int64_t microseconds, int digits, char* out) noexcept;

}  // namespace understudy::sql
