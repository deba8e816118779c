#pragma once

#include "common/binlog/log.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy::primary {

struct PurgeLimits {
    std::chrono::seconds expire_after{0};  ///< since a file was last written; 0: never
    std::uint64_t max_total_bytes = 0;     ///< of all files; 0: no limit
};

/// A log file as the policy sees it, oldest first.
struct PurgeCandidate {
    std::string name;
    std::uint64_t size_bytes = 0;
    std::int64_t last_written_s = 0;  ///< seconds since the epoch
};

/// The file that the limits would keep as the oldest: everything before it may go. Nothing: nothing
/// may. The last file is never purged. A file at or behind `needed` (what a connected replica, an
/// open snapshot or the store's own recovery still wants) never is either. Pure.
std::optional<std::string> oldest_to_keep(const std::vector<PurgeCandidate>& files,
                                          const PurgeLimits& limits, std::int64_t now_s,
                                          const std::optional<Position>& needed);

}  // namespace understudy::primary
