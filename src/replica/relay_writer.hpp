#pragma once

#include "common/binlog/relay_copy.hpp"
#include "replica/relay_queue.hpp"
#include "replica/replication_state.hpp"

#include <functional>
#include <thread>

namespace understudy::replica {

/// The thread that writes the relay copy: takes what the receiver queued, verifies and appends it,
/// wakes the applier. The copy need not be synced before it is applied: the applied coordinates
/// live in the store, and a copy that lost its tail is fetched again.
///
/// start() and stop() belong to the io thread, and nobody else touches the copy's writing side
/// meanwhile.
class RelayWriter {
  public:
    /// `failed` is called once, on this thread, with the error that stopped it (corrupt event, disk
    /// full).
    RelayWriter(RelayQueue& queue, binlog::RelayCopy& copy, ReplicationState& state,
                std::function<void()> wake_applier, std::function<void(Error)> failed);
    ~RelayWriter() { stop(); }
    RelayWriter(const RelayWriter&) = delete;
    RelayWriter& operator=(const RelayWriter&) = delete;

    void start();
    /// What was queued is still written; then the thread is gone and the copy is synced.
    void stop();

  private:
    void run();
    Result<void> write(const RelayBatch& batch);

    RelayQueue& queue_;
    binlog::RelayCopy& copy_;
    ReplicationState& state_;
    std::function<void()> wake_applier_;
    std::function<void(Error)> failed_;
    std::thread thread_;
};

}  // namespace understudy::replica
