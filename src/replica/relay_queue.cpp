#include "replica/relay_queue.hpp"

#include <utility>

namespace understudy::replica {

void RelayQueue::push_event(std::uint64_t offset, ByteView event) {
    {
        const std::lock_guard lock(mutex_);
        pending_.items.push_back(
            {RelayBatch::Item::Kind::event, static_cast<std::uint32_t>(event.size()), offset, {}});
        append(pending_.bytes, event);
    }
    changed_.notify_one();
}

void RelayQueue::push_begin(std::string file, std::uint64_t offset) {
    {
        const std::lock_guard lock(mutex_);
        pending_.items.push_back({RelayBatch::Item::Kind::begin_file, 0, offset, std::move(file)});
    }
    changed_.notify_one();
}

void RelayQueue::push_skip(std::uint64_t offset) {
    {
        const std::lock_guard lock(mutex_);
        pending_.items.push_back({RelayBatch::Item::Kind::skip_to, 0, offset, {}});
    }
    changed_.notify_one();
}

bool RelayQueue::is_full() const {
    const std::lock_guard lock(mutex_);
    return pending_.bytes.size() >= full_bytes;
}

void RelayQueue::take(RelayBatch& batch) {
    batch.clear();
    bool was_full = false;
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return pending_.closed || !pending_.items.empty(); });
        was_full = pending_.bytes.size() >= full_bytes;
        const bool closed = pending_.closed;
        std::swap(batch.items, pending_.items);
        std::swap(batch.bytes, pending_.bytes);
        batch.closed = closed && batch.items.empty();
    }
    if (was_full && on_space_) on_space_();
}

void RelayQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        pending_.closed = true;
    }
    changed_.notify_one();
}

void RelayQueue::reopen() {
    const std::lock_guard lock(mutex_);
    pending_.clear();
    pending_.closed = false;
}

}  // namespace understudy::replica
