#include "common/server/dump_stream.hpp"

#include "common/base/byte_reader.hpp"
#include "common/binlog/log_search.hpp"
#include "common/server/dump_events.hpp"

#include <algorithm>
#include <utility>

namespace understudy::server {
namespace {

/// Body of GTID: u8 flags, 16 bytes uuid, i64 number, ...
std::optional<Gtid> gtid_of(const binlog::EventView& event) {
    ByteReader body(event.body);
    Gtid gtid;
    body.skip(1);
    const ByteView uuid = body.bytes(gtid.uuid.bytes.size());
    gtid.number = body.u64();
    if (!body.ok()) return std::nullopt;
    std::copy(uuid.begin(), uuid.end(), gtid.uuid.bytes.begin());
    return gtid;
}

/// The start of a dump by file and position. Errors: 1236.
Result<Position> checked_start(const ServedLog& log, Position start) {
    if (start.file.empty()) {
        start.file = log.view().oldest_file().value_or("");
        start.offset = 4;
    }
    if (start.offset < 4) {
        return sql_error(1236, "Client requested source to start replication from position < 4");
    }
    for (const binlog::LogFile& file : log.files()) {
        if (file.name != start.file) continue;
        if (start.offset > file.size_bytes) {
            return sql_error(
                1236, "Client requested source to start replication from position > file size");
        }
        return start;
    }
    return sql_error(1236, "Could not find first log file name in binary log index file");
}

}  // namespace

Result<std::unique_ptr<DumpStream>> DumpStream::open(FileSystem& fs, const ServedLog& log,
                                                     const Uuid& server_uuid, DumpRequest request) {
    if (request.checksum == DumpRequest::Checksum::unknown) {
        return sql_error(1236,
                         "Replica can not handle replication events with the checksum that "
                         "source is configured to log");
    }
    Position start;
    if (request.by_gtid) {
        const Coordinates end = log.durable();
        TRY_ASSIGN(start,
                   binlog::find_gtid_start(log.files(), end.gtids, server_uuid, request.has));
    } else {
        TRY_ASSIGN(start, checked_start(log, request.start));
    }
    TRY_ASSIGN(auto reader, binlog::LogReader::open(fs, log.view(), start));
    return std::unique_ptr<DumpStream>(
        new DumpStream(log, std::move(request), std::move(reader), std::move(start)));
}

DumpStream::DumpStream(const ServedLog& log, DumpRequest request,
                       std::unique_ptr<binlog::LogReader> reader, Position start)
    : log_(log),
      request_(std::move(request)),
      reader_(std::move(reader)),
      position_(std::move(start)) {}

Result<bool> DumpStream::fill(std::size_t limit_bytes, Bytes& out) {
    if (!std::exchange(started_, true)) TRY(begin_file(position_, out));
    while (out.size() < limit_bytes) {
        TRY_ASSIGN(const std::optional<binlog::LogReader::Item> item, reader_->next());
        if (!item) {
            if (std::exchange(skipped_since_sent_, false)) append_heartbeat(out);
            return true;
        }
        if (item->begin.file != position_.file) {
            TRY(begin_file(Position{item->begin.file, 4}, out));
        }
        TRY(take(*item, out));
        position_.offset = item->end_offset;
    }
    return false;
}

/// What stands before a file's events. FORMAT_DESCRIPTION itself follows as an event if the dump
/// begins at the file's start.
Result<void> DumpStream::begin_file(const Position& start, Bytes& out) {
    const auto algorithm = request_.checksum == DumpRequest::Checksum::crc32
                               ? binlog::ChecksumAlgorithm::crc32
                               : binlog::ChecksumAlgorithm::none;
    position_ = start;
    append_event_packet(fake_rotate(request_.own_server_id, start, algorithm), sequence_, out);
    if (start.offset > 4) {
        const Bytes format = format_for_dump(reader_->format_description(), {true, true});
        append_event_packet(format, sequence_, out);
    }
    return {};
}

Result<void> DumpStream::take(const binlog::LogReader::Item& item, Bytes& out) {
    if (item.event.header.type == binlog::EventType::format_description) {
        const bool skips = request_.by_gtid && !request_.has.empty();
        append_event_packet(format_for_dump(item.event.bytes, {false, skips}), sequence_, out);
        return {};
    }
    if (is_skipped(item.event)) {
        skipped_since_sent_ = true;
        return {};
    }
    // position_ is still where the skipped ones ended.
    if (std::exchange(skipped_since_sent_, false)) append_heartbeat(out);
    append_event_packet(item.event.bytes, sequence_, out);
    return {};
}

bool DumpStream::is_skipped(const binlog::EventView& event) {
    switch (event.header.type) {
        case binlog::EventType::gtid: {
            const std::optional<Gtid> gtid = gtid_of(event);
            skipping_ = request_.by_gtid && gtid && request_.has.contains(*gtid);
            return skipping_;
        }
        case binlog::EventType::anonymous_gtid:
        case binlog::EventType::gtid_tagged:
        case binlog::EventType::previous_gtids:
        case binlog::EventType::rotate:
        case binlog::EventType::stop:
            skipping_ = false;
            return false;
        default:
            return skipping_;
    }
}

void DumpStream::append_heartbeat(Bytes& out) {
    const binlog::ChecksumAlgorithm algorithm = reader_->checksum_algorithm();
    if (request_.heartbeat_v2) {
        append_event_packet(heartbeat_v2(request_.own_server_id, position_, algorithm), sequence_,
                            out);
    } else if (position_.offset <= UINT32_MAX) {
        append_event_packet(heartbeat(request_.own_server_id, position_, algorithm), sequence_,
                            out);
    }
}

}  // namespace understudy::server
