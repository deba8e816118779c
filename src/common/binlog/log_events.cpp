#include "common/binlog/log_events.hpp"

#include "common/binlog/format_description.hpp"
#include "common/binlog/gtid_event.hpp"
#include "common/binlog/previous_gtids.hpp"

namespace understudy::binlog {
namespace {

EventHeader header_of(EventType type, std::uint32_t server_id, std::uint32_t timestamp,
                      std::uint16_t flags) noexcept {
    return {.timestamp = timestamp,
            .type = type,
            .server_id = server_id,
            .event_size = 0,
            .end_offset = 0,
            .flags = flags};
}

/// Gives the last event of `file`, which starts at `start`, its place.
void place(Bytes& file, std::size_t start) {
    set_end_offset(MutableByteView(file).subspan(start), file.size(), ChecksumAlgorithm::crc32);
}

/// The time of a transaction is that of its first event.
std::uint32_t timestamp_of(const EncodedTransaction& transaction) noexcept {
    return ByteReader(transaction.events).u32();
}

}  // namespace

Bytes encode_file_start(const FileStart& start) {
    Bytes file(file_magic, file_magic + sizeof file_magic);
    encode_format_description(header_of(EventType::format_description, start.server_id,
                                        start.timestamp, event_flag::binlog_in_use),
                              {.server_version = start.server_version,
                               .created = start.first_after_start ? start.timestamp : 0,
                               .checksum = ChecksumAlgorithm::crc32},
                              file);
    place(file, sizeof file_magic);
    const std::size_t second = file.size();
    encode_previous_gtids(header_of(EventType::previous_gtids, start.server_id, start.timestamp,
                                    event_flag::ignorable),
                          *start.previous_gtids, file);
    place(file, second);
    return file;
}

void encode_transaction_gtid(const EncodedTransaction& transaction, const Gtid& gtid,
                             LogicalClock::Stamp stamp, FirstOfSync first, Bytes& out) {
    const auto committed = static_cast<std::uint64_t>(transaction.commit_timestamp_us);
    GtidEvent event{.may_have_statements = transaction.is_ddl,
                    .gtid = gtid,
                    .last_committed = stamp.last_committed,
                    .sequence_number = stamp.sequence_number,
                    .immediate_commit_timestamp_us = committed,
                    .original_commit_timestamp_us = committed,
                    .transaction_length = transaction.events.size(),
                    .immediate_server_version = transaction.server_version,
                    .original_server_version = transaction.server_version};
    // The length counts this event too, whose size depends on the length.
    event.transaction_length += gtid_event_bytes(event);
    event.transaction_length = transaction.events.size() + gtid_event_bytes(event);
    const std::uint16_t flags = first == FirstOfSync::yes ? event_flag::first_of_sync : 0;
    encode_gtid_event(
        header_of(EventType::gtid, transaction.server_id, timestamp_of(transaction), flags), event,
        out);
}

Bytes encode_log_rotate(std::uint32_t server_id, std::uint32_t timestamp,
                        const std::string& next_file) {
    Bytes event;
    ByteWriter out(event);
    encode_event_header(
        header_of(EventType::rotate, server_id, timestamp, event_flag::first_of_sync), out);
    out.u64(sizeof file_magic);
    out.text(next_file);
    finish_event(event, 0, ChecksumAlgorithm::crc32);
    return event;
}

Bytes encode_log_stop(std::uint32_t server_id, std::uint32_t timestamp) {
    Bytes event;
    ByteWriter out(event);
    encode_event_header(header_of(EventType::stop, server_id, timestamp, event_flag::first_of_sync),
                        out);
    finish_event(event, 0, ChecksumAlgorithm::crc32);
    return event;
}

}  // namespace understudy::binlog
