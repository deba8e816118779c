#include "common/binlog/event_header.hpp"

#include "common/base/checksum.hpp"
#include "common/base/limits.hpp"

#include <cinttypes>
#include <cstdio>

namespace understudy::binlog {
namespace {

constexpr std::size_t event_size_offset = 9;
constexpr std::size_t end_offset_offset = 13;

void put_u32(std::uint8_t* at, std::uint32_t value) noexcept {
    for (std::size_t i = 0; i < 4; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

constexpr std::size_t flags_offset = 17;

/// The CRC-32 of all but the last four bytes. In FORMAT_DESCRIPTION the flag IN_USE, which changes
/// when the file is closed, counts as not set.
std::uint32_t checksum_of(ByteView event) noexcept {
    const ByteView covered = event.first(event.size() - checksum_bytes);
    const std::uint8_t flags = covered[flags_offset];
    const bool is_format = static_cast<EventType>(covered[4]) == EventType::format_description;
    if (!is_format || (flags & event_flag::binlog_in_use) == 0) return crc32(covered);
    const auto cleared = static_cast<std::uint8_t>(flags & ~event_flag::binlog_in_use);
    const std::uint32_t front = crc32({&cleared, 1}, crc32(covered.first(flags_offset)));
    return crc32(covered.subspan(flags_offset + 1), front);
}

void set_checksum(MutableByteView event) noexcept {
    put_u32(event.data() + event.size() - checksum_bytes, checksum_of(event));
}

}  // namespace

Result<EventHeader> decode_event_header(ByteReader& in) {
    EventHeader header;
    header.timestamp = in.u32();
    header.type = static_cast<EventType>(in.u8());
    header.server_id = in.u32();
    header.event_size = in.u32();
    header.end_offset = in.u32();
    header.flags = in.u16();
    if (!in.ok()) return Error{ErrorCode::truncated, "event header is shorter than 19 bytes"};
    if (header.event_size < event_header_bytes || header.event_size > limits::max_event_bytes) {
        return Error{ErrorCode::corrupt, "event size " + std::to_string(header.event_size) +
                                             ", expected 19 to " +
                                             std::to_string(limits::max_event_bytes)};
    }
    return header;
}

void encode_event_header(const EventHeader& header, ByteWriter& out) {
    out.u32(header.timestamp);
    out.u8(static_cast<std::uint8_t>(header.type));
    out.u32(header.server_id);
    out.u32(header.event_size);
    out.u32(header.end_offset);
    out.u16(header.flags);
}

Result<EventView> split_event(ByteView bytes, ChecksumAlgorithm algorithm) {
    ByteReader in(bytes);
    TRY_ASSIGN(const EventHeader header, decode_event_header(in));
    const std::size_t trailer = algorithm == ChecksumAlgorithm::crc32 ? checksum_bytes : 0;
    if (header.event_size < event_header_bytes + trailer) {
        return Error{ErrorCode::corrupt, "event size " + std::to_string(header.event_size) +
                                             " leaves no room for its checksum"};
    }
    if (header.event_size > bytes.size()) {
        return Error{ErrorCode::truncated, "event of " + std::to_string(header.event_size) +
                                               " bytes, only " + std::to_string(bytes.size()) +
                                               " are there"};
    }
    const ByteView whole = bytes.first(header.event_size);
    return EventView{
        header, whole,
        whole.subspan(event_header_bytes, header.event_size - event_header_bytes - trailer)};
}

Result<void> verify_checksum(const EventView& event) {
    const std::size_t covered = event.bytes.size() - checksum_bytes;
    ByteReader trailer(event.bytes.subspan(covered));
    const std::uint32_t stored = trailer.u32();
    const std::uint32_t computed = checksum_of(event.bytes);
    if (stored == computed) return {};
    char text[64];
    std::snprintf(text, sizeof text, "checksum 0x%08" PRIx32 ", expected 0x%08" PRIx32, stored,
                  computed);
    return Error{ErrorCode::corrupt, text};
}

void finish_event(Bytes& out, std::size_t start, ChecksumAlgorithm algorithm) {
    if (algorithm == ChecksumAlgorithm::crc32) out.insert(out.end(), checksum_bytes, 0);
    const MutableByteView event = MutableByteView(out).subspan(start);
    put_u32(event.data() + event_size_offset, static_cast<std::uint32_t>(event.size()));
    if (algorithm == ChecksumAlgorithm::crc32) set_checksum(event);
}

void set_end_offset(MutableByteView event, std::uint64_t end_offset,
                    ChecksumAlgorithm algorithm) noexcept {
    put_u32(event.data() + end_offset_offset, static_cast<std::uint32_t>(end_offset));
    if (algorithm == ChecksumAlgorithm::crc32) set_checksum(event);
}

}  // namespace understudy::binlog
