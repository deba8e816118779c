#pragma once

#include "common/model/position.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace understudy::server {

/// A connected replica: what COM_REGISTER_SLAVE told, and how far its dump is.
struct RegisteredReplica {
    std::uint32_t server_id = 0;
    std::string host;
    std::uint16_t port = 0;
    std::string uuid;               ///< @replica_uuid; empty from MariaDB
    std::optional<Position> needs;  ///< while it dumps: the next place it must be sent
    std::function<void()> replace;  ///< while it dumps: ends that, for a newer connection of it
};

/// The replicas that are connected now, by connection id. The io thread only.
class ReplicaRegistry {
  public:
    RegisteredReplica& add(std::uint64_t connection_id) { return replicas_[connection_id]; }
    RegisteredReplica* find(std::uint64_t connection_id);
    void remove(std::uint64_t connection_id) { replicas_.erase(connection_id); }
    /// Another connection that dumps for the same replica: the same uuid, or (if one of them has
    /// none) the same server id. 0: none. mysqlbinlog's server id 0 is never the same.
    std::uint64_t find_twin(std::uint64_t connection_id) const;
    /// The oldest place that a dump has yet to send.
    std::optional<Position> oldest_needed() const;
    const std::map<std::uint64_t, RegisteredReplica>& all() const noexcept { return replicas_; }

  private:
    std::map<std::uint64_t, RegisteredReplica> replicas_;
};

}  // namespace understudy::server
