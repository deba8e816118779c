#include "common/binlog/log_recovery.hpp"

#include "common/binlog/log_writer.hpp"
#include "common/binlog/previous_gtids.hpp"
#include "common/binlog/tail_scan.hpp"
#include "common/model/position.hpp"

#include <algorithm>

namespace understudy::binlog {
namespace {

/// PREVIOUS_GTIDS is the second event in our files; others may put a few before it.
constexpr int max_start_events = 8;

class Recovery {
  public:
    Recovery(FileSystem& fs, LogIndex& index, LogKind kind) : fs_(fs), index_(index), kind_(kind) {}

    Result<RecoveredLog> run();

  private:
    Result<void> remove_leftovers();
    Result<void> remove_leftover(const std::string& name);
    Result<bool> holds_transactions(const std::string& name);
    Result<LogFile> read_start(const std::string& name);
    Result<void> recover_last_file();
    Result<void> judge_damage(const TailScan& scan, const std::string& path);
    std::string incomplete(const TailScan& scan) const;
    Result<void> cut(const TailScan& scan, const std::string& path);

    FileSystem& fs_;
    LogIndex& index_;
    LogKind kind_;
    RecoveredLog log_;
};

Result<RecoveredLog> Recovery::run() {
    TRY(fs_.make_directory(index_.directory()));
    TRY_ASSIGN(const bool has_index, index_.load());
    TRY(remove_leftovers());
    if (!has_index || index_.names().empty()) return log_;
    for (const std::string& name : index_.names()) {
        TRY_ASSIGN(LogFile file, read_start(name));
        log_.files.push_back(std::move(file));
    }
    TRY(recover_last_file());
    return log_;
}

/// Steps 2 and 3: what is on disk but not in the index.
Result<void> Recovery::remove_leftovers() {
    TRY_ASSIGN(const std::vector<std::string> names, fs_.list(index_.directory()));
    bool removed = false;
    for (const std::string& name : names) {
        const bool is_temporary = name == index_.base_name() + ".index.new";
        if (!is_temporary && (!index_.is_log_file(name) || index_.contains(name))) continue;
        if (!is_temporary) TRY(remove_leftover(name));
        if (is_temporary) TRY(fs_.remove(index_.path_of(name)));
        removed = true;
    }
    for (const std::string& name : index_.names()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            return Error{ErrorCode::corrupt,
                         index_.path() + ": names " + name + ", which is missing"};
        }
    }
    return removed ? fs_.sync_directory(index_.directory()) : Result<void>{};
}

Result<void> Recovery::remove_leftover(const std::string& name) {
    const auto& indexed = index_.names();
    const std::uint64_t number = binlog_file_number(name);
    const bool was_purged = !indexed.empty() && number < binlog_file_number(indexed.front());
    const bool is_behind = indexed.empty() || number > binlog_file_number(indexed.back());
    bool explained = was_purged || kind_ == LogKind::relayed_copy;
    if (is_behind && !explained) {
        TRY_ASSIGN(const bool holds_some, holds_transactions(name));
        explained = !holds_some;
    }
    if (!explained) {
        return Error{ErrorCode::corrupt, index_.path() + ": does not name " + name +
                                             ", which no crash leaves behind; restore the index " +
                                             "(one name a line) or move the file away"};
    }
    TRY(fs_.remove(index_.path_of(name)));
    log_.recovery.removed_files.push_back(name);
    return {};
}

/// A file that rotation began but did not yet enter in the index may be of any length up to its
/// start; only events behind that would be somebody's transactions.
Result<bool> Recovery::holds_transactions(const std::string& name) {
    const auto scan = scan_tail(fs_, index_.path_of(name));
    if (scan) return scan->has_transactions;
    if (scan.error().code == ErrorCode::io) return scan.error();
    return scan.error().code == ErrorCode::unsupported;
}

/// Step 4: the start of every file. It is never torn, because the index names a file only after its
/// start was synced.
Result<LogFile> Recovery::read_start(const std::string& name) {
    LogFile file{name, 0, {}};
    auto reader = FileReader::open(fs_, index_.path_of(name));
    if (!reader) {
        Error error = std::move(reader).error();
        if (error.code == ErrorCode::truncated) error.code = ErrorCode::corrupt;
        return error;
    }
    TRY_ASSIGN(file.size_bytes, (*reader)->size());
    // What is damaged behind the start is judged by a later step, or when it is read.
    for (int i = 0; i < max_start_events; ++i) {
        auto item = (*reader)->next(file.size_bytes);
        if (!item && kind_ == LogKind::own) return std::move(item).error();
        if (!item || !*item) break;
        if ((*item)->event.header.type != EventType::previous_gtids) continue;
        TRY_ASSIGN(file.previous_gtids, decode_previous_gtids((*item)->event));
        return file;
    }
    if (kind_ == LogKind::relayed_copy) return file;
    return Error{ErrorCode::corrupt, name + ": has no PREVIOUS_GTIDS at its start"};
}

/// Steps 5 and 6.
Result<void> Recovery::recover_last_file() {
    const std::string path = index_.path_of(index_.names().back());
    TRY_ASSIGN(const TailScan scan, scan_tail(fs_, path));
    log_.gtids = scan.gtids;
    log_.files.back().size_bytes = scan.whole_end;
    if (kind_ == LogKind::own && !scan.ends_whole()) TRY(judge_damage(scan, path));
    if (scan.ends_whole() && !scan.in_use) return {};
    return cut(scan, path);
}

/// A clean end says that all before it was durable, and so does the mark on a later event: then no
/// crash explains why something is not whole.
Result<void> Recovery::judge_damage(const TailScan& scan, const std::string& path) {
    if (!scan.in_use) {
        const std::string what = scan.damage ? scan.damage->message : incomplete(scan);
        return Error{ErrorCode::corrupt, what + ", in a file that was closed cleanly"};
    }
    if (!scan.damage) return {};
    TRY_ASSIGN(const auto proof, find_proof_of_sync(fs_, path, scan));
    if (!proof) return {};
    return Error{ErrorCode::corrupt, scan.damage->message +
                                         "; not torn by a crash: a whole event that was written "
                                         "later stands at " +
                                         std::to_string(*proof)};
}

std::string Recovery::incomplete(const TailScan& scan) const {
    return index_.names().back() + " at " + std::to_string(scan.whole_end) +
           ": the transaction that begins here has no end";
}

Result<void> Recovery::cut(const TailScan& scan, const std::string& path) {
    LogRecovery& report = log_.recovery;
    report.reason = scan.damage                  ? scan.damage->message
                    : scan.whole_end < scan.size ? incomplete(scan)
                                                 : index_.names().back() + " was not closed";
    TRY_ASSIGN(const std::unique_ptr<File> file, fs_.open(path, OpenMode::read_write));
    if (scan.whole_end < scan.size) {
        report.cut_bytes = scan.size - scan.whole_end;
        report.cut_file = index_.names().back();
        TRY(file->truncate(scan.whole_end));
        TRY(file->sync());
    }
    return clear_in_use(*file);
}

}  // namespace

Result<RecoveredLog> recover_log(FileSystem& fs, LogIndex& index, LogKind kind) {
    return Recovery(fs, index, kind).run();
}

}  // namespace understudy::binlog
