#include "common/base/checksum.hpp"

#include <libdeflate.h>

namespace understudy {

std::uint32_t crc32(ByteView bytes, std::uint32_t seed) noexcept {
    return libdeflate_crc32(seed, bytes.data(), bytes.size());
}

}  // namespace understudy
