#include "primary/primary.hpp"

#include "common/server/configured_server.hpp"
#include "common/server/server.hpp"
#include "primary/housekeeping.hpp"
#include "primary/primary_backend.hpp"
#include "primary/primary_variables.hpp"
#include "primary/recovery.hpp"
#include "primary/writer_thread.hpp"

#include <chrono>

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

namespace understudy::primary {
namespace {

namespace asio = boost::asio;

std::int64_t wall_clock_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

CommitterOptions committer_options(const app::PrimaryConfig& config) {
    CommitterOptions options;
    options.server_id = config.front_end.server_id;
    options.max_group_transactions = config.group_commit_max_transactions;
    options.max_group_bytes = config.group_commit_max_bytes;
    options.max_group_wait = config.group_commit_max_wait;
    options.lock_wait_timeout = config.lock_wait_timeout;
    options.transaction_idle_timeout = config.transaction_idle_timeout;
    options.now_us = wall_clock_us;
    return options;
}

binlog::LogOptions log_options(const app::PrimaryConfig& config, const Uuid& uuid) {
    binlog::LogOptions options;
    options.directory = config.binlog_dir.empty() ? join_path(config.front_end.data_dir, "binlog")
                                                  : config.binlog_dir;
    options.server_uuid = uuid;
    options.server_id = config.front_end.server_id;
    options.server_version = server::mysql_version;
    options.max_file_bytes = config.binlog_file_bytes;
    return options;
}

store::StoreOptions store_options(const app::PrimaryConfig& config) {
    store::StoreOptions options;
    options.data_directory = config.front_end.data_dir;
    options.role = "primary";
    options.cache_bytes = config.front_end.cache_bytes;
    options.wal_limit_bytes = config.front_end.wal_bytes;
    return options;
}

void report(const binlog::LogRecovery& log, const StoreRecovery& store) {
    if (!log.reason.empty()) {
        spdlog::warn("log recovery: {} ({} bytes cut from {})", log.reason, log.cut_bytes,
                     log.cut_file.empty() ? "no file" : log.cut_file);
    }
    if (store.applied.transactions > 0) {
        spdlog::info("store recovery: replayed {} transactions ({} rows) from {} to {}",
                     store.applied.transactions, store.applied.rows, store.from.to_string(),
                     store.to.to_string());
    }
}

/// What the process owns, in the order of its construction.
class RunningPrimary final : public Primary {
  public:
    RunningPrimary(asio::io_context& io, FileSystem& fs, std::unique_ptr<store::Store> store,
                   std::unique_ptr<binlog::Log> log, const app::PrimaryConfig& config)
        : io_(io),
          store_(std::move(store)),
          log_(std::move(log)),
          backend_(io, fs, *store_, *log_, queue_),
          committer_(fs, *store_, *log_, committer_options(config), backend_.reply_sink()),
          writer_(queue_, committer_),
          housekeeping_(io, backend_, housekeeping_options(config)) {}

    Result<void> serve(FileSystem& fs, const app::PrimaryConfig& config);
    void stop() override;

  private:
    static HousekeepingOptions housekeeping_options(const app::PrimaryConfig& config) {
        HousekeepingOptions options;
        options.limits.expire_after = config.binlog_expire_after;
        options.limits.max_total_bytes = config.binlog_max_total_bytes;
        return options;
    }
    void finish();

    asio::io_context& io_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<binlog::Log> log_;
    WriteQueue queue_;
    PrimaryBackend backend_;
    Committer committer_;
    WriterThread writer_;
    Housekeeping housekeeping_;
    std::unique_ptr<server::Server> server_;
    bool stopping_ = false;
};

Result<void> RunningPrimary::serve(FileSystem& fs, const app::PrimaryConfig& config) {
    add_primary_variables(backend_.variables(), *log_, store_->identity().server_uuid, config);
    TRY_ASSIGN(server::ServerOptions options, server::server_options(fs, config.front_end));
    TRY_ASSIGN(server_, server::Server::start(io_, backend_, std::move(options)));
    backend_.set_server(*server_);
    writer_.start();
    housekeeping_.start();
    for (const std::uint16_t port : server_->ports()) {
        spdlog::info("ready for connections: {}:{}", config.front_end.bind_address, port);
    }
    if (!config.front_end.socket.empty()) {
        spdlog::info("ready for connections: socket {}", config.front_end.socket);
    }
    return {};
}

void RunningPrimary::stop() {
    if (stopping_) return;
    stopping_ = true;
    housekeeping_.stop();
    server_->stop();
    // Writes under way are answered before the writer ends; new ones are refused from here on.
    backend_.refuse_writes();
    writer_.stop();
    asio::post(io_, [this] { finish(); });
}

void RunningPrimary::finish() {
    if (const Result<void> copied = store_->writer().checkpoint(); !copied) {
        spdlog::warn("checkpoint at shutdown: {}", copied.error().message);
    }
    if (const Result<void> closed = log_->close(); !closed) {
        spdlog::warn("closing the log: {}", closed.error().message);
    }
    const CommitterCounters& counters = committer_.counters();
    spdlog::info("stopped: {} transactions in {} groups", counters.transactions, counters.groups);
}

}  // namespace

Result<std::unique_ptr<Primary>> Primary::start(asio::io_context& io, FileSystem& fs,
                                                const app::PrimaryConfig& config) {
    TRY_ASSIGN(std::unique_ptr<store::Store> store, store::Store::open(fs, store_options(config)));
    TRY_ASSIGN(std::unique_ptr<binlog::Log> log,
               binlog::Log::open(fs, log_options(config, store->identity().server_uuid)));
    TRY_ASSIGN(const StoreRecovery recovered, recover_store(fs, *store, *log));
    report(log->recovery(), recovered);
    auto primary =
        std::make_unique<RunningPrimary>(io, fs, std::move(store), std::move(log), config);
    TRY(primary->serve(fs, config));
    return std::unique_ptr<Primary>(std::move(primary));
}

}  // namespace understudy::primary
