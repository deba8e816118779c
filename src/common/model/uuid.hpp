#pragma once

#include "common/base/result.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

/// A server's identity, as in `@@server_uuid`: 16 bytes, written as 36 lower-case characters.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    friend auto operator<=>(const Uuid&, const Uuid&) = default;

    std::string to_string() const;
    bool is_zero() const noexcept { return bytes == std::array<std::uint8_t, 16>{}; }
};

/// Takes 8-4-4-4-12 hexadecimal digits of either case. Errors: `refused`.
Result<Uuid> parse_uuid(std::string_view text);

/// A random (version 4) uuid from the kernel's entropy.
Uuid random_uuid();

}  // namespace understudy
