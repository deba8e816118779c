#include "common/binlog/gtid_event.hpp"

#include <algorithm>
#include <bit>

namespace understudy::binlog {
namespace {

constexpr std::uint8_t may_have_statements_flag = 1;
constexpr std::uint8_t logical_clock_code = 2;
constexpr std::uint64_t original_timestamp_follows = std::uint64_t{1} << 55U;
constexpr std::uint32_t original_version_follows = std::uint32_t{1} << 31U;

Error too_short() {
    return Error{ErrorCode::truncated, "GTID event is too short"};
}

Result<GtidEvent> decode_plain(ByteView body) {
    GtidEvent event;
    ByteReader in(body);
    event.may_have_statements = (in.u8() & may_have_statements_flag) != 0;
    const ByteView uuid = in.bytes(event.gtid.uuid.bytes.size());
    std::copy(uuid.begin(), uuid.end(), event.gtid.uuid.bytes.begin());
    event.gtid.number = in.u64();
    if (!in.ok()) return too_short();
    // MySQL 5.6 ends here, 5.7 before the timestamps.
    if (in.remaining() == 0 || in.u8() != logical_clock_code) return event;
    event.last_committed = in.u64();
    event.sequence_number = in.u64();
    if (!in.ok()) return too_short();
    if (in.remaining() == 0) return event;
    const std::uint64_t timestamp = in.u56();
    event.immediate_commit_timestamp_us = timestamp & ~original_timestamp_follows;
    const bool has_original = (timestamp & original_timestamp_follows) != 0;
    event.original_commit_timestamp_us =
        has_original ? in.u56() : event.immediate_commit_timestamp_us;
    event.transaction_length = in.length_encoded();
    const std::uint32_t version = in.u32();
    event.immediate_server_version = version & ~original_version_follows;
    const bool has_version = (version & original_version_follows) != 0;
    event.original_server_version = has_version ? in.u32() : event.immediate_server_version;
    if (!in.ok()) return too_short();
    return event;
}

/// A number of GTID_TAGGED: as many more bytes follow as its first byte has trailing ones.
std::uint64_t varint(ByteReader& in) noexcept {
    const std::uint8_t first = in.u8();
    const auto more = static_cast<std::size_t>(std::countr_one(first));
    if (more >= 8) return in.u64();
    const std::uint64_t rest = in.little_endian(more);
    return rest << (7 - more) | first >> (more + 1);
}

std::uint64_t signed_varint(ByteReader& in) noexcept {
    const std::uint64_t value = varint(in);
    return value >> 1U ^ (0 - (value & 1U));
}

void tagged_field(std::uint64_t field, ByteReader& in, GtidEvent& event) {
    switch (field) {
        case 0:
            event.may_have_statements = (varint(in) & may_have_statements_flag) != 0;
            break;
        case 1:
            for (std::uint8_t& byte : event.gtid.uuid.bytes) {
                byte = static_cast<std::uint8_t>(varint(in));
            }
            break;
        case 2:
            event.gtid.number = signed_varint(in);
            break;
        case 3:
            event.gtid.tag = in.text(varint(in));
            break;
        case 4:
            event.last_committed = signed_varint(in);
            break;
        case 5:
            event.sequence_number = signed_varint(in);
            break;
        case 6:
            event.immediate_commit_timestamp_us = varint(in);
            break;
        case 7:
            event.original_commit_timestamp_us = varint(in);
            break;
        case 8:
            event.transaction_length = varint(in);
            break;
        case 9:
            event.immediate_server_version = static_cast<std::uint32_t>(varint(in));
            break;
        case 10:
            event.original_server_version = static_cast<std::uint32_t>(varint(in));
            break;
        default:
            static_cast<void>(varint(in));  // 11: commit group ticket
    }
}

Result<GtidEvent> decode_tagged(ByteView body) {
    constexpr std::uint64_t last_known_field = 11;
    GtidEvent event;
    ByteReader in(body);
    const std::uint64_t version = varint(in);
    static_cast<void>(varint(in));  // size
    const std::uint64_t last_needed = varint(in);
    if (in.ok() && (version != 1 || last_needed > last_known_field)) {
        return Error{ErrorCode::unsupported, "GTID_TAGGED of a newer version"};
    }
    while (in.ok() && in.remaining() > 0) {
        const std::uint64_t field = varint(in);
        if (field > last_known_field) break;
        tagged_field(field, in, event);
    }
    if (!in.ok()) return too_short();
    if (event.original_commit_timestamp_us == 0) {
        event.original_commit_timestamp_us = event.immediate_commit_timestamp_us;
    }
    if (event.original_server_version == 0) {
        event.original_server_version = event.immediate_server_version;
    }
    return event;
}

std::size_t length_encoded_bytes(std::uint64_t value) noexcept {
    if (value < 0xfb) return 1;
    if (value <= 0xffff) return 3;
    return value <= 0xffffff ? 4 : 9;
}

}  // namespace

Result<GtidEvent> decode_gtid_event(const EventView& event) {
    return event.header.type == EventType::gtid_tagged ? decode_tagged(event.body)
                                                       : decode_plain(event.body);
}

void encode_gtid_event(const EventHeader& header, const GtidEvent& gtid, Bytes& out) {
    const std::size_t start = out.size();
    ByteWriter writer(out);
    encode_event_header(header, writer);
    writer.u8(gtid.may_have_statements ? may_have_statements_flag : 0);
    writer.bytes(gtid.gtid.uuid.bytes);
    writer.u64(gtid.gtid.number);
    writer.u8(logical_clock_code);
    writer.u64(gtid.last_committed);
    writer.u64(gtid.sequence_number);
    if (gtid.original_commit_timestamp_us == gtid.immediate_commit_timestamp_us) {
        writer.u56(gtid.immediate_commit_timestamp_us);
    } else {
        writer.u56(gtid.immediate_commit_timestamp_us | original_timestamp_follows);
        writer.u56(gtid.original_commit_timestamp_us);
    }
    writer.length_encoded(gtid.transaction_length);
    if (gtid.original_server_version == gtid.immediate_server_version) {
        writer.u32(gtid.immediate_server_version);
    } else {
        writer.u32(gtid.immediate_server_version | original_version_follows);
        writer.u32(gtid.original_server_version);
    }
    finish_event(out, start, ChecksumAlgorithm::crc32);
}

std::size_t gtid_event_bytes(const GtidEvent& gtid) noexcept {
    const bool one_time = gtid.original_commit_timestamp_us == gtid.immediate_commit_timestamp_us;
    const bool one_version = gtid.original_server_version == gtid.immediate_server_version;
    return event_header_bytes + 1 + 16 + 8 + 1 + 8 + 8 + (one_time ? 7U : 14U) +
           length_encoded_bytes(gtid.transaction_length) + (one_version ? 4U : 8U) + checksum_bytes;
}

}  // namespace understudy::binlog
