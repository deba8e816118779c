#include "common/sql/decimal_text.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The digits of a number as one string, by place: place 0 is the first digit of whole+fraction.
class Digits {
  public:
    explicit Digits(const NumberText& number) noexcept : number_(number) {
        point_ = static_cast<int>(number.whole.size()) + number.exponent;
        count_ = static_cast<int>(number.whole.size() + number.fraction.size());
    }
    /// Digits before the point; negative if zeros follow the point first.
    int point() const noexcept { return point_; }
    int count() const noexcept { return count_; }
    char at(int place) const noexcept {
        if (place < 0 || place >= count_) return '0';
        const auto index = static_cast<std::size_t>(place);
        return index < number_.whole.size() ? number_.whole[index]
                                            : number_.fraction[index - number_.whole.size()];
    }
    /// Whether any digit from `place` on is not zero.
    bool any_from(int place) const noexcept {
        for (int i = std::max(place, 0); i < count_; ++i) {
            if (at(i) != '0') return true;
        }
        return false;
    }
    int first_nonzero() const noexcept {
        int place = 0;
        while (place < count_ && at(place) == '0') ++place;
        return place;
    }

  private:
    const NumberText& number_;
    int point_ = 0;
    int count_ = 0;
};

/// Adds one in the last place of the digits in [begin, end); false if it carried out.
bool increment(char* begin, char* end) noexcept {
    for (char* digit = end; digit != begin;) {
        if (*--digit != '9') {
            ++*digit;
            return true;
        }
        *digit = '0';
    }
    return false;
}

}  // namespace

std::optional<NumberText> scan_number(std::string_view text) noexcept {
    NumberText result;
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return text.substr(start, at - start);
    };
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        result.negative = text[at++] == '-';
    result.whole = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        result.fraction = digits();
    }
    if (result.whole.empty() && result.fraction.empty()) return std::nullopt;
    result.consumed = at;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        const bool minus = at < text.size() && text[at] == '-';
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        const std::string_view exponent = digits();
        if (exponent.empty()) return result;
        int value = 0;
        for (const char c : exponent) value = std::min(value * 10 + (c - '0'), 9'999);
        result.exponent = minus ? -value : value;
        result.consumed = at;
    }
    return result;
}

DecimalText format_decimal(const NumberText& number, unsigned precision, unsigned scale,
                           char* out) noexcept {
    const Digits digits(number);
    const int whole_digits = static_cast<int>(precision - scale);
    const int places = static_cast<int>(scale);
    // The digits kept, from the highest whole place of the type to the last of its scale, with one
    // more place in front for a carry.
    char kept[96];
    kept[0] = '0';
    char* end = kept + 1;
    const int start = digits.point() - whole_digits;
    for (int i = 0; i < whole_digits + places; ++i) *end++ = digits.at(start + i);
    DecimalText result;
    const int cut = digits.point() + places;
    result.fits = digits.first_nonzero() >= std::min(start, digits.count()) || start <= 0;
    result.rounded = digits.any_from(cut);
    if (cut >= 0 && digits.at(cut) >= '5') increment(kept, end);
    if (kept[0] != '0') result.fits = false;
    if (!result.fits) std::fill(kept + 1, end, '9');

    const char* first = kept + 1;
    const char* point = kept + 1 + whole_digits;
    const bool is_zero =
        std::all_of(first, static_cast<const char*>(end), [](char c) { return c == '0'; });
    char* at = out;
    if (number.negative && !is_zero) *at++ = '-';
    while (first < point && *first == '0') ++first;
    if (first == point) *at++ = '0';
    at = std::copy(first, point, at);
    if (places > 0) {
        *at++ = '.';
        at = std::copy(point, static_cast<const char*>(end), at);
    }
    result.size = static_cast<std::size_t>(at - out);
    return result;
}

std::optional<WideInteger> round_to_integer(const NumberText& number) noexcept {
    const Digits digits(number);
    WideInteger result;
    result.negative = number.negative;
    const int first = digits.first_nonzero();
    if (first >= digits.count()) return WideInteger{};
    if (digits.point() - first > 20) return std::nullopt;
    for (int place = first; place < digits.point(); ++place) {
        const auto digit = static_cast<std::uint64_t>(digits.at(place) - '0');
        if (result.magnitude > (UINT64_MAX - digit) / 10) return std::nullopt;
        result.magnitude = result.magnitude * 10 + digit;
    }
    if (digits.point() >= 0 && digits.at(digits.point()) >= '5') {
        if (result.magnitude == UINT64_MAX) return std::nullopt;
        ++result.magnitude;
    }
    if (result.negative && result.magnitude > std::uint64_t{1} << 63) return std::nullopt;
    if (result.magnitude == 0) result.negative = false;
    return result;
}

}  // namespace understudy::sql
