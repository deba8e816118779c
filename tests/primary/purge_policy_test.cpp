#include "primary/purge_policy.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::primary;

namespace {

std::vector<PurgeCandidate> four_files() {
    return {{"binlog.000001", 100, 1'000},
            {"binlog.000002", 100, 2'000},
            {"binlog.000003", 100, 3'000},
            {"binlog.000004", 100, 4'000}};
}

PurgeLimits by_age(std::int64_t seconds) {
    PurgeLimits limits;
    limits.expire_after = std::chrono::seconds(seconds);
    return limits;
}

PurgeLimits by_size(std::uint64_t bytes) {
    PurgeLimits limits;
    limits.max_total_bytes = bytes;
    return limits;
}

}  // namespace

TEST_CASE("purge policy: without limits nothing goes") {
    CHECK_FALSE(oldest_to_keep(four_files(), {}, 1'000'000, std::nullopt));
}

TEST_CASE("purge policy: files older than the age limit go, up to the first that is not") {
    CHECK(oldest_to_keep(four_files(), by_age(2'500), 5'000, std::nullopt) == "binlog.000003");
    CHECK_FALSE(oldest_to_keep(four_files(), by_age(4'000), 5'000, std::nullopt));
}

TEST_CASE("purge policy: the last file stays, however old") {
    CHECK(oldest_to_keep(four_files(), by_age(1), 1'000'000, std::nullopt) == "binlog.000004");
    CHECK(oldest_to_keep(four_files(), by_size(1), 5'000, std::nullopt) == "binlog.000004");
}

TEST_CASE("purge policy: the oldest go until the total fits") {
    CHECK(oldest_to_keep(four_files(), by_size(250), 5'000, std::nullopt) == "binlog.000003");
    CHECK(oldest_to_keep(four_files(), by_size(300), 5'000, std::nullopt) == "binlog.000002");
    CHECK_FALSE(oldest_to_keep(four_files(), by_size(400), 5'000, std::nullopt));
}

TEST_CASE("purge policy: what a replica needs stays, whatever the limits say") {
    CHECK(oldest_to_keep(four_files(), by_size(1), 5'000, Position{"binlog.000002", 50}) ==
          "binlog.000002");
    CHECK_FALSE(oldest_to_keep(four_files(), by_age(1), 1'000'000, Position{"binlog.000001", 4}));
}
