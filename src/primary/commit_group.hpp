#pragma once

#include "common/binlog/transaction_encoder.hpp"
#include "common/server/backend.hpp"

#include <chrono>
#include <utility>
#include <vector>

namespace understudy::primary {

/// Transactions that are executed but neither durable nor answered, and whoever waits for that:
/// their own sessions, and those that failed or changed nothing after having seen them. A plain
/// container.
class CommitGroup {
  public:
    using Clock = std::chrono::steady_clock;

    void add(binlog::EncodedTransaction transaction, Clock::time_point now) {
        if (transactions_.empty()) oldest_ = now;
        bytes_ += transaction.events.size();
        transactions_.push_back(std::move(transaction));
    }
    void add_waiter(server::PendingWrite& write) { waiters_.push_back(&write); }

    bool empty() const noexcept { return transactions_.empty() && waiters_.empty(); }
    bool has_transactions() const noexcept { return !transactions_.empty(); }
    std::size_t size() const noexcept { return transactions_.size(); }
    std::size_t bytes() const noexcept { return bytes_; }
    Clock::time_point oldest() const noexcept { return oldest_; }
    const std::vector<binlog::EncodedTransaction>& transactions() const noexcept {
        return transactions_;
    }
    const std::vector<server::PendingWrite*>& waiters() const noexcept { return waiters_; }

    void clear() noexcept {
        transactions_.clear();
        waiters_.clear();
        bytes_ = 0;
    }

  private:
    std::vector<binlog::EncodedTransaction> transactions_;
    std::vector<server::PendingWrite*> waiters_;
    std::size_t bytes_ = 0;
    Clock::time_point oldest_{};
};

}  // namespace understudy::primary
