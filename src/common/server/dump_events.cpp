#include "common/server/dump_events.hpp"

#include "common/base/byte_writer.hpp"
#include "common/base/checksum.hpp"
#include "common/base/limits.hpp"

#include <algorithm>

namespace understudy::server {
namespace {

constexpr std::size_t flags_offset = 17;
constexpr std::size_t end_offset_offset = 13;
/// Behind the header: u16 format version, 50 bytes server version, u32 created.
constexpr std::size_t created_offset = binlog::event_header_bytes + 2 + 50;

Bytes start_event(binlog::EventType type, std::uint32_t server_id, std::uint64_t end_offset,
                  std::uint16_t flags) {
    binlog::EventHeader header;
    header.type = type;
    header.server_id = server_id;
    header.end_offset = static_cast<std::uint32_t>(end_offset);
    header.flags = flags;
    Bytes out;
    ByteWriter writer(out);
    binlog::encode_event_header(header, writer);
    return out;
}

}  // namespace

Bytes fake_rotate(std::uint32_t server_id, const Position& start,
                  binlog::ChecksumAlgorithm algorithm) {
    Bytes out =
        start_event(binlog::EventType::rotate, server_id, 0, binlog::event_flag::artificial);
    ByteWriter writer(out);
    writer.u64(start.offset);
    writer.text(start.file);
    binlog::finish_event(out, 0, algorithm);
    return out;
}

Bytes heartbeat(std::uint32_t server_id, const Position& reached,
                binlog::ChecksumAlgorithm algorithm) {
    Bytes out = start_event(binlog::EventType::heartbeat, server_id, reached.offset, 0);
    ByteWriter writer(out);
    writer.text(reached.file);
    binlog::finish_event(out, 0, algorithm);
    return out;
}

Bytes heartbeat_v2(std::uint32_t server_id, const Position& reached,
                   binlog::ChecksumAlgorithm algorithm) {
    Bytes out = start_event(binlog::EventType::heartbeat_v2, server_id, reached.offset, 0);
    ByteWriter writer(out);
    Bytes offset;
    ByteWriter(offset).length_encoded(reached.offset);
    writer.u8(1);
    writer.length_encoded_text(reached.file);
    writer.u8(2);
    writer.length_encoded(offset.size());
    writer.bytes(offset);
    writer.u8(0);
    binlog::finish_event(out, 0, algorithm);
    return out;
}

Bytes format_for_dump(ByteView stored, FormatChanges changes) {
    Bytes event(stored.begin(), stored.end());
    event[flags_offset] =
        static_cast<std::uint8_t>(event[flags_offset] & ~binlog::event_flag::binlog_in_use);
    ByteWriter writer(event);
    if (changes.clear_end_offset) writer.patch(end_offset_offset, 0, 4);
    if (changes.clear_created) writer.patch(created_offset, 0, 4);
    // FORMAT_DESCRIPTION carries its CRC whatever algorithm the rest of the file has.
    const std::size_t body = event.size() - binlog::checksum_bytes;
    writer.patch(body, crc32(ByteView(event).first(body)), binlog::checksum_bytes);
    return event;
}

void append_event_packet(ByteView event, std::uint8_t& sequence, Bytes& out) {
    ByteWriter writer(out);
    bool first = true;
    std::size_t part = 0;
    do {
        const std::size_t status = first ? 1 : 0;
        part = std::min<std::size_t>(event.size() + status, limits::wire_packet_bytes);
        writer.u24(static_cast<std::uint32_t>(part));
        writer.u8(sequence++);
        if (first) writer.u8(0);
        writer.bytes(event.first(part - status));
        event = event.subspan(part - status);
        first = false;
    } while (part == limits::wire_packet_bytes);
}

}  // namespace understudy::server
