#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace understudy::sql {

/// What one look over a text tells.
struct Utf8Scan {
    std::size_t characters = 0;
    std::uint32_t highest = 0;                        ///< code point
    std::size_t invalid_at = std::string_view::npos;  ///< offset of the first bad byte
    bool valid() const noexcept { return invalid_at == std::string_view::npos; }
};
/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
Utf8Scan scan_utf8(std::string_view text) noexcept;

/// Bytes of the character that begins with `first`; 1 for a stray byte.
std::size_t utf8_size(char first) noexcept;
/// Offset of character number `index`; the text's size if it has fewer.
std::size_t utf8_offset(std::string_view text, std::size_t index) noexcept;
std::size_t utf8_length(std::string_view text) noexcept;

}  // namespace understudy::sql
