#pragma once

#include "common/binlog/log.hpp"
#include "common/server/backend.hpp"
#include "primary/commit_group.hpp"
#include "primary/open_transaction.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <set>

namespace understudy::primary {

struct CommitterOptions {
    std::uint32_t server_id = 1;
    /// A group is closed when it holds this much, or when its oldest member has waited this long
    /// for the transactions behind it.
    std::size_t max_group_transactions = 512;
    std::size_t max_group_bytes = 8 * limits::mebibyte;
    std::chrono::microseconds max_group_wait{1'000};
    /// An open transaction whose session lets finished ones wait this long is set aside for them.
    std::chrono::microseconds set_aside_after{5'000};
    /// How long a statement waits for another session's transaction (innodb_lock_wait_timeout).
    std::chrono::milliseconds lock_wait_timeout{50'000};
    /// A transaction whose session asks for nothing for this long is rolled back.
    std::chrono::milliseconds transaction_idle_timeout{600'000};
    /// Wall clock, microseconds since the epoch: commit timestamps.
    std::function<std::int64_t()> now_us;
};

struct CommitterCounters {
    std::uint64_t transactions = 0, groups = 0, definitions = 0, set_aside = 0;
};

/// Executes writes and makes them durable: the heart of the primary. No thread, no queue and no
/// clock of its own (WriterThread has those); all calls on the writer's thread.
///
///     engine transaction := (single | multi)*         one SQLite transaction ...
///     flush              := append* sync commit reply*  ... one fsync, one commit, all answered
///
/// Order of a flush, and what a crash in between leaves:
///  1. append to the log, 2. fsync        before: nothing happened; the log's tail is cut
///  3. engine commit with the coordinates  between: recovery replays the log's end into the store
///  4. answers                             after: everything is where it belongs
///
/// Transactions of many sessions run back to back in one engine transaction. One that fails alone
/// leaves no trace. A multi-statement transaction owns the writer from its first write
/// (OpenTransaction); others wait. When finished ones have waited set_aside_after for its session
/// to go on, it is set aside, they are flushed, and it is put back.
class Committer {
  public:
    using Clock = std::chrono::steady_clock;
    /// Takes a list (by PendingWrite::next) of answered requests.
    using ReplySink = std::function<void(server::PendingWrite*)>;

    Committer(FileSystem& fs, store::Store& store, binlog::Log& log, CommitterOptions options,
              ReplySink replies);

    /// Takes a request; it is answered now, by a later flush, or when it is its turn.
    void take(server::PendingWrite& write, Clock::time_point now);
    /// To be called when no more requests are at hand. Flushes what may be flushed, hands over the
    /// answers, and says when it wants to be called again at the latest.
    std::optional<Clock::time_point> settle(Clock::time_point now);
    /// Between transactions of the log: rotate, purge. The task may use the log and the store.
    void run_between_groups(const std::function<void()>& task);
    /// Rolls back what is open, flushes, and answers everyone left with 1053.
    void shut_down();

    const CommitterCounters& counters() const noexcept { return counters_; }

  private:
    struct Waiting {
        server::PendingWrite* write;
        Clock::time_point since;
    };

    void dispatch(server::PendingWrite& write, Clock::time_point now);
    void execute_single(server::PendingWrite& write, Clock::time_point now);
    void execute_owned(server::PendingWrite& write, Clock::time_point now);
    void execute_definition(server::PendingWrite& write);
    Result<void> run_statement(server::PendingWrite& write);
    Result<void> run_definition(const server::WriteRequest& request);
    Result<void> open_for(const server::PendingWrite& write, Clock::time_point now);
    void end_owned(server::PendingWrite& write);
    void abandon_owner();

    bool is_stale(const server::WriteRequest& request) const;
    bool owned_by(std::uint64_t session_id) const noexcept;
    bool group_is_full(Clock::time_point now) const noexcept;
    void serve_waiting(Clock::time_point now);
    void expire_waiting(Clock::time_point now);
    std::optional<Clock::time_point> next_deadline() const;

    Result<void> begin_engine();
    void flush();
    Result<void> append_and_sync();
    Result<void> commit_engine();
    Result<void> flush_behind_owner();
    void fail_group(const Error& error);
    void lose_engine_transaction(const Error& error);
    void lose_engine_transaction(server::PendingWrite& cause, const Error& error);
    Result<void> usable();

    void answer(server::PendingWrite& write);
    void answer(server::PendingWrite& write, Error error);
    void hand_over();

    FileSystem& fs_;
    store::Store& store_;
    store::Writer& writer_;
    binlog::Log& log_;
    CommitterOptions options_;
    ReplySink replies_;

    binlog::TransactionEncoder encoder_;
    CommitGroup group_;
    std::optional<OpenTransaction> owner_;
    std::set<std::uint64_t> aborted_;  ///< sessions whose transaction was taken; each is told once
    std::deque<Waiting> waiting_;
    server::PendingWrite* answered_first_ = nullptr;
    server::PendingWrite* answered_last_ = nullptr;
    std::optional<Error> broken_;  ///< the log is unusable until a restart
    bool engine_behind_ = false;   ///< the log holds what the engine could not commit
    std::string last_file_;        ///< of the last commit: a new one moves every file's coordinates
    CommitterCounters counters_;
};

}  // namespace understudy::primary
