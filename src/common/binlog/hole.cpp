#include "common/binlog/hole.hpp"

namespace understudy::binlog {

std::optional<std::uint64_t> hole_end(const EventView& event) noexcept {
    const EventHeader& header = event.header;
    if (header.type != EventType::ignorable || header.flags != hole_flags) return std::nullopt;
    if (!event.body.empty()) return std::nullopt;
    return std::uint64_t{header.server_id} << 32U | header.end_offset;
}

Bytes encode_hole(std::uint64_t end, ChecksumAlgorithm algorithm) {
    Bytes mark;
    ByteWriter out(mark);
    encode_event_header({.timestamp = 0,
                         .type = EventType::ignorable,
                         .server_id = static_cast<std::uint32_t>(end >> 32U),
                         .event_size = 0,
                         .end_offset = static_cast<std::uint32_t>(end),
                         .flags = hole_flags},
                        out);
    finish_event(mark, 0, algorithm);
    return mark;
}

}  // namespace understudy::binlog
