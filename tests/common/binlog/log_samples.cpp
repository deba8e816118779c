#include "common/binlog/log_samples.hpp"

#include "common/binlog/gtid_event.hpp"

#include <numeric>

namespace understudy::binlog::test {
namespace {

constexpr std::uint32_t sample_time = 1'700'000'000;

void add_event(EncodedTransaction& transaction, EventType type, const std::string& body) {
    const std::size_t start = transaction.events.size();
    ByteWriter out(transaction.events);
    encode_event_header({.timestamp = sample_time,
                         .type = type,
                         .server_id = 1,
                         .event_size = 0,
                         .end_offset = 0,
                         .flags = 0},
                        out);
    out.text(body);
    finish_event(transaction.events, start, ChecksumAlgorithm::crc32);
    transaction.event_ends.push_back(static_cast<std::uint32_t>(transaction.events.size()));
}

/// Of a QUERY event without database and status variables.
std::string query_body(const std::string& text) {
    std::string body(8 + 1 + 2 + 2 + 1, '\0');
    return body + text;
}

std::string xid_body(std::uint64_t number) {
    std::string body;
    for (int i = 0; i < 8; ++i) body += static_cast<char>(number >> (8 * i));
    return body;
}

Error out_of_order(const Position& at, const std::string& what) {
    return Error{ErrorCode::corrupt, at.to_string() + ": " + what};
}

/// Checks one event against what came before, and takes note of it.
Result<void> take(const LogReader::Item& item, bool& open, Found& found) {
    const EventHeader& header = item.event.header;
    found.types.push_back(header.type);
    if (header.end_offset != item.end_offset) {
        return out_of_order(item.begin, "end_offset " + std::to_string(header.end_offset));
    }
    if (header.type == EventType::gtid) {
        if (open) return out_of_order(item.begin, "GTID within a transaction");
        TRY_ASSIGN(const GtidEvent event, decode_gtid_event(item.event));
        found.gtids.push_back(event.gtid);
        open = true;
    }
    if (header.type == EventType::xid) {
        if (!open) return out_of_order(item.begin, "XID outside of a transaction");
        ByteReader body(item.event.body);
        found.numbers.push_back(body.u64());
        open = false;
    }
    return {};
}

}  // namespace

Uuid sample_uuid(std::uint8_t last_byte) {
    Uuid uuid;
    uuid.bytes[15] = last_byte;
    return uuid;
}

LogOptions sample_options(std::uint64_t max_file_bytes) {
    LogOptions options;
    options.directory = log_folder;
    options.server_uuid = sample_uuid();
    options.server_version = "8.4.8-understudy";
    options.max_file_bytes = max_file_bytes;
    options.now = [] { return sample_time; };
    return options;
}

EncodedTransaction sample_transaction(std::uint64_t number, std::size_t filler_bytes) {
    EncodedTransaction transaction;
    add_event(transaction, EventType::query, query_body("BEGIN"));
    std::string filler(1, '\0');
    filler.append(filler_bytes, 'x');
    add_event(transaction, EventType::rows_query, filler);
    add_event(transaction, EventType::xid, xid_body(number));
    transaction.write_set = {number};
    transaction.has_write_set = true;
    transaction.server_id = 1;
    transaction.commit_timestamp_us = std::int64_t{sample_time} * 1'000'000;
    return transaction;
}

Result<Found> read_log(FileSystem& fs, const LogView& log, const Position& from) {
    TRY_ASSIGN(const std::unique_ptr<LogReader> reader, LogReader::open(fs, log, from));
    Found found;
    bool open = false;
    for (;;) {
        TRY_ASSIGN(const auto item, reader->next());
        if (!item) break;
        TRY(take(*item, open, found));
    }
    found.end = reader->position();
    if (open) return out_of_order(found.end, "ends within a transaction");
    return found;
}

std::vector<std::uint64_t> numbers_up_to(std::uint64_t last) {
    std::vector<std::uint64_t> numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

}  // namespace understudy::binlog::test
