#include "primary/primary_backend.hpp"

#include "primary/log_statements.hpp"

#include <chrono>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/stat.h>

namespace understudy::primary {
namespace asio = boost::asio;

PrimaryBackend::PrimaryBackend(asio::io_context& io, FileSystem& fs, store::Store& store,
                               binlog::Log& log, WriteQueue& queue)
    : io_(io), fs_(fs), store_(store), log_(log), queue_(queue), served_(server::serve(log)) {}

Committer::ReplySink PrimaryBackend::reply_sink() {
    return [this](server::PendingWrite* first) {
        asio::post(io_, [first] {
            for (server::PendingWrite* write = first; write != nullptr;) {
                server::PendingWrite* next = write->next;
                write->complete();
                write = next;
            }
        });
    };
}

void PrimaryBackend::submit(server::PendingWrite& pending) {
    if (!closed_) return queue_.push(pending);
    pending.reply.error = sql_error(1053, "Server shutdown in progress");
    asio::post(io_, [&pending] { pending.complete(); });
}

/// Runs `task` on the writer's thread, between two groups; resumes on the io thread with its
/// result.
asio::awaitable<Result<void>> PrimaryBackend::on_writer(Task task) {
    const auto start = [this, task = std::move(task)](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        queue_.push(WriteQueue::Task([this, task, shared] {
            Result<void> result = task();
            asio::post(io_, [shared, result = std::move(result)]() mutable {
                (*shared)(std::move(result));
            });
        }));
    };
    Result<void> result =
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Result<void>)>(
            start, asio::use_awaitable);
    co_return result;
}

asio::awaitable<Result<void>> PrimaryBackend::rotate() {
    Task task = [this] { return log_.rotate(); };
    Result<void> rotated = co_await on_writer(std::move(task));
    co_return rotated;
}

std::optional<Position> PrimaryBackend::needed() const {
    return server_ == nullptr ? std::nullopt : server_->oldest_needed();
}

asio::awaitable<Result<void>> PrimaryBackend::purge_to(std::string file, Force force) {
    const std::optional<Position> wanted = needed();
    if (force == Force::no && wanted &&
        binlog_file_number(wanted->file) < binlog_file_number(file)) {
        co_return sql_error(1378, "A connected replica still needs " + wanted->file +
                                      "; PURGE BINARY LOGS TO '" + wanted->file +
                                      "', or stop that replica first");
    }
    Task task = [this, file]() -> Result<void> {
        // What is removed must not be needed by our own recovery: make the store durable first.
        TRY(store_.writer().checkpoint());
        TRY(log_.purge_to(file));
        return {};
    };
    Result<void> purged = co_await on_writer(std::move(task));
    co_return purged;
}

Result<std::vector<PurgeCandidate>> PrimaryBackend::candidates() const {
    std::vector<PurgeCandidate> found;
    for (const binlog::LogFile& file : log_.files()) {
        struct stat status {};
        const std::string path = join_path(log_.directory(), file.name);
        if (::stat(path.c_str(), &status) != 0) continue;  // purged meanwhile
        found.push_back({file.name, file.size_bytes, status.st_mtim.tv_sec});
    }
    return found;
}

asio::awaitable<Result<std::vector<std::string>>> PrimaryBackend::purge(PurgeLimits limits) {
    const Result<std::vector<PurgeCandidate>> files = candidates();
    if (!files) co_return files.error();
    const std::int64_t now_s = std::chrono::duration_cast<std::chrono::seconds>(
                                   std::chrono::system_clock::now().time_since_epoch())
                                   .count();
    const std::optional<std::string> keep = oldest_to_keep(*files, limits, now_s, needed());
    std::vector<std::string> removed;
    if (!keep) co_return removed;
    Result<void> purged = co_await purge_to(*keep, Force::no);
    if (!purged) co_return purged.error();
    for (const PurgeCandidate& file : *files) {
        if (file.name == *keep) break;
        removed.push_back(file.name);
    }
    co_return removed;
}

asio::awaitable<Result<server::AdminReply>> PrimaryBackend::purge_statement(
    const sql::Admin& statement) {
    const Result<std::vector<PurgeCandidate>> files = candidates();
    if (!files) co_return files.error();
    const Result<std::optional<std::string>> keep = purge_target(statement, *files);
    if (!keep) co_return keep.error();
    if (!*keep) co_return server::AdminReply{};
    Result<void> purged = co_await purge_to(**keep, Force::no);
    if (!purged) co_return purged.error();
    co_return server::AdminReply{};
}

asio::awaitable<Result<server::AdminReply>> PrimaryBackend::admin(const sql::Admin& statement,
                                                                  const sql::SessionContext&) {
    if (statement.verb == "FLUSH BINARY LOGS" || statement.verb == "FLUSH LOGS") {
        Result<void> rotated = co_await rotate();
        if (!rotated) co_return rotated.error();
        co_return server::AdminReply{};
    }
    if (statement.verb == "PURGE BINARY LOGS") {
        Result<server::AdminReply> reply = co_await purge_statement(statement);
        co_return reply;
    }
    co_return sql_error(1235, "This version of Understudy doesn't yet support '" + statement.verb +
                                  "' on a primary");
}

std::optional<Result<server::Table>> PrimaryBackend::show(const sql::Show& statement) {
    if (statement.what == "BINARY LOG STATUS" || statement.what == "MASTER STATUS") {
        return log_status(log_.durable());
    }
    if (statement.what == "BINARY LOGS" || statement.what == "MASTER LOGS") {
        return log_files(log_.files());
    }
    if (statement.what == "REPLICA STATUS" || statement.what == "SLAVE STATUS") {
        return server::Table{};  // a primary follows nobody
    }
    return std::nullopt;
}

void PrimaryBackend::publish(const CommitterCounters& counters) noexcept {
    transactions_.store(counters.transactions, std::memory_order_relaxed);
    groups_.store(counters.groups, std::memory_order_relaxed);
    set_aside_.store(counters.set_aside, std::memory_order_relaxed);
}

void PrimaryBackend::add_status(std::vector<std::pair<std::string, std::string>>& out) const {
    out.emplace_back("Binlog_commits", std::to_string(transactions_.load()));
    out.emplace_back("Binlog_group_commits", std::to_string(groups_.load()));
    out.emplace_back("Understudy_transactions_set_aside", std::to_string(set_aside_.load()));
}

}  // namespace understudy::primary
