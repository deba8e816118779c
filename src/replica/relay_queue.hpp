#pragma once

#include "common/base/bytes.hpp"
#include "common/base/limits.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace understudy::replica {

/// What the receiver has for the relay copy, in order: whole events end to end, and changes of
/// file.
struct RelayBatch {
    struct Item {
        enum class Kind : std::uint8_t { event, begin_file, skip_to };
        Kind kind = Kind::event;
        std::uint32_t size = 0;    ///< event: its bytes in `bytes`
        std::uint64_t offset = 0;  ///< where it stands, the file goes on, or the source skips to
        std::string file;          ///< begin_file
    };
    std::vector<Item> items;
    Bytes bytes;
    bool closed = false;

    void clear() {
        items.clear();
        bytes.clear();
    }
};

/// Crosses from the io thread to the relay writer's. Bounded in bytes: when it is full the receiver
/// stops reading from the source until on_space is called. Thread-safe; one producer, one consumer.
class RelayQueue {
  public:
    static constexpr std::size_t full_bytes = 32 * limits::mebibyte;

    void push_event(std::uint64_t offset, ByteView event);
    void push_begin(std::string file, std::uint64_t offset);
    void push_skip(std::uint64_t offset);
    bool is_full() const;
    /// Called on the consumer's thread when a full queue has been emptied. Set once, before use.
    void on_space(std::function<void()> callback) { on_space_ = std::move(callback); }

    /// Waits for something; swaps it with `batch`. `batch.closed` when close() was called and
    /// nothing is left.
    void take(RelayBatch& batch);
    void close();
    /// Opens it again, empty.
    void reopen();

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> on_space_;
    RelayBatch pending_;
};

}  // namespace understudy::replica
