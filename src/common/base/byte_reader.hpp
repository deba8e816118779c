#pragma once

#include "common/base/bytes.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace understudy {

/// Reads integers and slices from a byte view, straight down, without a check per field: the first
/// read past the end makes the reader fail, every later read yields zero or an empty view, and one
/// `ok()` at the end tells. Integers are little-endian unless the name says otherwise.
/// The views it returns live as long as the bytes it reads.
class ByteReader {
  public:
    explicit ByteReader(ByteView bytes) noexcept : bytes_(bytes) {}

    bool ok() const noexcept { return ok_; }
    /// True when every byte was read and none was missing.
    bool done() const noexcept { return ok_ && offset_ == bytes_.size(); }
    std::size_t offset() const noexcept { return offset_; }
    std::size_t remaining() const noexcept { return bytes_.size() - offset_; }
    /// Makes the reader fail: a value read was out of its range.
    void fail() noexcept {
        ok_ = false;
        offset_ = bytes_.size();
    }

    std::uint8_t u8() noexcept { return static_cast<std::uint8_t>(little_endian(1)); }
    std::uint16_t u16() noexcept { return static_cast<std::uint16_t>(little_endian(2)); }
    std::uint32_t u24() noexcept { return static_cast<std::uint32_t>(little_endian(3)); }
    std::uint32_t u32() noexcept { return static_cast<std::uint32_t>(little_endian(4)); }
    std::uint64_t u48() noexcept { return little_endian(6); }
    std::uint64_t u56() noexcept { return little_endian(7); }
    std::uint64_t u64() noexcept { return little_endian(8); }
    /// `width` (0..8) bytes, little-endian.
    std::uint64_t little_endian(std::size_t width) noexcept;
    /// `width` (0..8) bytes, big-endian.
    std::uint64_t big_endian(std::size_t width) noexcept;

    /// MySQL's length-encoded integer (1, 3, 4 or 9 bytes). 0xfb (NULL) and 0xff make the reader
    /// fail.
    std::uint64_t length_encoded() noexcept;
    /// A length-encoded integer, then that many bytes.
    std::string_view length_encoded_text() noexcept;
    /// `size` bytes; empty (and failed) if fewer remain. Never allocates, whatever `size` claims.
    ByteView bytes(std::uint64_t size) noexcept;
    std::string_view text(std::uint64_t size) noexcept { return as_text(bytes(size)); }
    /// Up to the next NUL, which is consumed and not part of the result; fails if there is none.
    std::string_view text_to_nul() noexcept;
    /// All that is left.
    ByteView rest() noexcept { return bytes(remaining()); }
    void skip(std::uint64_t size) noexcept { static_cast<void>(bytes(size)); }

  private:
    ByteView bytes_;
    std::size_t offset_ = 0;
    bool ok_ = true;
};

inline std::uint64_t ByteReader::little_endian(std::size_t width) noexcept {
    const ByteView in = bytes(width);
    std::uint64_t value = 0;
    for (std::size_t i = in.size(); i > 0; --i) value = value << 8U | in[i - 1];
    return value;
}

inline std::uint64_t ByteReader::big_endian(std::size_t width) noexcept {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes(width)) value = value << 8U | byte;
    return value;
}

inline ByteView ByteReader::bytes(std::uint64_t size) noexcept {
    if (size > remaining()) {
        fail();
        return {};
    }
    const ByteView result = bytes_.subspan(offset_, static_cast<std::size_t>(size));
    offset_ += static_cast<std::size_t>(size);
    return result;
}

inline std::uint64_t ByteReader::length_encoded() noexcept {
    const std::uint8_t first = u8();
    if (first < 0xfb) return first;
    if (first == 0xfc) return u16();
    if (first == 0xfd) return u24();
    if (first == 0xfe) return u64();
    fail();
    return 0;
}

inline std::string_view ByteReader::length_encoded_text() noexcept {
    const std::uint64_t size = length_encoded();
    return text(size);
}

inline std::string_view ByteReader::text_to_nul() noexcept {
    const ByteView left = bytes_.subspan(offset_);
    const void* nul = left.empty() ? nullptr : std::memchr(left.data(), 0, left.size());
    if (nul == nullptr) {
        fail();
        return {};
    }
    const auto size = static_cast<std::size_t>(static_cast<const std::uint8_t*>(nul) - left.data());
    const std::string_view result = text(size);
    skip(1);
    return result;
}

}  // namespace understudy
