#pragma once

#include "common/base/bytes.hpp"

#include <cstdint>

namespace understudy {

/// The CRC-32 of zlib, gzip and MySQL's binary log (polynomial 0xedb88320, reflected, inverted).
/// `seed` is the result for the bytes before: crc32(b, crc32(a)) == crc32(a then b).
std::uint32_t crc32(ByteView bytes, std::uint32_t seed = 0) noexcept;

}  // namespace understudy
