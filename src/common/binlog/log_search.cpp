#include "common/binlog/log_search.hpp"

#include <algorithm>

namespace understudy::binlog {
namespace {

constexpr std::uint16_t fatal_error_reading_binlog = 1236;

Error refuse(std::string text) {
    return Error{ErrorCode::refused, std::move(text), fatal_error_reading_binlog};
}

Error purged(const GtidSet& has, const GtidSet& missing) {
    return refuse(
        "Cannot replicate because the source purged required binary logs. Replicate the missing "
        "transactions from elsewhere, or provision a new replica from backup. Consider increasing "
        "the source's binary log expiration period. The GTID set sent by the replica is '" +
        has.to_string() + "', and the missing transactions are '" + missing.to_string() + "'");
}

Error has_more() {
    return refuse(
        "Replica has more GTIDs than the source has, using the source's SERVER_UUID. This may "
        "indicate that the the last binary log file was truncated or lost, e.g., after a power "
        "failure when sync_binlog != 1. The source may have rolled back transactions that were "
        "already replicated to the replica. Replicate any transactions that source has rolled back "
        "from replica to source, and/or commit empty transactions on source to account for "
        "transactions that have been committed on source but are not included in GTID_EXECUTED.");
}

/// The part of a set that one server made.
GtidSet made_by(const GtidSet& set, const Uuid& uuid) {
    GtidSet part;
    for (const auto& [source, intervals] : set.sources()) {
        if (source.first != uuid) continue;
        for (const GtidSet::Interval& interval : intervals) part.add(source, interval);
    }
    return part;
}

}  // namespace

Result<Position> find_gtid_start(const std::vector<LogFile>& files, const GtidSet& executed,
                                 const Uuid& server_uuid, const GtidSet& has) {
    if (!executed.contains(made_by(has, server_uuid))) return has_more();
    if (files.empty()) {
        return refuse("Could not find first log file name in binary log index file");
    }
    const GtidSet missing = difference(files.front().previous_gtids, has);
    if (!missing.empty()) return purged(has, missing);
    const auto newest = std::find_if(files.rbegin(), files.rend(), [&has](const LogFile& file) {
        return has.contains(file.previous_gtids);
    });
    return Position{newest->name, 4};
}

}  // namespace understudy::binlog
