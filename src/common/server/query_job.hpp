#pragma once

#include "common/server/backend.hpp"
#include "common/server/reader_pool.hpp"
#include "common/server/result_encoder.hpp"
#include "common/server/wakeup.hpp"
#include "common/sql/engine_statement.hpp"

#include <memory>
#include <optional>
#include <span>

#include <boost/asio/io_context.hpp>

namespace understudy::server {

/// One query on the reader threads: rows become packets there, a chunk per slice. A part of its
/// session; used for one query after the other.
///
/// Threads: start() and the accessors on the io thread while the pool does not have it; slice(),
/// fail() and deliver() on reader threads.
class QueryJob final : public ReadJob {
  public:
    QueryJob(boost::asio::io_context& io, std::size_t chunk_bytes)
        : io_(io), chunk_bytes_(chunk_bytes) {}

    /// Everything given is lent until the last slice.
    void start(const sql::Translation& statement, std::span<const Value> parameters,
               sql::SessionContext& context, const ResultForm& form);
    /// Waited for after each submit to the pool.
    Wakeup& wakeup() noexcept { return wakeup_; }

    /// The slice's packets, complete if it was the last one; the buffer given in is used next.
    void swap_chunk(Bytes& other) noexcept { chunk_.swap(other); }
    bool finished() const noexcept { return finished_; }
    std::optional<Error>& error() noexcept { return error_; }
    const ResultEncoder& encoder() const noexcept { return *encoder_; }
    /// Drops the cursor of a query that nobody wants any more.
    void drop() noexcept;

    Progress slice(store::Reader& reader) noexcept override;
    void fail(Error error) noexcept override;
    void deliver() noexcept override;

  private:
    Result<void> run(store::Reader& reader);

    boost::asio::io_context& io_;
    const std::size_t chunk_bytes_;
    Wakeup wakeup_;
    const sql::Translation* statement_ = nullptr;
    std::span<const Value> parameters_;
    sql::SessionContext* context_ = nullptr;
    std::unique_ptr<store::Cursor> cursor_;
    std::optional<ResultEncoder> encoder_;
    Bytes chunk_;
    std::optional<Error> error_;
    bool finished_ = false;
};

/// Takes the rows of a query that runs on the writer's thread, all of them: the writer waits for
/// no client. Errors: 3170 if they pass the bound.
class BufferedRows final : public RowConsumer {
  public:
    BufferedRows(sql::SessionContext& context, const ResultForm& form, Bytes& out)
        : context_(context), encoder_(form, context.utc_offset_seconds), out_(out) {}
    Result<void> consume(store::Cursor& cursor) override;
    const ResultEncoder& encoder() const noexcept { return encoder_; }

  private:
    sql::SessionContext& context_;
    ResultEncoder encoder_;
    Bytes& out_;
};

}  // namespace understudy::server
