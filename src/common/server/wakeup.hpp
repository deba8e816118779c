#pragma once

#include "common/base/check.hpp"

#include <optional>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace understudy::server {

/// Lets one coroutine wait for one event that another part of the program reports. Costs no
/// allocation and no trip through the event loop: notify() resumes the waiter at once.
///
/// Both on the io thread. notify() without a waiter is kept for the next wait.
///
///     if (!wakeup.take()) co_await wakeup.wait();
class Wakeup {
  public:
    /// True (once) if notify() was called since the last wait.
    bool take() noexcept { return std::exchange(notified_, false); }

    boost::asio::awaitable<void> wait() {
        return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(
            Park{this}, boost::asio::use_awaitable);
    }

    void notify() {
        if (!waiter_) {
            notified_ = true;
            return;
        }
        Handler waiter = std::move(*waiter_);
        waiter_.reset();
        std::move(waiter)();
    }

  private:
    using Handler = boost::asio::async_result<boost::asio::use_awaitable_t<>, void()>::handler_type;
    struct Park {
        Wakeup* wakeup;
        void operator()(Handler&& handler) {
            UNDERSTUDY_CHECK(!wakeup->waiter_);
            wakeup->waiter_.emplace(std::move(handler));
        }
    };

    std::optional<Handler> waiter_;
    bool notified_ = false;
};

}  // namespace understudy::server
