#pragma once

#include "common/base/result.hpp"
#include "common/model/position.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace understudy::replica {

enum class RunState : std::uint8_t { stopped, connecting, running };

/// One of the two halves of replication, as SHOW REPLICA STATUS tells it.
struct HalfStatus {
    RunState state = RunState::stopped;
    std::string doing;  ///< "Waiting for source to send event", ...
    std::uint16_t error_number = 0;
    std::string error;
    std::int64_t error_time_s = 0;  ///< seconds since the epoch; 0: never
};

/// Where replication stops by itself: START REPLICA UNTIL.
struct Until {
    std::optional<Position>
        position;  ///< the first transaction that ends at or behind it is the last
    std::optional<GtidSet> before_gtids;  ///< stops before the first of these
    std::optional<GtidSet> after_gtids;   ///< stops when all of these are applied
    bool any() const noexcept { return position || before_gtids || after_gtids; }
};

/// A moment of the replica, copied out for status and metrics.
struct ReplicationStatus {
    HalfStatus receiver;
    HalfStatus applier;
    std::uint32_t source_server_id = 0;
    std::string source_uuid;
    Position received;           ///< end of the relay copy
    std::string received_gtids;  ///< of transactions wholly received since start
    Position applied;
    std::string applied_gtids;
    std::uint64_t relay_bytes = 0;
    std::uint64_t transactions = 0, rows = 0, engine_commits = 0;
    std::int64_t last_applied_timestamp_us = 0;  ///< original commit time
    std::int64_t last_received_s = 0;            ///< wall clock of the last event or heartbeat
    bool caught_up = false;                      ///< the applier has applied everything received
    Until until;
};

/// The status, shared by the receiver (io thread), the relay writer, the applier's thread and
/// whoever asks. Thread-safe.
class ReplicationState {
  public:
    ReplicationStatus get() const {
        const std::lock_guard lock(mutex_);
        return status_;
    }
    /// Changes it under the lock: `change(status)`; be quick.
    template <class Change>
    void update(Change change) {
        const std::lock_guard lock(mutex_);
        change(status_);
    }

  private:
    mutable std::mutex mutex_;
    ReplicationStatus status_;
};

/// Records an error of one half: number, text, time; the half is stopped.
void record_failure(HalfStatus& half, const Error& error, std::uint16_t number, std::int64_t now_s);

/// Seconds between the source's commit and now, as Seconds_Behind_Source: 0 when everything
/// received is applied, nothing when replication does not run.
std::optional<std::uint64_t> seconds_behind(const ReplicationStatus& status, std::int64_t now_us);

}  // namespace understudy::replica
