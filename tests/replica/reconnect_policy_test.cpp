#include "replica/reconnect_policy.hpp"

#include <catch2/catch.hpp>

using namespace understudy::replica;
using std::chrono::milliseconds;

TEST_CASE("reconnect policy: delays double up to the longest, less at most a quarter of jitter") {
    ReconnectPolicy policy({milliseconds(100), milliseconds(5'000)}, 42);
    milliseconds expected(100);
    for (int attempt = 0; attempt < 100; ++attempt) {
        const milliseconds delay = policy.next_delay();
        CHECK(delay <= expected);
        CHECK(delay >= expected * 3 / 4);
        expected = std::min(expected * 2, milliseconds(5'000));
    }
}

TEST_CASE("reconnect policy: success begins anew") {
    ReconnectPolicy policy({milliseconds(100), milliseconds(5'000)}, 7);
    for (int attempt = 0; attempt < 10; ++attempt) static_cast<void>(policy.next_delay());
    CHECK(policy.failures() == 10);
    policy.succeeded();
    CHECK(policy.next_delay() <= milliseconds(100));
}

TEST_CASE("reconnect policy: two replicas do not come back in step") {
    ReconnectPolicy a({milliseconds(1'000), milliseconds(60'000)}, 1);
    ReconnectPolicy b({milliseconds(1'000), milliseconds(60'000)}, 99);
    int same = 0;
    for (int attempt = 0; attempt < 20; ++attempt) same += a.next_delay() == b.next_delay() ? 1 : 0;
    CHECK(same < 5);
}
