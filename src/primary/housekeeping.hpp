#pragma once

#include "primary/purge_policy.hpp"

#include <chrono>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace understudy::primary {

class PrimaryBackend;

struct HousekeepingOptions {
    PurgeLimits limits;
    std::chrono::seconds period{10};
};

/// Purges old log files by the configured limits, now and then. On the io thread; the work itself
/// is done by the writer between two groups.
class Housekeeping {
  public:
    Housekeeping(boost::asio::io_context& io, PrimaryBackend& backend, HousekeepingOptions options);
    void start();
    void stop();

  private:
    static boost::asio::awaitable<void> run(Housekeeping& self);

    boost::asio::io_context& io_;
    PrimaryBackend& backend_;
    HousekeepingOptions options_;
    boost::asio::steady_timer timer_;
    bool stopping_ = false;
};

}  // namespace understudy::primary
