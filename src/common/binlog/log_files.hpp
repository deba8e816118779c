#pragma once

#include "common/binlog/log.hpp"
#include "common/binlog/log_index.hpp"
#include "common/binlog/log_writer.hpp"
#include "common/binlog/logical_clock.hpp"

#include <memory>
#include <optional>

namespace understudy::binlog {

/// The Log: an index, the file being written, and what is appended but not yet synced. Readers see
/// only its LogSurface. Made by Log::open.
class LogFiles final : public Log {
  public:
    LogFiles(FileSystem& fs, LogOptions options);
    /// Recovers the folder and begins a new file.
    Result<void> start();

    const LogRecovery& recovery() const override { return recovery_; }
    Result<Appended> append(const EncodedTransaction& transaction) override;
    Result<void> sync() override;
    Result<void> discard_unsynced() override;
    Result<void> rotate() override;
    Result<std::vector<std::string>> purge_to(const std::string& file) override;
    Result<void> close() override;

    Coordinates durable() const override { return surface_.durable(); }
    GtidSet purged_gtids() const override;
    std::vector<LogFile> files() const override { return surface_.files(); }
    std::uint64_t add_listener(std::function<void()> listener) override {
        return surface_.add_listener(std::move(listener));
    }
    void remove_listener(std::uint64_t id) override { surface_.remove_listener(id); }

    std::string directory() const override { return surface_.directory(); }
    Position durable_end() const override { return surface_.durable_end(); }
    std::optional<std::string> next_file(const std::string& file) const override {
        return surface_.next_file(file);
    }
    std::optional<std::string> oldest_file() const override { return surface_.oldest_file(); }
    bool read_recent(const Position& from, std::size_t size, Bytes& out) const override {
        return surface_.read_recent(from, size, out);
    }

  private:
    enum class Health : std::uint8_t {
        good,
        append_failed,  ///< discard_unsynced() helps
        dead,           ///< only opening it anew helps
    };
    Result<void> alive() const;
    Error fail(Error error, Health health);
    Result<void> make_room(std::uint64_t event_bytes);
    Result<void> write(const EncodedTransaction& transaction, const Gtid& gtid);
    Result<std::unique_ptr<LogWriter>> create_next_file(const GtidSet& previous_gtids);
    Result<void> move_to(std::unique_ptr<LogWriter> next);
    Result<void> end_file(ByteView last_event);

    FileSystem& fs_;
    LogOptions options_;
    LogIndex index_;
    LogSurface surface_;
    LogRecovery recovery_;
    std::unique_ptr<LogWriter> file_;
    LogicalClock clock_;
    std::uint64_t file_start_end_ = 0;  ///< behind PREVIOUS_GTIDS of the file being written
    std::uint64_t next_number_ = 1;     ///< of the next transaction of ours
    std::uint64_t unsynced_first_ = 1;  ///< number of the first transaction not yet synced
    Bytes scratch_;
    Health health_ = Health::good;
    Error failure_;
};

}  // namespace understudy::binlog
