#include "replica/replication_state.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::replica;

namespace {
ReplicationStatus running() {
    ReplicationStatus status;
    status.receiver.state = RunState::running;
    status.applier.state = RunState::running;
    status.last_applied_timestamp_us = 100'000'000;
    return status;
}
}  // namespace

TEST_CASE("seconds behind: counts from the source's commit while there is something to apply") {
    CHECK(seconds_behind(running(), 107'500'000) == 7);
    CHECK(seconds_behind(running(), 99'000'000) == 0);
}

TEST_CASE("seconds behind: zero when all is applied, unknown when a half does not run") {
    ReplicationStatus status = running();
    status.caught_up = true;
    CHECK(seconds_behind(status, 1'000'000'000) == 0);
    status.receiver.state = RunState::connecting;
    CHECK_FALSE(seconds_behind(status, 1'000'000'000));
    status = running();
    status.applier.state = RunState::stopped;
    CHECK_FALSE(seconds_behind(status, 1'000'000'000));
}

TEST_CASE("a recorded failure stops the half and keeps MySQL's number if the error has one") {
    HalfStatus half{RunState::running, "Applying", 0, {}, 0};
    record_failure(half, Error{ErrorCode::corrupt, "row is missing", 1032}, 13121, 55);
    CHECK(half.state == RunState::stopped);
    CHECK(half.error_number == 1032);
    CHECK(half.error == "row is missing");
    CHECK(half.error_time_s == 55);
    record_failure(half, Error{ErrorCode::io, "gone"}, 2013, 56);
    CHECK(half.error_number == 2013);
}
