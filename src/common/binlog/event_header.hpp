#pragma once

#include "common/base/byte_reader.hpp"
#include "common/base/byte_writer.hpp"
#include "common/base/result.hpp"
#include "common/binlog/event_type.hpp"

#include <cstdint>

namespace understudy::binlog {

/// The first four bytes of every binary log file.
inline constexpr std::uint8_t file_magic[4] = {0xfe, 'b', 'i', 'n'};
inline constexpr std::size_t event_header_bytes = 19;
inline constexpr std::size_t checksum_bytes = 4;

/// Bits of EventHeader::flags.
namespace event_flag {
inline constexpr std::uint16_t binlog_in_use = 0x1;  ///< FORMAT_DESCRIPTION of an open file
inline constexpr std::uint16_t thread_specific = 0x4;
inline constexpr std::uint16_t suppress_use = 0x8;
inline constexpr std::uint16_t first_of_sync = 0x10;  ///< ours; see FORMAT.md, "Files"
inline constexpr std::uint16_t artificial = 0x20;     ///< made for a stream, in no file
inline constexpr std::uint16_t relay_log = 0x40;
inline constexpr std::uint16_t ignorable = 0x80;  ///< may be skipped by who does not know it
}  // namespace event_flag

/// The fixed prefix of every event. All integers little-endian.
///
///     offset  size  field
///          0     4  timestamp     seconds since the Unix epoch; 0 in artificial events
///          4     1  type          EventType
///          5     4  server_id     of the server that executed the transaction first
///          9     4  event_size    bytes of the whole event: header, body, checksum
///         13     4  end_offset    of the event in its file, low 32 bits; 0 if artificial (and in
///                                 MariaDB >= 11.4 inside a transaction): never compute with it
///         17     2  flags         event_flag
/// Source: MySQL internals, "Binlog Event Header".
struct EventHeader {
    std::uint32_t timestamp = 0;
    EventType type = EventType::unknown;
    std::uint32_t server_id = 0;
    std::uint32_t event_size = 0;
    std::uint32_t end_offset = 0;
    std::uint16_t flags = 0;

    friend bool operator==(const EventHeader&, const EventHeader&) = default;
};

/// Errors: `truncated` if fewer than 19 bytes remain; `corrupt` if event_size cannot hold a header.
Result<EventHeader> decode_event_header(ByteReader& in);
void encode_event_header(const EventHeader& header, ByteWriter& out);

/// A whole event as it stands in a file or stream. Views bytes that it does not own.
struct EventView {
    EventHeader header;
    ByteView bytes;  ///< header, body and checksum (if any): header.event_size bytes
    ByteView body;   ///< between header and checksum
};

enum class ChecksumAlgorithm : std::uint8_t { none = 0, crc32 = 1 };

/// Cuts one event off the front of `bytes`, without verifying its checksum.
/// Errors: `truncated` if it is not all there; `corrupt` if its size is impossible.
Result<EventView> split_event(ByteView bytes, ChecksumAlgorithm algorithm);

/// Errors: `corrupt` with both values if the last four bytes are not the CRC-32 of those before (in
/// FORMAT_DESCRIPTION taken without the flag IN_USE).
Result<void> verify_checksum(const EventView& event);

/// Sets event_size (and the CRC, if the algorithm has one) of the event that starts at `start` in
/// `out` and ends at its end. The header is there already, the checksum is not.
void finish_event(Bytes& out, std::size_t start, ChecksumAlgorithm algorithm);

/// Sets end_offset of a finished event and repairs its CRC.
void set_end_offset(MutableByteView event, std::uint64_t end_offset,
                    ChecksumAlgorithm algorithm) noexcept;

}  // namespace understudy::binlog
