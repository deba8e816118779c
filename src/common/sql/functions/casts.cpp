// CAST, and the functions that are casts: DATE(), TIME(), TIMESTAMP(), STR_TO_DATE().

#include "common/sql/decimal_text.hpp"
#include "common/sql/functions/library.hpp"
#include "common/sql/functions/temporal_value.hpp"
#include "common/sql/utf8.hpp"

#include <array>

namespace understudy::sql {
namespace {

Result<Value> to_signed(Arguments a, SessionContext&, Arena&) {
    if (a[0].is_null()) return a[0];
    return Value::integer(static_cast<std::int64_t>(to_number(a[0]).as_bits()));
}
Result<Value> to_unsigned(Arguments a, SessionContext&, Arena&) {
    return a[0].is_null() ? a[0] : Value::unsigned_integer(to_number(a[0]).as_bits());
}
Result<Value> to_double(Arguments a, SessionContext&, Arena&) {
    return a[0].is_null() ? a[0] : Value::real(to_number(a[0]).as_real());
}

Result<Value> to_char(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view text = to_text(a[0], arena);
    if (a.size() == 1) return Value::text(text);
    const auto length = static_cast<std::size_t>(std::max<std::int64_t>(integer_of(a[1]), 0));
    return Value::text(text.substr(0, utf8_offset(text, length)));
}
Result<Value> to_binary(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    std::string bytes(to_text(a[0], arena));
    if (a.size() > 1) {
        bytes.resize(
            static_cast<std::size_t>(std::clamp<std::int64_t>(integer_of(a[1]), 0, 65'535)));
    }
    return Value::blob(arena.copy(bytes));
}

/// us_cast_decimal(x, precision, scale); 10 and 0 by default.
Result<Value> to_decimal(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const auto size = [&](std::size_t i, std::int64_t absent, std::int64_t limit) {
        const std::int64_t given = a.size() > i ? integer_of(a[i]) : absent;
        return static_cast<unsigned>(std::clamp<std::int64_t>(given, 0, limit));
    };
    const unsigned scale = size(2, 0, 30);
    const unsigned precision = std::max({size(1, 10, 65), scale, 1U});
    const auto number = scan_number(to_text(a[0], arena));
    char* out = arena.allocate(max_decimal_text);
    return Value::text(
        {out, format_decimal(number.value_or(NumberText{}), precision, scale, out).size});
}

Result<Value> to_date(Arguments a, SessionContext&, Arena& arena) {
    const auto parsed = date_time_of(a[0]);
    return parsed ? date_value(parsed->value, arena) : Value::null();
}
Result<Value> to_date_time(Arguments a, SessionContext&, Arena& arena) {
    const auto parsed = date_time_of(a[0]);
    if (!parsed) return Value::null();
    if (a.size() == 1 && parsed->value.has_zero_part()) {
        return date_time_value(parsed->value, 0, arena);
    }
    const int digits =
        a.size() > 1 ? static_cast<int>(std::clamp<std::int64_t>(integer_of(a[1]), 0, 6)) : 0;
    const std::int64_t us = round_fraction(to_microseconds(parsed->value), digits);
    return date_time_value(from_microseconds(us), digits, arena);
}
/// TIMESTAMP(x): keeps the fraction; TIMESTAMP(x, t) adds a time.
Result<Value> timestamp(Arguments a, SessionContext&, Arena& arena) {
    const auto parsed = date_time_of(a[0]);
    if (!parsed) return Value::null();
    if (a.size() == 1) return date_time_value(parsed->value, arena);
    const auto time = time_of(a[1]);
    if (!time) return Value::null();
    return date_time_value(from_microseconds(to_microseconds(parsed->value) + *time), arena);
}
Result<Value> to_time(Arguments a, SessionContext&, Arena& arena) {
    const auto time = time_of(a[0]);
    if (!time) return Value::null();
    char* out = arena.allocate(max_date_text);
    const int digits =
        a.size() > 1 ? static_cast<int>(std::clamp<std::int64_t>(integer_of(a[1]), 0, 6)) : 0;
    return Value::text({out, format_time(round_fraction(*time, digits), digits, out)});
}
Result<Value> time_part(Arguments a, SessionContext&, Arena& arena) {
    const auto time = time_of(a[0]);
    return time ? time_value(*time, arena) : Value::null();
}
Result<Value> to_year(Arguments a, SessionContext&, Arena&) {
    if (a[0].is_null()) return a[0];
    const auto parsed = date_time_of(a[0]);
    return Value::integer(parsed ? parsed->value.year : integer_of(a[0]));
}

/// Reads a text by DATE_FORMAT's letters.
class DateReader {
  public:
    explicit DateReader(std::string_view text) noexcept : text_(text) {}

    bool read(char form) noexcept {
        switch (form) {
            case 'Y':
                return number(4, value_.year);
            case 'y':
                if (!number(2, value_.year)) return false;
                value_.year += value_.year < 70 ? 2000 : 1900;
                return true;
            case 'm':
            case 'c':
                return number(2, value_.month);
            case 'd':
            case 'e':
                return number(2, value_.day);
            case 'H':
            case 'k':
                return has_time_ = number(2, value_.hour);
            case 'h':
            case 'I':
            case 'l':
                return has_time_ = twelve_ = number(2, value_.hour);
            case 'i':
                return has_time_ = number(2, value_.minute);
            case 's':
            case 'S':
                return has_time_ = number(2, value_.second);
            case 'f':
                return fraction();
            case 'p':
                return half_of_day();
            case 'M':
            case 'b':
                return month_name();
            case 'T':
                return read('H') && skip(':') && read('i') && skip(':') && read('s');
            default:
                return skip(form);
        }
    }
    bool skip(char c) noexcept {
        if (c == ' ') {
            while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
            return true;
        }
        if (text_.empty() || text_[0] != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool has_time() const noexcept { return has_time_; }
    DateTime value() const noexcept {
        DateTime result = value_;
        if (twelve_) result.hour = result.hour % 12 + (afternoon_ ? 12 : 0);
        return result;
    }

  private:
    bool number(std::size_t width, int& out) noexcept {
        std::size_t count = 0;
        out = 0;
        for (; count < width && count < text_.size() && text_[count] >= '0' && text_[count] <= '9';
             ++count) {
            out = out * 10 + text_[count] - '0';
        }
        text_.remove_prefix(count);
        return count > 0;
    }
    bool fraction() noexcept {
        const std::size_t before = text_.size();
        if (!number(6, value_.microsecond)) return false;
        for (std::size_t digits = before - text_.size(); digits < 6; ++digits) {
            value_.microsecond *= 10;
        }
        return has_time_ = true;
    }
    bool half_of_day() noexcept {
        if (text_.size() < 2) return false;
        afternoon_ = text_[0] == 'P' || text_[0] == 'p';
        text_.remove_prefix(2);
        return true;
    }
    bool month_name() noexcept {
        constexpr std::array<std::string_view, 12> names = {
            "January", "February", "March",     "April",   "May",      "June",
            "July",    "August",   "September", "October", "November", "December"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            for (const std::size_t size : {names[i].size(), std::size_t{3}}) {
                if (!same_name(text_.substr(0, size), names[i].substr(0, size))) continue;
                value_.month = static_cast<int>(i) + 1;
                text_.remove_prefix(size);
                return true;
            }
        }
        return false;
    }

    std::string_view text_;
    DateTime value_;
    bool has_time_ = false, twelve_ = false, afternoon_ = false;
};

Result<Value> str_to_date(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    DateReader in(to_text(a[0], arena));
    const std::string_view format = to_text(a[1], arena);
    bool has_date = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const bool form = format[i] == '%' && i + 1 < format.size();
        if (form && std::string_view("YymcdeMb").find(format[i + 1]) != std::string_view::npos) {
            has_date = true;
        }
        if (!(form ? in.read(format[++i]) : in.skip(format[i]))) return Value::null();
    }
    const DateTime value = in.value();
    if (!is_valid(value)) return Value::null();
    if (!in.has_time()) return date_value(value, arena);
    if (has_date) return date_time_value(value, arena);
    DateTime time = value;
    time.year = 1970, time.month = 1, time.day = 1;
    return time_value(to_microseconds(time), arena);
}

constexpr ResultType D = ResultType::temporal;
constexpr std::array table = {
    Function{"us_cast_signed", 1, 1, true, ResultType::integer, to_signed},
    Function{"us_cast_unsigned", 1, 1, true, ResultType::integer, to_unsigned},
    Function{"us_cast_double", 1, 1, true, ResultType::real, to_double},
    Function{"us_cast_char", 1, 2, true, ResultType::text, to_char},
    Function{"us_cast_binary", 1, 2, true, ResultType::text, to_binary},
    Function{"us_cast_decimal", 1, 3, true, ResultType::text, to_decimal},
    Function{"us_cast_date", 1, 1, true, D, to_date},
    Function{"us_cast_datetime", 1, 2, true, D, to_date_time},
    Function{"us_cast_time", 1, 2, true, D, to_time},
    Function{"us_cast_year", 1, 1, true, ResultType::integer, to_year},
    Function{"us_date", 1, 1, true, D, to_date},
    Function{"us_time", 1, 1, true, D, time_part},
    Function{"us_timestamp", 1, 2, true, D, timestamp},
    Function{"us_str_to_date", 2, 2, true, D, str_to_date},
};

}  // namespace

std::span<const Function> cast_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
