#pragma once

#include "common/base/bytes.hpp"

#include <cstdint>
#include <string_view>

namespace understudy {

/// The mirror of ByteReader: appends to a byte vector that it does not own.
/// Integers are little-endian unless the name says otherwise.
class ByteWriter {
  public:
    explicit ByteWriter(Bytes& out) noexcept : out_(out) {}

    std::size_t size() const noexcept { return out_.size(); }

    void u8(std::uint8_t value) { out_.push_back(value); }
    void u16(std::uint16_t value) { little_endian(value, 2); }
    void u24(std::uint32_t value) { little_endian(value, 3); }
    void u32(std::uint32_t value) { little_endian(value, 4); }
    void u48(std::uint64_t value) { little_endian(value, 6); }
    void u56(std::uint64_t value) { little_endian(value, 7); }
    void u64(std::uint64_t value) { little_endian(value, 8); }
    /// The low `width` (0..8) bytes of `value`.
    void little_endian(std::uint64_t value, std::size_t width) {
        std::uint8_t buffer[8];
        for (std::size_t i = 0; i < width; ++i) {
            buffer[i] = static_cast<std::uint8_t>(value >> (8U * i));
        }
        out_.insert(out_.end(), buffer, buffer + width);
    }
    void big_endian(std::uint64_t value, std::size_t width) {
        for (std::size_t i = width; i > 0; --i) {
            out_.push_back(static_cast<std::uint8_t>(value >> (8U * (i - 1))));
        }
    }

    void length_encoded(std::uint64_t value) {
        if (value < 0xfb) {
            u8(static_cast<std::uint8_t>(value));
        } else if (value <= 0xffff) {
            u8(0xfc);
            little_endian(value, 2);
        } else if (value <= 0xffffff) {
            u8(0xfd);
            little_endian(value, 3);
        } else {
            u8(0xfe);
            u64(value);
        }
    }
    void length_encoded_text(std::string_view value) {
        length_encoded(value.size());
        text(value);
    }
    void text(std::string_view value) { append(out_, as_bytes(value)); }
    void bytes(ByteView value) { append(out_, value); }
    void text_and_nul(std::string_view value) {
        text(value);
        u8(0);
    }
    void zeros(std::size_t count) { out_.insert(out_.end(), count, 0); }

    /// Overwrites `width` bytes that were written before, at `offset` from the start of the vector.
    void patch(std::size_t offset, std::uint64_t value, std::size_t width) noexcept {
        for (std::size_t i = 0; i < width; ++i) {
            out_[offset + i] = static_cast<std::uint8_t>(value >> (8U * i));
        }
    }

  private:
    Bytes& out_;
};

}  // namespace understudy
