#include "common/binlog/previous_gtids.hpp"

#include "common/base/limits.hpp"

#include <algorithm>

namespace understudy::binlog {
namespace {

constexpr std::uint64_t tagged_marks = 0x0100000000000001U;
constexpr std::uint64_t tagged_count_mask = 0x00ffffffffffff00U;
constexpr std::size_t max_tag_bytes = 32;

GtidSet::Source read_source(ByteReader& in, bool tagged) {
    GtidSet::Source source;
    const ByteView uuid = in.bytes(source.first.bytes.size());
    std::copy(uuid.begin(), uuid.end(), source.first.bytes.begin());
    if (!tagged) return source;
    const std::uint8_t length = in.u8();
    if (length % 2 != 0 || length / 2U > max_tag_bytes) in.fail();
    source.second = in.text(length / 2U);
    return source;
}

}  // namespace

Result<GtidSet> decode_gtid_set(ByteView bytes) {
    ByteReader in(bytes);
    GtidSet set;
    std::uint64_t sources = in.u64();
    const bool tagged = (sources & ~tagged_count_mask) == tagged_marks;
    if (tagged) sources = (sources & tagged_count_mask) >> 8U;
    if (sources > limits::max_gtid_set_uuids) in.fail();
    std::uint64_t total = 0;
    for (std::uint64_t i = 0; i < sources && in.ok(); ++i) {
        const GtidSet::Source source = read_source(in, tagged);
        const std::uint64_t intervals = in.u64();
        total += std::min<std::uint64_t>(intervals, limits::max_gtid_set_intervals + 1);
        if (total > limits::max_gtid_set_intervals) in.fail();
        for (std::uint64_t k = 0; k < intervals && in.ok(); ++k) {
            const std::uint64_t first = in.u64();
            const std::uint64_t end = in.u64();
            if (first == 0 || end <= first) in.fail();
            if (in.ok()) set.add(source, {first, end - 1});
        }
    }
    if (!in.done()) return Error{ErrorCode::corrupt, "not a GTID set in binary form"};
    return set;
}

void encode_gtid_set(const GtidSet& set, ByteWriter& out) {
    const auto& sources = set.sources();
    const bool tagged = std::any_of(sources.begin(), sources.end(), [](const auto& source) {
        return !source.first.second.empty();
    });
    out.u64(tagged ? tagged_marks | std::uint64_t{sources.size()} << 8U : sources.size());
    for (const auto& [source, intervals] : sources) {
        out.bytes(source.first.bytes);
        if (tagged) out.u8(static_cast<std::uint8_t>(source.second.size() * 2));
        if (tagged) out.text(source.second);
        out.u64(intervals.size());
        for (const GtidSet::Interval& interval : intervals) {
            out.u64(interval.first);
            out.u64(interval.last + 1);
        }
    }
}

Result<GtidSet> decode_previous_gtids(const EventView& event) {
    return decode_gtid_set(event.body);
}

void encode_previous_gtids(const EventHeader& header, const GtidSet& set, Bytes& out) {
    const std::size_t start = out.size();
    ByteWriter writer(out);
    encode_event_header(header, writer);
    encode_gtid_set(set, writer);
    finish_event(out, start, ChecksumAlgorithm::crc32);
}

}  // namespace understudy::binlog
