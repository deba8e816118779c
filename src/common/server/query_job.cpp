#include "common/server/query_job.hpp"

#include "common/base/limits.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace understudy::server {
namespace {

constexpr std::size_t max_buffered_bytes = 64 * limits::mebibyte;

}  // namespace

void QueryJob::start(const sql::Translation& statement, std::span<const Value> parameters,
                     sql::SessionContext& context, const ResultForm& form) {
    statement_ = &statement;
    parameters_ = parameters;
    context_ = &context;
    encoder_.emplace(form, context.utc_offset_seconds);
    chunk_.clear();
    error_.reset();
    finished_ = false;
}

void QueryJob::drop() noexcept {
    cursor_.reset();
}

ReadJob::Progress QueryJob::slice(store::Reader& reader) noexcept {
    chunk_.clear();
    if (Result<void> done = run(reader); !done) {
        error_ = std::move(done).error();
        finished_ = true;
    }
    if (!finished_) return Progress::paused;
    cursor_.reset();
    return Progress::finished;
}

Result<void> QueryJob::run(store::Reader& reader) {
    if (!cursor_) {
        TRY_ASSIGN(cursor_, reader.query(*statement_, parameters_, *context_));
        encoder_->begin(cursor_->columns(), statement_->statement->labels, chunk_);
    }
    while (chunk_.size() < chunk_bytes_) {
        TRY_ASSIGN(const bool more, cursor_->step());
        if (!more) {
            finished_ = true;
            context_->found_rows = encoder_->rows();
            encoder_->end(context_->warnings.size(), chunk_);
            return {};
        }
        encoder_->row(cursor_->row(), chunk_);
    }
    return {};
}

void QueryJob::fail(Error error) noexcept {
    chunk_.clear();
    cursor_.reset();
    error_ = std::move(error);
    finished_ = true;
}

void QueryJob::deliver() noexcept {
    boost::asio::post(io_, [this] { wakeup_.notify(); });
}

Result<void> BufferedRows::consume(store::Cursor& cursor) {
    encoder_.begin(cursor.columns(), {}, out_);
    for (;;) {
        TRY_ASSIGN(const bool more, cursor.step());
        if (!more) break;
        encoder_.row(cursor.row(), out_);
        if (out_.size() > max_buffered_bytes) {
            return sql_error(3170,
                             "Memory capacity of 67108864 bytes for 'result of a query inside a "
                             "writing transaction' exceeded. Read it outside of the transaction.");
        }
    }
    context_.found_rows = encoder_.rows();
    encoder_.end(context_.warnings.size(), out_);
    return {};
}

}  // namespace understudy::server
