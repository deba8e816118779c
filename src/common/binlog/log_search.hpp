#pragma once

#include "common/binlog/log_surface.hpp"
#include "common/model/gtid_set.hpp"

#include <vector>

namespace understudy::binlog {

/// Where a dump for a replica that has `has` must begin so that it misses nothing: the start of the
/// newest file before which there is nothing but what the replica has. `executed` is all that the
/// log's server has; `server_uuid` is its own.
/// Errors: `refused` (1236, worded as MySQL's, which tools look for) if a transaction that the
/// replica lacks was purged, or if the replica has transactions of `server_uuid` that the log has
/// not.
Result<Position> find_gtid_start(const std::vector<LogFile>& files, const GtidSet& executed,
                                 const Uuid& server_uuid, const GtidSet& has);

}  // namespace understudy::binlog
