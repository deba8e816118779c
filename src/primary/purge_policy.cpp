#include "primary/purge_policy.hpp"

#include <numeric>

namespace understudy::primary {
namespace {

bool is_needed(const PurgeCandidate& file, const std::optional<Position>& needed) {
    return needed && binlog_file_number(file.name) >= binlog_file_number(needed->file);
}

bool is_expired(const PurgeCandidate& file, const PurgeLimits& limits, std::int64_t now_s) {
    return limits.expire_after.count() > 0 &&
           now_s - file.last_written_s > limits.expire_after.count();
}

}  // namespace

std::optional<std::string> oldest_to_keep(const std::vector<PurgeCandidate>& files,
                                          const PurgeLimits& limits, std::int64_t now_s,
                                          const std::optional<Position>& needed) {
    std::uint64_t total = std::accumulate(
        files.begin(), files.end(), std::uint64_t{0},
        [](std::uint64_t sum, const PurgeCandidate& file) { return sum + file.size_bytes; });
    std::size_t keep = 0;
    while (keep + 1 < files.size()) {
        const PurgeCandidate& file = files[keep];
        const bool too_much = limits.max_total_bytes > 0 && total > limits.max_total_bytes;
        if (is_needed(file, needed) || (!too_much && !is_expired(file, limits, now_s))) break;
        total -= file.size_bytes;
        ++keep;
    }
    if (keep == 0) return std::nullopt;
    return files[keep].name;
}

}  // namespace understudy::primary
