#pragma once

#include "common/binlog/event_header.hpp"
#include "common/model/gtid.hpp"

#include <cstdint>

namespace understudy::binlog {

/// GTID and ANONYMOUS_GTID: announces a transaction.
///
///     offset  size  field
///          0     1  flags                1: may hold statements, not only rows
///          1    16  uuid
///         17     8  number
///         25     1  2                    the logical clock follows
///         26     8  last_committed       see LogicalClock
///         34     8  sequence_number
///         42     7  immediate commit timestamp, microseconds; bit 55: the next field is there
///        (49     7  original commit timestamp, if it is another)
///             1..9  transaction length   length-encoded: this event and all up to the last
///                4  immediate server version, 80408 for 8.4.8; bit 31: the next field is there
///        (       4  original server version, if it is another)
/// GTID_TAGGED holds the same in MySQL's self-describing form (varints, numbered fields).
/// Source: MySQL, control_events.h, Gtid_event.
struct GtidEvent {
    bool may_have_statements = false;
    Gtid gtid;
    std::uint64_t last_committed = 0;
    std::uint64_t sequence_number = 0;
    std::uint64_t immediate_commit_timestamp_us = 0;
    std::uint64_t original_commit_timestamp_us = 0;
    std::uint64_t transaction_length = 0;
    std::uint32_t immediate_server_version = 0;
    std::uint32_t original_server_version = 0;

    friend bool operator==(const GtidEvent&, const GtidEvent&) = default;
};

/// Takes GTID, ANONYMOUS_GTID (the number is 0 then) and GTID_TAGGED.
/// Errors: `truncated`; `unsupported` for a field of GTID_TAGGED that must not be ignored.
Result<GtidEvent> decode_gtid_event(const EventView& event);

/// Appends a whole GTID event, without a tag.
void encode_gtid_event(const EventHeader& header, const GtidEvent& gtid, Bytes& out);
/// The bytes that encode_gtid_event() appends.
std::size_t gtid_event_bytes(const GtidEvent& gtid) noexcept;

}  // namespace understudy::binlog
