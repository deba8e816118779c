#include "primary/write_queue.hpp"

#include <thread>

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::primary;

namespace {
class Request final : public server::PendingWrite {
  public:
    void complete() noexcept override {}
};
}  // namespace

TEST_CASE("write queue: hands over everything, in order, and nothing twice") {
    WriteQueue queue;
    WriteQueue::Batch batch;
    Request a, b;
    queue.push(a);
    queue.push(b);
    queue.take(batch, std::nullopt);
    REQUIRE(batch.writes.size() == 2);
    CHECK(batch.writes[0] == &a);
    CHECK(batch.writes[1] == &b);
    queue.take(batch, WriteQueue::Clock::now());
    CHECK(batch.writes.empty());
    CHECK_FALSE(batch.closed);
}

TEST_CASE("write queue: a waiting consumer is woken by a request, a task and by close") {
    WriteQueue queue;
    WriteQueue::Batch batch;
    Request request;
    std::thread producer([&] { queue.push(request); });
    queue.take(batch, std::nullopt);
    producer.join();
    CHECK(batch.writes.size() == 1);

    bool ran = false;
    std::thread tasker([&] { queue.push(WriteQueue::Task([&] { ran = true; })); });
    queue.take(batch, std::nullopt);
    tasker.join();
    REQUIRE(batch.tasks.size() == 1);
    batch.tasks.front()();
    CHECK(ran);

    std::thread closer([&] { queue.close(); });
    queue.take(batch, std::nullopt);
    closer.join();
    CHECK(batch.closed);
}

TEST_CASE("write queue: what was pushed before close is still handed over") {
    WriteQueue queue;
    WriteQueue::Batch batch;
    Request request;
    queue.push(request);
    queue.close();
    queue.take(batch, std::nullopt);
    CHECK(batch.closed);
    CHECK(batch.writes.size() == 1);
}
