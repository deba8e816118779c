#include "common/server/access.hpp"
#include "common/server/co_try.hpp"
#include "common/server/executor.hpp"

#include <algorithm>
#include <utility>

namespace understudy::server {
namespace {

using Kind = WriteRequest::Kind;

Error no_such_savepoint(const std::string& name) {
    return sql_error(1305, "SAVEPOINT " + name + " does not exist");
}

}  // namespace

Executor::Awaitable Executor::ready(Result<void> result) {
    co_return result;
}

/// The transaction becomes the writer's concern: it learns of the savepoints set before.
Executor::Awaitable Executor::enter_transaction() {
    c_.state.begun = true;
    while (!c_.state.early_savepoints.empty()) {
        const std::string name = c_.state.early_savepoints.front();
        c_.write.request.text = name;
        co_await submit(Kind::savepoint);
        if (c_.write.reply.error) co_return std::move(*c_.write.reply.error);
        c_.state.early_savepoints.erase(c_.state.early_savepoints.begin());
    }
    co_return Result<void>();
}

Executor::Awaitable Executor::end_transaction(WriteRequest::Kind kind) {
    Result<void> result;
    if (c_.state.writer_open) {
        co_await submit(kind);
        if (c_.write.reply.error) result = std::move(*c_.write.reply.error);
    }
    if (c_.snapshot) c_.services.readers.give_back(std::move(c_.snapshot));
    c_.state.end_transaction();
    c_.state.context.row_count = 0;
    co_return result;
}

Executor::Awaitable Executor::commit_silently() {
    return end_transaction(Kind::commit);
}
Executor::Awaitable Executor::rollback_silently() {
    return end_transaction(Kind::rollback);
}

Executor::Awaitable Executor::begin(const sql::Begin& statement) {
    Result<void> ended = co_await commit_silently();
    CO_TRY(std::move(ended));
    if (statement.consistent_snapshot) {
        CO_TRY_ASSIGN(c_.snapshot, c_.services.readers.lease());
        c_.write.request.reader = c_.snapshot.get();
        co_await submit(Kind::pin);
        c_.write.request.reader = nullptr;
        if (c_.write.reply.error) {
            c_.services.readers.give_back(std::move(c_.snapshot));
            co_return std::move(*c_.write.reply.error);
        }
    }
    c_.state.begun = true;
    c_.state.read_only_transaction = statement.read_only;
    c_.replies.ok({});
    co_return Result<void>();
}

Executor::Awaitable Executor::commit(bool chain) {
    ++c_.services.counters.commits;
    Result<void> ended = co_await commit_silently();
    CO_TRY(std::move(ended));
    c_.state.begun = chain;
    c_.replies.ok({});
    co_return Result<void>();
}

Executor::Awaitable Executor::rollback(bool chain) {
    ++c_.services.counters.rollbacks;
    Result<void> ended = co_await rollback_silently();
    CO_TRY(std::move(ended));
    c_.state.begun = chain;
    c_.replies.ok({});
    co_return Result<void>();
}

Executor::Awaitable Executor::savepoint_request(WriteRequest::Kind kind, const std::string& name) {
    c_.write.request.text = name;
    co_await submit(kind);
    if (c_.write.reply.error) co_return std::move(*c_.write.reply.error);
    c_.replies.ok({});
    co_return Result<void>();
}

Executor::Awaitable Executor::savepoint(const std::string& name) {
    if (c_.state.writer_open) return savepoint_request(Kind::savepoint, name);
    // Outside of a transaction a savepoint lives as long as its statement: nothing to do.
    std::vector<std::string>& early = c_.state.early_savepoints;
    if (c_.state.joins_transaction()) {
        c_.state.begun = true;
        std::erase(early, name);
        early.push_back(name);
    }
    c_.replies.ok({});
    return ready();
}

Executor::Awaitable Executor::release_savepoint(const std::string& name) {
    if (c_.state.writer_open) return savepoint_request(Kind::release, name);
    std::vector<std::string>& early = c_.state.early_savepoints;
    const auto found = std::find(early.begin(), early.end(), name);
    if (found == early.end()) return ready(no_such_savepoint(name));
    early.erase(found, early.end());
    c_.replies.ok({});
    return ready();
}

Executor::Awaitable Executor::rollback_to(const std::string& name) {
    if (c_.state.writer_open) return savepoint_request(Kind::rollback_to, name);
    std::vector<std::string>& early = c_.state.early_savepoints;
    const auto found = std::find(early.begin(), early.end(), name);
    if (found == early.end()) return ready(no_such_savepoint(name));
    early.erase(found + 1, early.end());
    c_.replies.ok({});
    return ready();
}

Executor::Awaitable Executor::define(const sql::Definition& definition, std::string_view text) {
    CO_TRY(check_access(definition, c_.state));
    CO_TRY(check_writable());
    Result<void> ended = co_await commit_silently();
    CO_TRY(std::move(ended));
    c_.write.request.definition = &definition;
    c_.write.request.text = text;
    co_await submit(Kind::definition);
    c_.write.request.definition = nullptr;
    if (c_.write.reply.error) co_return std::move(*c_.write.reply.error);
    const store::WriteResult& result = c_.write.reply.result;
    c_.state.context.row_count = static_cast<std::int64_t>(result.affected_rows);
    c_.replies.ok({.affected_rows = result.affected_rows});
    co_return Result<void>();
}

}  // namespace understudy::server
