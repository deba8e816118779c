#include "replica/reconnect_policy.hpp"

#include <algorithm>

namespace understudy::replica {

std::chrono::milliseconds ReconnectPolicy::next_delay() noexcept {
    const std::uint32_t doublings = std::min<std::uint32_t>(failures_, 20);
    ++failures_;
    const std::int64_t wanted = limits_.first.count() << doublings;
    const std::int64_t delay = std::min<std::int64_t>(wanted, limits_.longest.count());
    // xorshift64: good enough to spread replicas apart.
    seed_ ^= seed_ << 13U;
    seed_ ^= seed_ >> 7U;
    seed_ ^= seed_ << 17U;
    const std::int64_t jitter = static_cast<std::int64_t>(seed_ % 1000) * delay / 4000;
    return std::chrono::milliseconds(delay - jitter);
}

}  // namespace understudy::replica
