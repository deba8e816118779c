#include "common/binlog/log_files.hpp"

#include "common/base/check.hpp"
#include "common/base/limits.hpp"
#include "common/binlog/log_events.hpp"

#include <chrono>

namespace understudy::binlog {
namespace {

constexpr std::uint16_t transaction_cache_full = 1197;
/// More than a GTID event, and more than the ROTATE event that must fit behind the transactions.
constexpr std::uint64_t gtid_room_bytes = 128;
constexpr std::uint64_t rotate_room_bytes = 512;

std::uint32_t system_seconds() {
    return static_cast<std::uint32_t>(
        std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
}

Error too_large(std::uint64_t bytes) {
    return sql_error(transaction_cache_full,
                     "Multi-statement transaction required more than 'max_binlog_cache_size' bytes "
                     "of storage; increase this mysqld variable and try again (" +
                         std::to_string(bytes) + " bytes do not fit in a binary log file)");
}

}  // namespace

LogFiles::LogFiles(FileSystem& fs, LogOptions options)
    : fs_(fs),
      options_(std::move(options)),
      index_(fs, options_.directory, options_.base_name),
      surface_(options_.directory) {
    if (!options_.now) options_.now = system_seconds;
}

Result<std::unique_ptr<Log>> Log::open(FileSystem& fs, LogOptions options) {
    auto log = std::make_unique<LogFiles>(fs, std::move(options));
    TRY(log->start());
    return std::unique_ptr<Log>(std::move(log));
}

Result<void> LogFiles::start() {
    if (options_.max_file_bytes > limits::max_binlog_file_bytes) {
        return Error{ErrorCode::refused,
                     "max_file_bytes is " + std::to_string(options_.max_file_bytes) +
                         ", expected at most " + std::to_string(limits::max_binlog_file_bytes)};
    }
    TRY_ASSIGN(RecoveredLog recovered, recover_log(fs_, index_, LogKind::own));
    recovery_ = std::move(recovered.recovery);
    next_number_ = recovered.gtids.last_number(options_.server_uuid) + 1;
    unsynced_first_ = next_number_;
    surface_.replace_files(std::move(recovered.files));
    surface_.publish({{}, recovered.gtids});
    TRY_ASSIGN(std::unique_ptr<LogWriter> first, create_next_file(recovered.gtids));
    return move_to(std::move(first));
}

Result<Appended> LogFiles::append(const EncodedTransaction& transaction) {
    TRY(alive());
    UNDERSTUDY_CHECK(!transaction.event_ends.empty() &&
                     transaction.event_ends.back() == transaction.events.size());
    TRY(make_room(gtid_room_bytes + transaction.events.size()));
    const Gtid gtid{options_.server_uuid, {}, next_number_};
    const Position begin{file_->name(), file_->end()};
    auto written = write(transaction, gtid);
    if (!written) return fail(std::move(written).error(), Health::append_failed);
    ++next_number_;
    return Appended{gtid, begin, {file_->name(), file_->end()}};
}

/// Rotates if the file would grow too large; a file has room for at least one transaction.
Result<void> LogFiles::make_room(std::uint64_t event_bytes) {
    const std::uint64_t needed = event_bytes + rotate_room_bytes;
    if (file_start_end_ + needed > limits::max_binlog_file_bytes) return too_large(event_bytes);
    if (file_->end() == file_start_end_) return {};
    if (file_->end() + needed <= options_.max_file_bytes) return {};
    return rotate();
}

Result<void> LogFiles::write(const EncodedTransaction& transaction, const Gtid& gtid) {
    const LogicalClock::Stamp stamp =
        transaction.has_write_set ? clock_.next(transaction.write_set) : clock_.next_barrier();
    const FirstOfSync first = file_->is_synced() ? FirstOfSync::yes : FirstOfSync::no;
    scratch_.clear();
    encode_transaction_gtid(transaction, gtid, stamp, first, scratch_);
    TRY(file_->append(scratch_));
    std::size_t begin = 0;
    for (const std::size_t end : transaction.event_ends) {
        TRY(file_->append(ByteView(transaction.events).subspan(begin, end - begin)));
        begin = end;
    }
    return {};
}

Result<void> LogFiles::sync() {
    TRY(alive());
    if (file_->is_synced()) return {};
    auto written = file_->flush();
    if (!written) return fail(std::move(written).error(), Health::append_failed);
    auto synced = file_->sync();
    if (!synced) return fail(std::move(synced).error(), Health::dead);
    const GtidSet::Interval added{unsynced_first_, next_number_ - 1};
    unsynced_first_ = next_number_;
    surface_.publish({file_->name(), file_->end()}, {options_.server_uuid, {}}, added);
    return {};
}

Result<void> LogFiles::discard_unsynced() {
    if (health_ == Health::dead) return alive();
    auto discarded = file_->discard();
    if (!discarded) return fail(std::move(discarded).error(), Health::dead);
    clock_.roll_back(next_number_ - unsynced_first_);
    next_number_ = unsynced_first_;
    health_ = Health::good;
    return {};
}

/// The new file comes first: if the disk has no room for it, the old one goes on unharmed.
Result<void> LogFiles::rotate() {
    TRY(sync());
    TRY_ASSIGN(std::unique_ptr<LogWriter> next, create_next_file(surface_.durable().gtids));
    auto moved = move_to(std::move(next));
    if (!moved) return fail(std::move(moved).error(), Health::dead);
    return {};
}

Result<std::unique_ptr<LogWriter>> LogFiles::create_next_file(const GtidSet& previous_gtids) {
    const std::uint64_t number =
        index_.names().empty() ? 1 : binlog_file_number(index_.names().back()) + 1;
    if (number > limits::max_binlog_files) {
        return Error{ErrorCode::refused, index_.path() + ": no file numbers are left"};
    }
    const Bytes start = encode_file_start({.server_version = options_.server_version,
                                           .server_id = options_.server_id,
                                           .timestamp = options_.now(),
                                           .first_after_start = file_ == nullptr,
                                           .previous_gtids = &previous_gtids});
    return LogWriter::create(fs_, options_.directory, log_file_name(options_.base_name, number),
                             start, surface_);
}

/// Ends the file being written, if there is one, and enters the next one in the index.
Result<void> LogFiles::move_to(std::unique_ptr<LogWriter> next) {
    Coordinates durable = surface_.durable();
    if (file_) {
        TRY(end_file(encode_log_rotate(options_.server_id, options_.now(), next->name())));
    }
    std::vector<std::string> names = index_.names();
    names.push_back(next->name());
    TRY(index_.replace(std::move(names)));
    file_ = std::move(next);
    file_start_end_ = file_->end();
    clock_.restart();
    surface_.begin_file({file_->name(), file_->end(), durable.gtids}, file_->end());
    durable.position = {file_->name(), file_->end()};
    surface_.publish(durable);
    return {};
}

/// `last_event` is ROTATE or STOP. IN_USE is cleared only once all before it is durable.
Result<void> LogFiles::end_file(ByteView last_event) {
    TRY(file_->append(last_event));
    TRY(file_->sync());
    TRY(file_->clear_in_use());
    surface_.publish({file_->name(), file_->end()}, {}, {});
    return {};
}

/// A file that could not be removed is no harm: recovery removes what the index does not name.
Result<std::vector<std::string>> LogFiles::purge_to(const std::string& file) {
    TRY(alive());
    TRY_ASSIGN(std::vector<std::string> dropped, index_.drop_before(file));
    surface_.drop_files_before(file);
    TRY(index_.remove_files(dropped));
    return dropped;
}

Result<void> LogFiles::close() {
    TRY(sync());
    auto ended = end_file(encode_log_stop(options_.server_id, options_.now()));
    if (!ended) return fail(std::move(ended).error(), Health::dead);
    fail({ErrorCode::refused, "the binary log is closed"}, Health::dead);
    return {};
}

GtidSet LogFiles::purged_gtids() const {
    const std::vector<LogFile> files = surface_.files();
    return files.empty() ? GtidSet{} : files.front().previous_gtids;
}

Result<void> LogFiles::alive() const {
    if (health_ == Health::good) return {};
    return failure_;
}

Error LogFiles::fail(Error error, Health health) {
    health_ = health;
    failure_ = with_context(error, "the binary log has stopped");
    return error;
}

}  // namespace understudy::binlog
