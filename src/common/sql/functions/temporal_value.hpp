#pragma once

#include "common/base/arena.hpp"
#include "common/sql/dates.hpp"
#include "common/sql/session_context.hpp"
#include "common/sql/value_text.hpp"

#include <optional>

namespace understudy::sql {

// Shared by the temporal functions of the library.

/// A date, a date and time, or a time of day of an argument; nothing if it is none.
std::optional<ParsedDateTime> date_time_of(const Value& value) noexcept;
std::optional<std::int64_t> time_of(const Value& value) noexcept;
/// Whether a text is a TIME rather than a date: it begins like hh:mm.
bool is_time_text(const Value& value) noexcept;

Value date_value(const DateTime& date, Arena& arena);
/// With 6 fraction digits if it has a fraction, else with none.
Value date_time_value(const DateTime& value, Arena& arena);
Value date_time_value(const DateTime& value, int digits, Arena& arena);
Value time_value(std::int64_t microseconds, Arena& arena);

/// The statement's time on the session's clock.
DateTime session_now(const SessionContext& session) noexcept;

/// `value` moved by `amount` of `unit` ("DAY", "YEAR_MONTH", ...), as DATE_ADD does.
struct Interval {
    std::int64_t months = 0;
    std::int64_t microseconds = 0;
    bool has_time = false;  ///< a unit below a day: the result has a time of day
};
std::optional<Interval> interval_of(const Value& amount, std::string_view unit, Arena& arena);

}  // namespace understudy::sql
