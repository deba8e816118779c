#pragma once

#include "common/binlog/event_header.hpp"
#include "common/model/position.hpp"

#include <cstdint>
#include <string>

namespace understudy::server {

/// The events that a dump makes up: they are in no file. Each is a whole event.
///
/// Fake ROTATE (type 4): the name of the file that follows, before its first event.
///
///     header (timestamp 0, end_offset 0, flags ARTIFICIAL) | u64 offset | name | CRC?
Bytes fake_rotate(std::uint32_t server_id, const Position& start,
                  binlog::ChecksumAlgorithm algorithm);

/// HEARTBEAT (type 27): `reached` as the name in the body and the low 32 bits in end_offset.
/// Cannot say an offset above 4 GiB.
///
///     header (timestamp 0, end_offset) | name | CRC?
Bytes heartbeat(std::uint32_t server_id, const Position& reached,
                binlog::ChecksumAlgorithm algorithm);

/// HEARTBEAT_V2 (type 41), for a MySQL 8.0.26+ replica that asked for it.
///
///     header | 01 length name | 02 length length-encoded offset | 00 | CRC?
Bytes heartbeat_v2(std::uint32_t server_id, const Position& reached,
                   binlog::ChecksumAlgorithm algorithm);

/// FORMAT_DESCRIPTION as a dump sends it: IN_USE cleared; if the dump does not begin at the file's
/// start, end_offset is 0 (the replica's position must not move back); if it skips anything,
/// `created` is 0 (a replica drops its temporary tables otherwise).
struct FormatChanges {
    bool clear_end_offset = false;
    bool clear_created = false;
};
Bytes format_for_dump(ByteView stored, FormatChanges changes);

/// Appends one protocol packet (or several, if it is 16 MiB or more) with `00` and the event;
/// `sequence` goes on.
void append_event_packet(ByteView event, std::uint8_t& sequence, Bytes& out);

}  // namespace understudy::server
