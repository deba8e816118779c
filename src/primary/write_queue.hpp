#pragma once

#include "common/server/backend.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace understudy::primary {

/// What crosses from the io thread to the writer's: requests of sessions, in order, and tasks
/// (rotate, purge, ...) that need the writer's thread. Thread-safe; take() belongs to one thread.
///
/// It is bounded by its users: a session has at most one request under way.
class WriteQueue {
  public:
    using Clock = std::chrono::steady_clock;
    using Task = std::function<void()>;

    struct Batch {
        std::vector<server::PendingWrite*> writes;
        std::vector<Task> tasks;
        bool closed = false;  ///< nothing will follow
    };

    void push(server::PendingWrite& write);
    void push(Task task);
    void close();

    /// Everything that is there, into `batch` (whose storage is reused); waits until there is
    /// something, the queue is closed or `deadline` has come.
    void take(Batch& batch, std::optional<Clock::time_point> deadline);

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<server::PendingWrite*> writes_;
    std::vector<Task> tasks_;
    bool closed_ = false;
    bool waiting_ = false;
};

}  // namespace understudy::primary
