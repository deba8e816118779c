#include "primary/committer.hpp"

#include <algorithm>

namespace understudy::primary {
namespace {

using Kind = server::WriteRequest::Kind;

Error lock_wait_timeout() {
    return sql_error(1205, "Lock wait timeout exceeded; try restarting transaction");
}

bool ends_transaction(Kind kind) noexcept {
    return kind == Kind::commit || kind == Kind::rollback;
}

}  // namespace

Committer::Committer(FileSystem& fs, store::Store& store, binlog::Log& log,
                     CommitterOptions options, ReplySink replies)
    : fs_(fs),
      store_(store),
      writer_(store.writer()),
      log_(log),
      options_(std::move(options)),
      replies_(std::move(replies)),
      encoder_(options_.server_id),
      last_file_(log.durable().position.file) {}

void Committer::take(server::PendingWrite& write, Clock::time_point now) {
    const bool own = owned_by(write.request.session_id);
    if (write.request.kind == Kind::pin) {
        const Result<void> pinned = write.request.reader->pin();
        if (pinned) return answer(write);
        return answer(write, pinned.error());
    }
    // Whoever waits for nobody goes first: the owner, and requests that need no writer.
    if (own || (ends_transaction(write.request.kind) && !owner_)) return dispatch(write, now);
    if (owner_ || !waiting_.empty()) {
        if (ends_transaction(write.request.kind)) return answer(write);  // nothing open
        waiting_.push_back({&write, now});
        return;
    }
    dispatch(write, now);
}

void Committer::dispatch(server::PendingWrite& write, Clock::time_point now) {
    const server::WriteRequest& request = write.request;
    if (aborted_.erase(request.session_id) > 0 && request.kind != Kind::rollback) {
        return answer(write, sql_error(1213,
                                       "The transaction was rolled back by the server (idle for "
                                       "too long, or a failed commit); try restarting "
                                       "transaction"));
    }
    if (is_stale(request)) {
        write.reply.stale = true;
        return answer(write);
    }
    if (!ends_transaction(request.kind)) {
        if (const Result<void> ready = usable(); !ready) return answer(write, ready.error());
    }
    if (request.kind == Kind::definition) return execute_definition(write);
    if (ends_transaction(request.kind)) return end_owned(write);
    if (request.transaction == server::WriteRequest::Transaction::open ||
        owned_by(request.session_id)) {
        return execute_owned(write, now);
    }
    execute_single(write, now);
    if (!owner_ && group_is_full(now)) flush();
}

void Committer::execute_single(server::PendingWrite& write, Clock::time_point now) {
    if (const Result<void> begun = begin_engine(); !begun) return answer(write, begun.error());
    encoder_.begin(static_cast<std::uint32_t>(write.request.session->now_us / 1'000'000),
                   *write.request.context, write.request.session->database);
    const binlog::TransactionEncoder::Mark start = encoder_.mark();
    if (const Result<void> done = run_statement(write); !done) {
        encoder_.rollback_to(start);
        write.reply.error = done.error();
        if (!writer_.in_transaction()) return lose_engine_transaction(write, done.error());
    } else if (!encoder_.empty()) {
        group_.add(encoder_.finish(options_.now_us()), now);
        group_.add_waiter(write);
        return;
    }
    // It changed nothing, but may have seen what is not durable yet: its answer waits with the
    // rest.
    if (group_.has_transactions()) {
        group_.add_waiter(write);
    } else {
        answer(write);
    }
}

void Committer::execute_owned(server::PendingWrite& write, Clock::time_point now) {
    const server::WriteRequest& request = write.request;
    if (const Result<void> opened = open_for(write, now); !opened) {
        return answer(write, opened.error());
    }
    owner_->use(now);
    const binlog::TransactionEncoder::Mark start = encoder_.mark();
    Result<void> done;
    switch (request.kind) {
        case Kind::savepoint:
            done = owner_->savepoint(request.text);
            break;
        case Kind::release:
            done = owner_->release(request.text);
            break;
        case Kind::rollback_to:
            done = owner_->rollback_to(request.text);
            break;
        default:
            done = run_statement(write);
    }
    if (!done) {
        if (request.kind == Kind::statement) encoder_.rollback_to(start);
        write.reply.error = done.error();
        if (!writer_.in_transaction()) return lose_engine_transaction(write, done.error());
    }
    answer(write);
}

Result<void> Committer::open_for(const server::PendingWrite& write, Clock::time_point now) {
    if (owner_) return {};
    TRY(begin_engine());
    encoder_.begin(static_cast<std::uint32_t>(write.request.session->now_us / 1'000'000),
                   *write.request.context, write.request.session->database);
    TRY_ASSIGN(owner_, OpenTransaction::open(writer_, encoder_, write.request.session_id, now));
    return {};
}

Result<void> Committer::run_statement(server::PendingWrite& write) {
    const server::WriteRequest& request = write.request;
    if (request.kind == Kind::query) {
        TRY_ASSIGN(const std::unique_ptr<store::Cursor> cursor,
                   writer_.query(*request.statement, request.parameters, *request.session));
        return request.rows->consume(*cursor);
    }
    encoder_.set_timestamp(static_cast<std::uint32_t>(request.session->now_us / 1'000'000));
    TRY_ASSIGN(write.reply.result,
               writer_.execute(*request.statement, request.parameters, *request.session, encoder_));
    return {};
}

/// COMMIT and ROLLBACK.
void Committer::end_owned(server::PendingWrite& write) {
    if (!owned_by(write.request.session_id)) return answer(write);
    const bool committing = write.request.kind == Kind::commit;
    const Result<void> ended = committing ? owner_->commit() : owner_->rollback();
    owner_.reset();
    if (!ended) {
        write.reply.error = ended.error();
        return lose_engine_transaction(write, ended.error());
    }
    if (committing && !encoder_.empty())
        group_.add(encoder_.finish(options_.now_us()), Clock::now());
    if (committing && group_.has_transactions()) {
        group_.add_waiter(write);
    } else {
        answer(write);
    }
}

/// A definition is a transaction of its own, alone in its engine transaction and in its group.
void Committer::execute_definition(server::PendingWrite& write) {
    if (owner_) {
        const Result<void> committed = owner_->commit();
        owner_.reset();
        if (!committed) {
            write.reply.error = committed.error();
            return lose_engine_transaction(write, committed.error());
        }
        if (!encoder_.empty()) group_.add(encoder_.finish(options_.now_us()), Clock::now());
    }
    flush();
    if (const Result<void> done = run_definition(write.request); !done) {
        if (writer_.in_transaction()) writer_.rollback();
        return answer(write, done.error());
    }
    ++counters_.definitions;
    answer(write);
}

Result<void> Committer::run_definition(const server::WriteRequest& request) {
    TRY(usable());
    TRY(writer_.begin());
    TRY(writer_.check(*request.definition, *request.session));
    TRY(writer_.define(*request.definition, *request.session));
    const binlog::EncodedTransaction logged =
        binlog::TransactionEncoder::ddl(options_.server_id, *request.context,
                                        request.session->database, request.text, options_.now_us());
    if (const Result<binlog::Appended> appended = log_.append(logged); !appended) {
        fail_group(appended.error());
        return appended.error();
    }
    if (const Result<void> synced = log_.sync(); !synced) {
        broken_ = synced.error();
        return synced.error();
    }
    return commit_engine();
}

void Committer::serve_waiting(Clock::time_point now) {
    while (!owner_ && !waiting_.empty()) {
        if (group_is_full(now)) flush();
        server::PendingWrite* next = waiting_.front().write;
        waiting_.pop_front();
        dispatch(*next, now);
    }
    if (!owner_) return;
    // The new owner may have sent more already (a rollback of a session that ended, say).
    for (auto it = waiting_.begin(); it != waiting_.end(); ++it) {
        if (!owned_by(it->write->request.session_id)) continue;
        server::PendingWrite* own = it->write;
        waiting_.erase(it);
        dispatch(*own, now);
        return serve_waiting(now);
    }
}

void Committer::expire_waiting(Clock::time_point now) {
    while (!waiting_.empty() && now - waiting_.front().since >= options_.lock_wait_timeout) {
        answer(*waiting_.front().write, lock_wait_timeout());
        waiting_.pop_front();
    }
    if (owner_ && now - owner_->last_used() >= options_.transaction_idle_timeout) {
        const Result<void> undone = owner_->rollback();
        abandon_owner();
        if (!undone) lose_engine_transaction(undone.error());
    }
}

void Committer::abandon_owner() {
    aborted_.insert(owner_->session_id());
    owner_.reset();
}

std::optional<Committer::Clock::time_point> Committer::settle(Clock::time_point now) {
    expire_waiting(now);
    serve_waiting(now);
    if (!owner_) {
        flush();
        // An engine transaction in which nothing changed holds nothing up, but must not stay open.
        if (writer_.in_transaction()) writer_.rollback();
    } else if (!group_.empty() && now - group_.oldest() >= options_.set_aside_after) {
        if (const Result<void> flushed = flush_behind_owner(); !flushed) {
            lose_engine_transaction(flushed.error());
        }
    }
    hand_over();
    return next_deadline();
}

std::optional<Committer::Clock::time_point> Committer::next_deadline() const {
    std::optional<Clock::time_point> deadline;
    const auto sooner = [&](Clock::time_point time) {
        deadline = deadline ? std::min(*deadline, time) : time;
    };
    if (!group_.empty()) sooner(group_.oldest() + options_.set_aside_after);
    if (!waiting_.empty()) sooner(waiting_.front().since + options_.lock_wait_timeout);
    if (owner_) sooner(owner_->last_used() + options_.transaction_idle_timeout);
    return deadline;
}

void Committer::run_between_groups(const std::function<void()>& task) {
    if (owner_ && !group_.empty()) {
        if (const Result<void> flushed = flush_behind_owner(); !flushed) {
            lose_engine_transaction(flushed.error());
        }
    } else if (!owner_) {
        flush();
    }
    task();
}

void Committer::shut_down() {
    if (owner_) {
        const Result<void> undone = owner_->rollback();
        owner_.reset();
        if (!undone) lose_engine_transaction(undone.error());
    }
    flush();
    for (const Waiting& waiting : waiting_) {
        answer(*waiting.write, sql_error(1053, "Server shutdown in progress"));
    }
    waiting_.clear();
    if (writer_.in_transaction()) writer_.rollback();
    hand_over();
}

bool Committer::is_stale(const server::WriteRequest& request) const {
    return request.statement != nullptr &&
           request.statement->statement->schema_version != writer_.working_catalog()->version();
}

bool Committer::owned_by(std::uint64_t session_id) const noexcept {
    return owner_ && owner_->session_id() == session_id;
}

bool Committer::group_is_full(Clock::time_point now) const noexcept {
    return group_.size() >= options_.max_group_transactions ||
           group_.bytes() >= options_.max_group_bytes ||
           (group_.has_transactions() && now - group_.oldest() >= options_.max_group_wait);
}

void Committer::answer(server::PendingWrite& write) {
    write.next = nullptr;
    write.reply.transaction_open = owned_by(write.request.session_id);
    if (answered_last_ == nullptr) {
        answered_first_ = &write;
    } else {
        answered_last_->next = &write;
    }
    answered_last_ = &write;
}

void Committer::answer(server::PendingWrite& write, Error error) {
    write.reply.error = std::move(error);
    answer(write);
}

void Committer::hand_over() {
    if (answered_first_ == nullptr) return;
    replies_(answered_first_);
    answered_first_ = nullptr;
    answered_last_ = nullptr;
}

}  // namespace understudy::primary
