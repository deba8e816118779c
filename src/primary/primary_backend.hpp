#pragma once

#include "common/server/backend.hpp"
#include "common/server/server.hpp"
#include "primary/committer.hpp"
#include "primary/purge_policy.hpp"
#include "primary/write_queue.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

namespace understudy::primary {

/// What the sessions of a primary ask of it: writes go to the writer's queue, statements about the
/// log run as tasks on the writer's thread and are answered on the io thread.
class PrimaryBackend final : public server::Backend {
  public:
    PrimaryBackend(boost::asio::io_context& io, FileSystem& fs, store::Store& store,
                   binlog::Log& log, WriteQueue& queue);

    /// The front end, to ask which files connected replicas still need. Before anything is served.
    void set_server(const server::Server& server) noexcept { server_ = &server; }
    /// Takes answered requests from the writer's thread to the io thread, all in one handler.
    Committer::ReplySink reply_sink();
    /// From now on every write is answered with 1053.
    void refuse_writes() noexcept { closed_ = true; }

    /// Rotates (on the writer's thread). Errors: of the log.
    boost::asio::awaitable<Result<void>> rotate();
    /// Removes the files before `file`. Errors: 1373 for an unknown one; 1868-like if a connected
    /// replica still needs them (unless forced); of the log.
    enum class Force : std::uint8_t { no, yes };
    boost::asio::awaitable<Result<void>> purge_to(std::string file, Force force);
    /// Applies the limits once. The names of what was removed.
    boost::asio::awaitable<Result<std::vector<std::string>>> purge(PurgeLimits limits);

    FileSystem& file_system() override { return fs_; }
    store::Store& store() override { return store_; }
    server::Variables& variables() override { return variables_; }
    server::ServedLog* log() override { return served_.get(); }
    void submit(server::PendingWrite& pending) override;
    server::ReadOnly read_only() const override { return read_only_; }
    void set_read_only(server::ReadOnly mode) noexcept { read_only_ = mode; }
    boost::asio::awaitable<Result<server::AdminReply>> admin(
        const sql::Admin& statement, const sql::SessionContext& session) override;
    std::optional<Result<server::Table>> show(const sql::Show& statement) override;
    void add_status(std::vector<std::pair<std::string, std::string>>& out) const override;

    /// Counters of the committer, copied by the writer's thread now and then.
    void publish(const CommitterCounters& counters) noexcept;

  private:
    using Task = std::function<Result<void>()>;
    boost::asio::awaitable<Result<void>> on_writer(Task task);
    boost::asio::awaitable<Result<server::AdminReply>> purge_statement(const sql::Admin& statement);
    Result<std::vector<PurgeCandidate>> candidates() const;
    std::optional<Position> needed() const;

    boost::asio::io_context& io_;
    FileSystem& fs_;
    store::Store& store_;
    binlog::Log& log_;
    WriteQueue& queue_;
    std::unique_ptr<server::ServedLog> served_;
    server::Variables variables_;
    const server::Server* server_ = nullptr;
    server::ReadOnly read_only_ = server::ReadOnly::off;
    bool closed_ = false;
    std::atomic<std::uint64_t> transactions_{0}, groups_{0}, set_aside_{0};
};

}  // namespace understudy::primary
