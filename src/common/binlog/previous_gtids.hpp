#pragma once

#include "common/binlog/event_header.hpp"
#include "common/model/gtid_set.hpp"

namespace understudy::binlog {

/// The binary form of a GTID set, in PREVIOUS_GTIDS and COM_BINLOG_DUMP_GTID.
///
///     8 bytes   number of sources n; with tags (MySQL 8.3+): 01, n in 6 bytes, 01
///     n times:  16 uuid; with tags: the tag (its length * 2 in one byte, then its characters);
///               8 number of intervals k; k times: 8 first, 8 last + 1
/// Source: MySQL, rpl_gtid_set.cc, Gtid_set::encode.
/// Errors: `corrupt` for more sources or intervals than bytes, or an empty interval.
Result<GtidSet> decode_gtid_set(ByteView bytes);
/// Tags are written only if there are any.
void encode_gtid_set(const GtidSet& set, ByteWriter& out);

/// PREVIOUS_GTIDS: the body is the set of all transactions in the files before.
Result<GtidSet> decode_previous_gtids(const EventView& event);
/// Appends a whole event.
void encode_previous_gtids(const EventHeader& header, const GtidSet& set, Bytes& out);

}  // namespace understudy::binlog
