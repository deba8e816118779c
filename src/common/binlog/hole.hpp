#pragma once

#include "common/binlog/event_header.hpp"

#include <optional>

namespace understudy::binlog {

/// A relay copy keeps every event at its offset in the source's file, also when it begins in the
/// middle of that file. What it does not hold is a hole: this event, then bytes that were never
/// written (zeros), up to the offset where the copy goes on.
///
///     offset  size  field
///          0     4  timestamp     0
///          4     1  type          28 (IGNORABLE)
///          5     4  server_id     high 32 bits of the offset where the copy goes on
///          9     4  event_size    19, or 23 with a checksum
///         13     4  end_offset    low 32 bits of that offset
///         17     2  flags         0x00a0 (ignorable, artificial: no server writes this in a file)
///         19     4  checksum      if the file has them
///
/// No event of a server is shorter, so a hole always has room for it. Own format; written to disk.
inline constexpr std::uint16_t hole_flags = event_flag::ignorable | event_flag::artificial;

/// The offset where a copy goes on, if `event` is the mark of a hole.
std::optional<std::uint64_t> hole_end(const EventView& event) noexcept;

/// The mark of a hole up to `end`.
Bytes encode_hole(std::uint64_t end, ChecksumAlgorithm algorithm);

}  // namespace understudy::binlog
