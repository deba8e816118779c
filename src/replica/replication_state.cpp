#include "replica/replication_state.hpp"

#include <algorithm>

namespace understudy::replica {

void record_failure(HalfStatus& half, const Error& error, std::uint16_t number,
                    std::int64_t now_s) {
    half.state = RunState::stopped;
    half.doing.clear();
    half.error_number = error.sql_number != 0 ? error.sql_number : number;
    half.error = error.message;
    half.error_time_s = now_s;
}

std::optional<std::uint64_t> seconds_behind(const ReplicationStatus& status, std::int64_t now_us) {
    if (status.applier.state != RunState::running) return std::nullopt;
    if (status.caught_up) {
        if (status.receiver.state != RunState::running) return std::nullopt;
        return 0;
    }
    if (status.last_applied_timestamp_us == 0) return std::nullopt;
    const std::int64_t behind = (now_us - status.last_applied_timestamp_us) / 1'000'000;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(behind, 0));
}

}  // namespace understudy::replica
