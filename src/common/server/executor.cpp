#include "common/server/executor.hpp"

#include "common/server/access.hpp"
#include "common/server/co_try.hpp"
#include "common/server/scalar_job.hpp"

#include <utility>

namespace understudy::server {
namespace {

using Kind = WriteRequest::Kind;
using EngineKind = sql::EngineStatement::Kind;

/// A catalog can change under a statement that waits for the writer; not for ever.
constexpr int max_translations = 10;

Error interrupted() {
    return sql_error(1317, "Query execution was interrupted");
}

/// The OK packet's text: what MySQL says of statements that touch several rows.
std::string info_of(const sql::EngineStatement& statement, const store::WriteResult& result,
                    std::size_t warnings) {
    const std::string end = "  Warnings: " + std::to_string(warnings);
    if (statement.kind == EngineKind::update) {
        return "Rows matched: " + std::to_string(result.matched_rows) +
               "  Changed: " + std::to_string(result.affected_rows) + end;
    }
    const bool inserts =
        statement.kind == EngineKind::insert || statement.kind == EngineKind::replace;
    if (inserts && result.affected_rows > 1) {
        return "Records: " + std::to_string(result.affected_rows) + "  Duplicates: 0" + end;
    }
    return {};
}

}  // namespace

Result<void> Executor::refresh(Executable& what) {
    const std::shared_ptr<const sql::SchemaLookup> catalog = c_.services.backend.store().catalog();
    const sql::EngineStatementPtr& statement = what.translation.statement;
    if (statement && statement->schema_version == catalog->version()) return {};
    TRY_ASSIGN(what.translation, sql::translate(what.text, c_.state.context, *catalog));
    return {};
}

Executor::Awaitable Executor::execute(Executable& what, std::span<const Value> parameters,
                                      RowForm form) {
    CO_TRY(refresh(what));
    CO_TRY(check_access(*what.translation.statement, c_.state));
    if (what.translation.statement->kind == EngineKind::query) {
        ++c_.services.counters.selects;
        Result<void> done = co_await run_query(what, parameters, form);
        co_return done;
    }
    Result<void> done = co_await run_write(what, parameters);
    co_return done;
}

Executor::Awaitable Executor::run_query(Executable& what, std::span<const Value> parameters,
                                        RowForm form) {
    if (!c_.state.autocommit) c_.state.begun = true;
    const bool locks = what.translation.statement->for_update && c_.state.joins_transaction() &&
                       c_.services.backend.read_only() == ReadOnly::off;
    if (c_.state.writer_open || locks) {
        Result<void> done = co_await query_on_writer(what, parameters, form);
        co_return done;
    }
    Result<void> done = co_await query_on_reader(what, parameters, form);
    co_return done;
}

Executor::Awaitable Executor::query_on_reader(const Executable& what,
                                              std::span<const Value> parameters, RowForm form) {
    QueryJob& job = c_.query_job;
    ReaderPool& pool = c_.services.readers;
    job.start(what.translation, parameters, c_.state.context, c_.replies.result_form(form));
    c_.query_runs = true;
    pool.submit(job, c_.snapshot.get());
    for (bool in_pool = true; in_pool;) {
        if (!job.wakeup().take()) co_await job.wakeup().wait();
        job.swap_chunk(c_.chunk);
        // The next slice is made while this one is sent.
        in_pool = !job.finished() && !c_.gone;
        if (in_pool) pool.submit(job, c_.snapshot.get());
        if (c_.gone || c_.chunk.empty()) continue;
        const Result<void> sent = co_await c_.connection->send_framed(c_.chunk, c_.write_timeout());
        if (!sent) c_.gone = true;
    }
    if (!job.finished()) {
        job.drop();
        pool.abandon(job);
    }
    c_.query_runs = false;
    c_.state.context.row_count = -1;
    if (job.error()) {
        c_.replies.continue_at(job.encoder().next_sequence());
        co_return std::move(*job.error());
    }
    co_return Result<void>();
}

Executor::Awaitable Executor::query_on_writer(Executable& what, std::span<const Value> parameters,
                                              RowForm form) {
    Result<void> entered = co_await enter_transaction();
    CO_TRY(std::move(entered));
    c_.chunk.clear();
    BufferedRows rows(c_.state.context, c_.replies.result_form(form), c_.chunk);
    c_.write.request.rows = &rows;
    Result<void> done = co_await submit_statement(Kind::query, what, parameters);
    c_.write.request.rows = nullptr;
    c_.state.context.row_count = -1;
    CO_TRY(std::move(done));
    const Result<void> sent = co_await c_.connection->send_framed(c_.chunk, c_.write_timeout());
    if (!sent) c_.gone = true;
    co_return Result<void>();
}

Result<void> Executor::check_writable() const {
    const ReadOnly mode = c_.services.backend.read_only();
    const bool admin = has(c_.state.roles, Role::admin);
    if (mode == ReadOnly::super_read_only || (mode == ReadOnly::read_only && !admin)) {
        return read_only_error(mode);
    }
    if (c_.state.read_only_transaction) {
        return sql_error(1792, "Cannot execute statement in a READ ONLY transaction.");
    }
    return {};
}

Executor::Awaitable Executor::run_write(Executable& what, std::span<const Value> parameters) {
    CO_TRY(check_writable());
    if (c_.state.joins_transaction()) {
        Result<void> entered = co_await enter_transaction();
        CO_TRY(std::move(entered));
    }
    Result<void> done = co_await submit_statement(Kind::statement, what, parameters);
    if (!done) {
        c_.state.context.row_count = -1;
        co_return done;
    }
    reply_to_write(*what.translation.statement, c_.write.reply.result);
    co_return Result<void>();
}

/// Submits until the translation fits the catalog that the writer has when its turn comes.
Executor::Awaitable Executor::submit_statement(WriteRequest::Kind kind, Executable& what,
                                               std::span<const Value> parameters) {
    for (int i = 0; i < max_translations; ++i) {
        CO_TRY(refresh(what));
        c_.write.request.statement = &what.translation;
        c_.write.request.parameters = parameters;
        co_await submit(kind);
        if (c_.write.reply.error) co_return std::move(*c_.write.reply.error);
        if (!c_.write.reply.stale) co_return Result<void>();
        what.translation.statement.reset();
    }
    co_return sql_error(1412, "Table definition has changed, please retry transaction");
}

boost::asio::awaitable<void> Executor::submit(WriteRequest::Kind kind) {
    WriteRequest& request = c_.write.request;
    request.kind = kind;
    request.transaction = c_.state.joins_transaction() || c_.state.writer_open
                              ? WriteRequest::Transaction::open
                              : WriteRequest::Transaction::single;
    request.session_id = c_.state.context.connection_id;
    request.session = &c_.state.context;
    request.context = &c_.state.query_context;
    c_.write.reply = WriteReply{};
    c_.services.backend.submit(c_.write);
    if (!c_.write.wakeup().take()) co_await c_.write.wakeup().wait();
    c_.state.writer_open = c_.write.reply.transaction_open;
    if (c_.kill_query && c_.write.reply.error) c_.write.reply.error = interrupted();
}

void Executor::reply_to_write(const sql::EngineStatement& statement,
                              const store::WriteResult& result) {
    StatusCounters& counters = c_.services.counters;
    if (statement.kind == EngineKind::update) {
        ++counters.updates;
    } else if (statement.kind == EngineKind::remove) {
        ++counters.deletes;
    } else {
        ++counters.inserts;
    }
    sql::SessionContext& context = c_.state.context;
    if (result.last_insert_id != 0) context.last_insert_id = result.last_insert_id;
    const bool found_rows = statement.kind == EngineKind::update && c_.replies.counts_found_rows();
    const std::uint64_t affected = found_rows ? result.matched_rows : result.affected_rows;
    context.row_count = static_cast<std::int64_t>(affected);
    c_.replies.ok({.affected_rows = affected,
                   .last_insert_id = result.last_insert_id,
                   .info = info_of(statement, result, context.warnings.size())});
}

boost::asio::awaitable<Result<sql::OwnedValue>> Executor::evaluate(std::string_view expression) {
    const std::string text = "SELECT " + std::string(expression);
    Executable what{text, {}};
    CO_TRY(refresh(what));
    CO_TRY(check_access(*what.translation.statement, c_.state));
    ScalarJob job(c_.services.io, what.translation, c_.state.context);
    c_.services.readers.submit(job, c_.snapshot.get());
    if (!job.wakeup().take()) co_await job.wakeup().wait();
    co_return std::move(job.result());
}

}  // namespace understudy::server
