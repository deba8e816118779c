#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace understudy::binlog {

/// Numbers the transactions of one file and says, for each, which earlier one it depends on, as
/// MySQL's `binlog_transaction_dependency_tracking=WRITESET` does: a replica may run a transaction
/// beside all others behind its `last_committed`.
///
/// Remembers which transaction last wrote a key, for about 25 000 keys; when full it forgets all,
/// and later transactions depend on the one at which it forgot. Starts over with each file. Not
/// thread-safe.
class LogicalClock {
  public:
    struct Stamp {
        std::uint64_t last_committed = 0;   ///< 0: nothing in this file
        std::uint64_t sequence_number = 0;  ///< 1, 2, ...
    };

    LogicalClock();
    /// A transaction that depends only on the last writers of these keys (hashes, no duplicates).
    Stamp next(std::span<const std::uint64_t> write_set);
    /// A transaction that depends on all before it, and on which all after it depend.
    Stamp next_barrier();
    /// The last `count` transactions never were. Later ones depend on all before them.
    void roll_back(std::uint64_t count);
    void restart();

    static constexpr std::size_t max_keys = 25'000;

  private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint64_t sequence_number = 0;  ///< 0: free
    };
    Slot& slot_of(std::uint64_t key) noexcept;
    void forget(std::uint64_t sequence_number);

    std::vector<Slot> slots_;
    std::size_t key_count_ = 0;
    std::uint64_t sequence_number_ = 0;
    std::uint64_t forgotten_up_to_ = 0;
};

}  // namespace understudy::binlog
