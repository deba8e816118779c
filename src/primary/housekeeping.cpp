#include "primary/housekeeping.hpp"

#include "primary/primary_backend.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace understudy::primary {
namespace asio = boost::asio;

Housekeeping::Housekeeping(asio::io_context& io, PrimaryBackend& backend,
                           HousekeepingOptions options)
    : io_(io), backend_(backend), options_(options), timer_(io) {}

void Housekeeping::start() {
    if (options_.limits.expire_after.count() == 0 && options_.limits.max_total_bytes == 0) return;
    asio::co_spawn(io_, run(*this), asio::detached);
}

void Housekeeping::stop() {
    stopping_ = true;
    timer_.cancel();
}

asio::awaitable<void> Housekeeping::run(Housekeeping& self) {
    while (!self.stopping_) {
        Result<std::vector<std::string>> removed =
            co_await self.backend_.purge(self.options_.limits);
        if (!removed) {
            spdlog::warn("purging old log files: {}", removed.error().message);
        } else if (!removed->empty()) {
            spdlog::info("purged {} log files, up to {}", removed->size(), removed->back());
        }
        if (self.stopping_) break;
        boost::system::error_code ended;
        self.timer_.expires_after(self.options_.period);
        co_await self.timer_.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    }
}

}  // namespace understudy::primary
