#include "common/sql/utf8.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

/// The code point at `at`, which begins with a byte >= 0x80; 0 if it is malformed.
std::uint32_t code_point(std::string_view text, std::size_t at, std::size_t& size) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::uint32_t first = byte(at);
    if (first < 0xc2 || first > 0xf4) return 0;
    size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + size > text.size()) return 0;
    std::uint32_t result = first & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const std::uint32_t next = byte(at + i);
        if ((next & 0xc0) != 0x80) return 0;
        result = result << 6 | (next & 0x3f);
    }
    if (size == 3 && (result < 0x800 || (result >= 0xd800 && result < 0xe000))) return 0;
    if (size == 4 && (result < 0x10000 || result > 0x10ffff)) return 0;
    return result;
}

}  // namespace

Utf8Scan scan_utf8(std::string_view text) noexcept {
    Utf8Scan result;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        std::size_t size = 1;
        std::uint32_t character = byte;
        if (byte >= 0x80) {
            character = code_point(text, at, size);
            if (character == 0) {
                result.invalid_at = at;
                return result;
            }
        }
        result.highest = std::max(result.highest, character);
        at += size;
        ++result.characters;
    }
    return result;
}

std::size_t utf8_size(char first) noexcept {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

std::size_t utf8_offset(std::string_view text, std::size_t index) noexcept {
    std::size_t at = 0;
    for (; index > 0 && at < text.size(); --index) at += utf8_size(text[at]);
    return std::min(at, text.size());
}

std::size_t utf8_length(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

}  // namespace understudy::sql
