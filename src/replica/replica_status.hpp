#pragma once

#include "common/server/table.hpp"
#include "replica/replication_state.hpp"
#include "replica/source_settings.hpp"

#include <cstdint>

namespace understudy::replica {

/// Whose column names: SHOW REPLICA STATUS, or SHOW SLAVE STATUS for older tools.
enum class StatusWords : std::uint8_t { replica, slave };

/// One row with MySQL 8.4's columns, in its order. `now_us`: wall clock, microseconds since the
/// epoch.
server::Table replica_status(const ReplicationStatus& status, const SourceSettings& source,
                             StatusWords words, std::int64_t now_us);

}  // namespace understudy::replica
