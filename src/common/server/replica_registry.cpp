#include "common/server/replica_registry.hpp"

namespace understudy::server {

RegisteredReplica* ReplicaRegistry::find(std::uint64_t connection_id) {
    const auto found = replicas_.find(connection_id);
    return found == replicas_.end() ? nullptr : &found->second;
}

std::uint64_t ReplicaRegistry::find_twin(std::uint64_t connection_id) const {
    const auto own = replicas_.find(connection_id);
    if (own == replicas_.end()) return 0;
    for (const auto& [id, other] : replicas_) {
        if (id == connection_id || !other.needs) continue;
        const bool both_have_uuid = !other.uuid.empty() && !own->second.uuid.empty();
        const bool same = both_have_uuid
                              ? other.uuid == own->second.uuid
                              : other.server_id == own->second.server_id && other.server_id != 0;
        if (same) return id;
    }
    return 0;
}

std::optional<Position> ReplicaRegistry::oldest_needed() const {
    std::optional<Position> oldest;
    for (const auto& [id, replica] : replicas_) {
        if (!replica.needs) continue;
        if (!oldest || compare(*replica.needs, *oldest) < 0) oldest = replica.needs;
    }
    return oldest;
}

}  // namespace understudy::server
