#include "common/model/position.hpp"

#include <charconv>

namespace understudy {

std::uint64_t binlog_file_number(std::string_view file) noexcept {
    const std::size_t dot = file.rfind('.');
    if (dot == std::string_view::npos) return 0;
    const std::string_view digits = file.substr(dot + 1);
    std::uint64_t number = 0;
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return status == std::errc() && end == digits.data() + digits.size() ? number : 0;
}

std::strong_ordering compare(const Position& a, const Position& b) noexcept {
    if (const auto order = binlog_file_number(a.file) <=> binlog_file_number(b.file); order != 0) {
        return order;
    }
    return a.offset <=> b.offset;
}

}  // namespace understudy
