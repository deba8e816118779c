#pragma once

#include "common/apply/applier.hpp"
#include "common/binlog/log.hpp"
#include "common/store/store.hpp"

#include <cstdint>

namespace understudy::primary {

/// What bringing the store up to the log took; for the operator's log line.
struct StoreRecovery {
    Position from;                 ///< where the oldest database file stood
    Position to;                   ///< the log's durable end
    apply::ApplyCounters applied;  ///< what was replayed
};

/// Brings the store up to the log's durable end: crash recovery is replication to oneself.
///
///  1. The store names the coordinates that its every file has reached.
///  2. The log must still hold that place, and must not end before it.
///  3. Every event from there goes through the replica's applier, which skips per database what
///     that database's file already holds.
///  4. The coordinates of every file move to the log's end.
///
/// Runs on the thread that owns the writer, before anyone is served. Running it again does nothing.
/// Errors: `corrupt` if the log lacks what the store has, or what it needs; else as the applier's.
Result<StoreRecovery> recover_store(FileSystem& fs, store::Store& store, binlog::Log& log);

}  // namespace understudy::primary
