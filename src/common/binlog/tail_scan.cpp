#include "common/binlog/tail_scan.hpp"

#include "common/base/limits.hpp"
#include "common/binlog/gtid_event.hpp"
#include "common/binlog/previous_gtids.hpp"
#include "common/binlog/transaction_boundary.hpp"

#include <algorithm>

namespace understudy::binlog {
namespace {

bool is_marked(const EventHeader& header) noexcept {
    return (header.flags & event_flag::first_of_sync) != 0;
}

bool is_gtid(EventType type) noexcept {
    return type == EventType::gtid || type == EventType::anonymous_gtid ||
           type == EventType::gtid_tagged;
}

/// Reads forward and keeps account of transactions.
class Scanner {
  public:
    explicit Scanner(FileReader& reader) : reader_(reader) {}

    Result<TailScan> run();

  private:
    Result<void> take(const FileReader::Item& item);

    FileReader& reader_;
    TailScan scan_;
    TransactionBoundary boundary_;
    std::optional<Gtid> pending_;
    bool first_gtid_ = true;
};

Result<TailScan> Scanner::run() {
    TRY_ASSIGN(scan_.size, reader_.size());
    scan_.in_use = (reader_.format_flags() & event_flag::binlog_in_use) != 0;
    for (;;) {
        const std::uint64_t offset = reader_.offset();
        auto item = reader_.next(scan_.size);
        if (!item) {
            if (item.error().code == ErrorCode::io) return item.error();
            scan_.damage = item.error();
            scan_.damage_offset = offset;
            return scan_;
        }
        if (!*item) {
            if (boundary_.at_boundary()) scan_.whole_end = scan_.size;
            return scan_;
        }
        TRY(take(**item));
    }
}

Result<void> Scanner::take(const FileReader::Item& item) {
    boundary_.feed(item.event);
    if (item.event.header.type == EventType::previous_gtids) {
        TRY_ASSIGN(scan_.previous_gtids, decode_previous_gtids(item.event));
        scan_.gtids.add(scan_.previous_gtids);
    } else if (is_gtid(item.event.header.type)) {
        TRY_ASSIGN(const GtidEvent event, decode_gtid_event(item.event));
        pending_ = event.gtid;
        if (first_gtid_) scan_.has_sync_marks = is_marked(item.event.header);
        first_gtid_ = false;
    }
    if (!boundary_.at_boundary()) return {};
    scan_.whole_end = item.end;
    if (pending_) {
        scan_.gtids.add(*pending_);
        scan_.has_transactions = true;
        pending_.reset();
    }
    return {};
}

/// The smallest and largest event that can be a proof: STOP, ROTATE or GTID.
constexpr std::size_t min_proof_bytes = event_header_bytes + checksum_bytes;
constexpr std::size_t max_proof_bytes = 1 * limits::kibibyte;

bool is_proof(ByteView bytes, std::uint64_t offset, bool needs_mark) noexcept {
    ByteReader in(bytes);
    const auto header = decode_event_header(in);
    if (!header || header->event_size > max_proof_bytes) return false;
    const bool ends_file = header->type == EventType::stop || header->type == EventType::rotate;
    if (!is_gtid(header->type) && !ends_file) return false;
    if (needs_mark && !is_marked(*header)) return false;
    if (header->end_offset != static_cast<std::uint32_t>(offset + header->event_size)) return false;
    const auto event = split_event(bytes, ChecksumAlgorithm::crc32);
    return event && verify_checksum(*event).has_value();
}

}  // namespace

Result<TailScan> scan_tail(FileSystem& fs, const std::string& path) {
    TRY_ASSIGN(const std::unique_ptr<FileReader> reader, FileReader::open(fs, path));
    return Scanner(*reader).run();
}

Result<std::optional<std::uint64_t>> find_proof_of_sync(FileSystem& fs, const std::string& path,
                                                        const TailScan& scan) {
    constexpr std::size_t block_bytes = 1 * limits::mebibyte;
    TRY_ASSIGN(const std::unique_ptr<File> file, fs.open(path, OpenMode::read));
    Bytes block(block_bytes + max_proof_bytes);
    for (std::uint64_t from = scan.damage_offset + 1; from < scan.size; from += block_bytes) {
        TRY_ASSIGN(const std::size_t count, file->read_at(from, block));
        const ByteView bytes = ByteView(block).first(count);
        for (std::size_t i = 0; i < block_bytes && i + min_proof_bytes <= count; ++i) {
            if (is_proof(bytes.subspan(i), from + i, scan.has_sync_marks)) {
                return std::optional<std::uint64_t>(from + i);
            }
        }
    }
    return std::optional<std::uint64_t>{};
}

}  // namespace understudy::binlog
