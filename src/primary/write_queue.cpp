#include "primary/write_queue.hpp"

#include <utility>

namespace understudy::primary {

void WriteQueue::push(server::PendingWrite& write) {
    bool wake = false;
    {
        const std::lock_guard lock(mutex_);
        writes_.push_back(&write);
        wake = std::exchange(waiting_, false);
    }
    if (wake) changed_.notify_one();
}

void WriteQueue::push(Task task) {
    bool wake = false;
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        wake = std::exchange(waiting_, false);
    }
    if (wake) changed_.notify_one();
}

void WriteQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        waiting_ = false;
    }
    changed_.notify_one();
}

void WriteQueue::take(Batch& batch, std::optional<Clock::time_point> deadline) {
    batch.writes.clear();
    batch.tasks.clear();
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return closed_ || !writes_.empty() || !tasks_.empty(); };
    if (!ready()) {
        waiting_ = true;
        if (deadline) {
            changed_.wait_until(lock, *deadline, ready);
        } else {
            changed_.wait(lock, ready);
        }
        waiting_ = false;
    }
    batch.writes.swap(writes_);
    batch.tasks.swap(tasks_);
    batch.closed = closed_;
}

}  // namespace understudy::primary
