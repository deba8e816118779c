#include "common/binlog/logical_clock.hpp"

#include <algorithm>

namespace understudy::binlog {
namespace {

/// A power of two; at most 4 of 10 slots are ever used, so probing stays short.
constexpr std::size_t slot_count = 65'536;
static_assert(LogicalClock::max_keys * 5 / 2 <= slot_count);

}  // namespace

LogicalClock::LogicalClock() : slots_(slot_count) {}

LogicalClock::Slot& LogicalClock::slot_of(std::uint64_t key) noexcept {
    // Write sets are hashes already; the multiplication only guards against a weak one.
    std::size_t at = static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> 48U);
    while (slots_[at].sequence_number != 0 && slots_[at].key != key) at = (at + 1) % slot_count;
    return slots_[at];
}

LogicalClock::Stamp LogicalClock::next(std::span<const std::uint64_t> write_set) {
    const std::uint64_t sequence_number = ++sequence_number_;
    std::uint64_t parent = forgotten_up_to_;
    const bool fits = key_count_ + write_set.size() <= max_keys;
    for (const std::uint64_t key : write_set) {
        Slot& slot = slot_of(key);
        if (slot.sequence_number != 0) {
            if (slot.sequence_number < sequence_number) {
                parent = std::max(parent, slot.sequence_number);
            }
            slot.sequence_number = sequence_number;
        } else if (fits) {
            slot = Slot{key, sequence_number};
            ++key_count_;
        }
    }
    // Some of its keys were not remembered, so from here on all must wait for it.
    if (!fits) forget(sequence_number);
    return {parent, sequence_number};
}

LogicalClock::Stamp LogicalClock::next_barrier() {
    const std::uint64_t sequence_number = ++sequence_number_;
    forget(sequence_number);
    return {sequence_number - 1, sequence_number};
}

void LogicalClock::roll_back(std::uint64_t count) {
    sequence_number_ -= count;
    forget(sequence_number_);
}

void LogicalClock::restart() {
    forget(0);
    sequence_number_ = 0;
}

void LogicalClock::forget(std::uint64_t sequence_number) {
    if (key_count_ != 0) std::fill(slots_.begin(), slots_.end(), Slot{});
    key_count_ = 0;
    forgotten_up_to_ = sequence_number;
}

}  // namespace understudy::binlog
