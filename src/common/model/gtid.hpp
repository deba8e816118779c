#pragma once

#include "common/model/uuid.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace understudy {

/// One transaction's global name, `uuid:number` or `uuid:tag:number`. `number` is 1..2^63-2.
struct Gtid {
    Uuid uuid;
    std::string tag;  ///< empty in all but MySQL 8.3+ tagged transactions
    std::uint64_t number = 0;
    friend auto operator<=>(const Gtid&, const Gtid&) = default;

    std::string to_string() const;
};

/// Errors: `refused` if the text is not `uuid:number` or `uuid:tag:number`.
Result<Gtid> parse_gtid(std::string_view text);

/// MariaDB's name of a transaction: `domain-server-sequence`.
struct MariadbGtid {
    std::uint32_t domain = 0;
    std::uint32_t server = 0;
    std::uint64_t sequence = 0;
    friend auto operator<=>(const MariadbGtid&, const MariadbGtid&) = default;
};

}  // namespace understudy
