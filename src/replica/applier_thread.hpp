#pragma once

#include "common/apply/applier.hpp"
#include "common/binlog/log_reader.hpp"
#include "common/server/backend.hpp"
#include "replica/replication_state.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace understudy::replica {

/// The one thread that writes a replica's store: reads the relay copy, applies it, and runs what
/// else needs the writer between two commits (pinning a snapshot). It lives as long as the process;
/// start_applying() and stop_applying() are START and STOP REPLICA SQL_THREAD.
///
/// The methods are safe on any thread; stop_applying() waits for the end of the transaction at
/// hand.
class ApplierThread {
  public:
    using Task = std::function<void()>;

    ApplierThread(FileSystem& fs, store::Store& store, const binlog::LogView& relay,
                  apply::ApplyOptions options, ReplicationState& state);
    ~ApplierThread();
    ApplierThread(const ApplierThread&) = delete;
    ApplierThread& operator=(const ApplierThread&) = delete;

    /// `start`: where to read if the store has applied nothing yet.
    void start_applying(Until until, Position start);
    void stop_applying();
    bool is_applying() const;
    /// New bytes are in the relay copy.
    void wake();
    /// Runs `task` between two commits, soon.
    void post(Task task);

  private:
    enum class Wanted : std::uint8_t { stand_by, apply, quit };

    void run();
    void apply_until_told();
    Result<void> open_road();
    /// Applies what is there; true if it could read on at once.
    Result<bool> apply_some();
    Result<bool> reached_until() const;
    void publish();
    void stop_with(const std::optional<Error>& error);
    void run_tasks();
    Wanted wanted() const;

    FileSystem& fs_;
    store::Store& store_;
    const binlog::LogView& relay_;
    const apply::ApplyOptions options_;
    ReplicationState& state_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Wanted wanted_ = Wanted::stand_by;
    bool applying_ = false;
    bool news_ = false;
    Until until_;
    Position start_;
    std::vector<Task> tasks_;

    // Of the thread alone:
    std::unique_ptr<apply::Applier> applier_;
    std::unique_ptr<binlog::LogReader> reader_;
    std::thread thread_;
};

}  // namespace understudy::replica
