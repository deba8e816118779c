#pragma once

#include <chrono>
#include <cstdint>

namespace understudy::replica {

struct ReconnectLimits {
    std::chrono::milliseconds first{100};
    std::chrono::milliseconds longest{30'000};
};

/// How long to wait before the next attempt to reach the source: doubles up to a limit, with up to
/// a quarter of jitter so that many replicas of one source do not come back in step. Pure: the
/// randomness is a seed.
class ReconnectPolicy {
  public:
    ReconnectPolicy(ReconnectLimits limits, std::uint64_t seed) noexcept
        : limits_(limits), seed_(seed | 1U) {}

    /// After a failed attempt.
    std::chrono::milliseconds next_delay() noexcept;
    /// After an event was received: the source is there.
    void succeeded() noexcept { failures_ = 0; }
    std::uint32_t failures() const noexcept { return failures_; }

  private:
    ReconnectLimits limits_;
    std::uint64_t seed_;
    std::uint32_t failures_ = 0;
};

}  // namespace understudy::replica
