#pragma once

#include "common/base/file.hpp"
#include "common/base/limits.hpp"
#include "common/binlog/log_recovery.hpp"
#include "common/binlog/log_surface.hpp"
#include "common/binlog/transaction_encoder.hpp"
#include "common/model/position.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace understudy::binlog {

struct LogOptions {
    std::string directory;             ///< holds the numbered files and the index
    std::string base_name = "binlog";  ///< binlog.000001, ..., binlog.index
    Uuid server_uuid;
    std::uint32_t server_id = 1;
    std::string server_version;  ///< for FORMAT_DESCRIPTION; at most 50 bytes
    std::uint64_t max_file_bytes = limits::default_binlog_file_bytes;
    /// Seconds since the Unix epoch, for events of the log's own; empty: the system clock.
    std::function<std::uint32_t()> now;
};

/// Where a transaction came to stand.
struct Appended {
    Gtid gtid;
    Position begin;  ///< of its GTID event
    Position end;    ///< behind its last event
};

/// A primary's binary log: a folder of numbered files and an index, written by one thread, read by
/// many. Format and recovery steps: FORMAT.md.
///
/// Threads: open, append, sync, rotate, purge and close belong to the writer thread. durable(),
/// files(), purged_gtids() and listeners are safe anywhere. Nothing becomes visible to readers
/// before sync() has returned.
class Log : public LogView {
  public:
    /// Opens the folder, or makes the first file in an empty one. Cuts a torn tail to the last
    /// whole transaction. Always starts a new file, as a server start does. Errors: `corrupt` with
    /// file, offset and reason for anything that a crash cannot explain; `unsupported` for a newer
    /// format; `io`.
    static Result<std::unique_ptr<Log>> open(FileSystem& fs, LogOptions options);
    ~Log() override = default;

    virtual const LogRecovery& recovery() const = 0;

    /// Gives the transaction its GTID (server_uuid, the next number), its logical clock (from its
    /// write set) and its place, and writes it behind the last one; rotates first if the file is
    /// full. Not durable and not visible before sync().
    /// Errors: `refused` (1197) if it alone would pass 4 GiB, and nothing has happened. After any
    /// other error the log is dead, and says so at every call: open it anew, which recovers.
    virtual Result<Appended> append(const EncodedTransaction& transaction) = 0;
    /// One fdatasync for everything appended; then moves durable() and wakes listeners. A sync that
    /// failed is never tried again: the kernel may have dropped what it could not write.
    virtual Result<void> sync() = 0;
    /// Forgets everything appended since the last sync(), as if it had never been: bytes, GTID
    /// numbers and logical clock. For when append() failed (disk full): serving goes on. Errors:
    /// the log is unusable until it is opened again (always after a failed sync()).
    virtual Result<void> discard_unsynced() = 0;
    /// Ends the file with a ROTATE event and begins the next. Everything appended becomes durable.
    virtual Result<void> rotate() = 0;
    /// Removes whole files before `file` (which stays). The index is rewritten first.
    /// Errors: `refused` if there is no such file.
    virtual Result<std::vector<std::string>> purge_to(const std::string& file) = 0;
    /// A STOP event and a clean end.
    virtual Result<void> close() = 0;

    /// The end of what is durable, and all transactions up to there.
    virtual Coordinates durable() const = 0;
    virtual GtidSet purged_gtids() const = 0;
    virtual std::vector<LogFile> files() const = 0;

    /// `listener` is called (on the writer thread: be quick, post elsewhere) whenever durable()
    /// moved.
    virtual std::uint64_t add_listener(std::function<void()> listener) = 0;
    virtual void remove_listener(std::uint64_t id) = 0;
};

}  // namespace understudy::binlog
