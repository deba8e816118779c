#include "common/sql/dates.hpp"

#include <cctype>

namespace understudy::sql {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_punctuation(char c) noexcept {
    return std::ispunct(static_cast<unsigned char>(c)) != 0;
}
int full_year(int year) noexcept {
    return year + (year < 70 ? 2000 : 1900);
}

/// Walks over a text; every step is bounds-checked.
class Scanner {
  public:
    explicit Scanner(std::string_view text) noexcept : text_(text) {}
    bool at_end() const noexcept { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    void skip(std::size_t count = 1) noexcept { at_ += count; }
    void skip_blanks() noexcept {
        while (!at_end() && is_blank(peek())) skip();
    }
    std::size_t digits_ahead() const noexcept {
        std::size_t count = 0;
        while (is_digit(peek(count))) ++count;
        return count;
    }
    /// Up to `width` digits.
    int number(std::size_t width) noexcept {
        int result = 0;
        for (; width > 0 && is_digit(peek()); --width, skip()) result = result * 10 + peek() - '0';
        return result;
    }
    /// Behind the point: microseconds from up to 6 digits; whether a 7th rounds up.
    int fraction(bool& round_up) noexcept {
        int result = 0;
        int digits = 0;
        for (; digits < 6 && is_digit(peek()); ++digits, skip())
            result = result * 10 + peek() - '0';
        for (; digits < 6; ++digits) result *= 10;
        round_up = is_digit(peek()) && peek() >= '5';
        while (is_digit(peek())) skip();
        return result;
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

/// YYYYMMDD, YYMMDD, and the same with HHMMSS behind (or shorter).
void read_compact(Scanner& in, std::size_t digits, ParsedDateTime& out) noexcept {
    const bool long_year = digits == 8 || digits >= 14;
    const int year = in.number(long_year ? 4 : 2);
    out.value.year = long_year ? year : full_year(year);
    out.value.month = in.number(2);
    out.value.day = in.number(2);
    if (in.digits_ahead() == 0 && (in.peek() == 'T' || in.peek() == 't')) in.skip();
    if (!is_digit(in.peek())) return;
    out.has_time = true;
    out.value.hour = in.number(2);
    out.value.minute = in.number(2);
    out.value.second = in.number(2);
}

bool read_delimited(Scanner& in, std::size_t year_digits, ParsedDateTime& out) noexcept {
    if (year_digits > 4) return false;
    const int year = in.number(4);
    out.value.year = year_digits <= 2 ? full_year(year) : year;
    if (!is_punctuation(in.peek())) return false;
    in.skip();
    if (!is_digit(in.peek())) return false;
    out.value.month = in.number(2);
    if (!is_punctuation(in.peek())) return false;
    in.skip();
    if (!is_digit(in.peek())) return false;
    out.value.day = in.number(2);
    if (year_digits <= 2 && year == 0 && out.value.has_zero_part()) out.value.year = 0;
    const bool separator = in.peek() == 'T' || in.peek() == 't' || is_blank(in.peek());
    if (!separator && !(is_punctuation(in.peek()) && is_digit(in.peek(1)))) return true;
    const char next = in.peek();
    in.skip();
    if (is_blank(next)) in.skip_blanks();
    if (!is_digit(in.peek())) return true;
    out.has_time = true;
    out.value.hour = in.number(2);
    if (!is_punctuation(in.peek()) || in.peek() == '.') return true;
    in.skip();
    out.value.minute = in.number(2);
    if (!is_punctuation(in.peek()) || in.peek() == '.' || !is_digit(in.peek(1))) return true;
    in.skip();
    out.value.second = in.number(2);
    return true;
}

/// "+02:00" or "-11:30".
bool read_offset(Scanner& in, ParsedDateTime& out) noexcept {
    const char sign = in.peek();
    if ((sign != '+' && sign != '-') || !is_digit(in.peek(1)) || in.peek(3) != ':') return false;
    in.skip();
    const int hours = in.number(2);
    in.skip();
    const int minutes = in.number(2);
    if (hours > 14 || minutes > 59) return false;
    const int offset = hours * 3'600 + minutes * 60;
    out.utc_offset_seconds = sign == '-' ? -offset : offset;
    return true;
}

}  // namespace

std::optional<ParsedDateTime> parse_date_time(std::string_view text) noexcept {
    Scanner in(text);
    in.skip_blanks();
    const std::size_t digits = in.digits_ahead();
    ParsedDateTime result;
    if (digits == 0) return std::nullopt;
    const char behind = in.peek(digits);
    const bool compact = digits >= 5 || behind == '\0' || behind == 'T';
    if (compact && digits < 5) return std::nullopt;
    if (compact) {
        read_compact(in, digits, result);
    } else if (!read_delimited(in, digits, result)) {
        return std::nullopt;
    }
    if (result.has_time && in.peek() == '.') {
        in.skip();
        result.value.microsecond = in.fraction(result.round_up);
    }
    if (result.has_time) read_offset(in, result);
    in.skip_blanks();
    result.trailing_garbage = !in.at_end();
    if (!is_valid(result.value)) return std::nullopt;
    return result;
}

std::optional<DateTime> date_time_of_number(std::int64_t number) noexcept {
    if (number == 0) return DateTime{};
    if (number < 101) return std::nullopt;
    std::int64_t date = number;
    std::int64_t time = 0;
    if (number > 99'999'999) {
        date = number / 1'000'000;
        time = number % 1'000'000;
    }
    if (date <= 991'231) {
        date += date < 700'101 ? 20'000'000 : 19'000'000;  // two digits of year: 70..99 are 19xx
    } else if (date < 10'000'101) {
        return std::nullopt;
    }
    if (date > 99'991'231) return std::nullopt;
    DateTime result;
    result.year = static_cast<int>(date / 10'000);
    result.month = static_cast<int>(date / 100 % 100);
    result.day = static_cast<int>(date % 100);
    result.hour = static_cast<int>(time / 10'000);
    result.minute = static_cast<int>(time / 100 % 100);
    result.second = static_cast<int>(time % 100);
    if (!is_valid(result)) return std::nullopt;
    return result;
}

std::optional<ParsedTime> parse_time(std::string_view text) noexcept {
    Scanner in(text);
    in.skip_blanks();
    const bool negative = in.peek() == '-';
    if (negative) in.skip();
    const std::size_t digits = in.digits_ahead();
    if (digits == 0) return std::nullopt;
    if (!negative && (digits >= 12 || (digits == 4 && in.peek(4) == '-'))) {
        const auto whole = parse_date_time(text);
        if (!whole) return std::nullopt;
        DateTime time = whole->value;
        time.year = 1970, time.month = 1, time.day = 1;
        return ParsedTime{to_microseconds(time), whole->trailing_garbage};
    }
    if (digits > 9) return std::nullopt;
    std::int64_t days = 0, hours = 0, minutes = 0, seconds = 0;
    const std::int64_t first = in.number(9);
    if (is_blank(in.peek()) && is_digit(in.peek(1))) {
        days = first;
        in.skip();
        hours = in.number(4);
    } else if (in.peek() == ':') {
        hours = first;
    } else {
        hours = first / 10'000, minutes = first / 100 % 100, seconds = first % 100;
    }
    if (in.peek() == ':' && is_digit(in.peek(1))) {
        in.skip();
        minutes = in.number(2);
        if (in.peek() == ':' && is_digit(in.peek(1))) {
            in.skip();
            seconds = in.number(2);
        }
    }
    bool round_up = false;
    std::int64_t fraction = 0;
    if (in.peek() == '.') {
        in.skip();
        fraction = in.fraction(round_up);
    }
    in.skip_blanks();
    if (minutes > 59 || seconds > 59 || days > 100'000) return std::nullopt;
    const std::int64_t total =
        ((days * 24 + hours) * 3'600 + minutes * 60 + seconds) * microseconds_per_second +
        fraction + (round_up ? 1 : 0);
    return ParsedTime{negative ? -total : total, !in.at_end()};
}

std::optional<std::int64_t> time_of_number(std::int64_t number) noexcept {
    if (number > 9'999'999'999) {
        const auto whole = date_time_of_number(number);
        if (!whole) return std::nullopt;
        return (whole->hour * 3'600LL + whole->minute * 60LL + whole->second) *
               microseconds_per_second;
    }
    if (number > 99'999'999 || number < -99'999'999) return std::nullopt;
    const std::int64_t magnitude = number < 0 ? -number : number;
    const std::int64_t minutes = magnitude / 100 % 100;
    const std::int64_t seconds = magnitude % 100;
    if (minutes > 59 || seconds > 59) return std::nullopt;
    const std::int64_t total =
        (magnitude / 10'000 * 3'600 + minutes * 60 + seconds) * microseconds_per_second;
    return number < 0 ? -total : total;
}

}  // namespace understudy::sql
