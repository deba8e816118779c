#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy::server {

struct Collation {
    const char* name;
    const char* charset;
    std::uint16_t id;
    bool is_default;  ///< of its character set
    /// Clients may send and get it: its bytes are UTF-8 (or raw bytes), as ours are.
    bool for_clients;
};

/// The collations that SHOW COLLATION lists and SET NAMES takes.
const Collation* find_collation(std::string_view name) noexcept;
const Collation* find_collation(std::uint16_t id) noexcept;
/// The default collation of a character set; null if it is not known.
const Collation* default_collation(std::string_view charset) noexcept;
/// Iterates over all of them; null at the end.
const Collation* collation_at(std::size_t index) noexcept;

}  // namespace understudy::server
