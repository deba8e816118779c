// The durable half of the Committer: one fsync, one engine commit, all answered; and what happens
// when one of these fails.

#include "primary/committer.hpp"
#include "primary/recovery.hpp"

namespace understudy::primary {

Result<void> Committer::begin_engine() {
    if (writer_.in_transaction()) return {};
    return writer_.begin();
}

/// Whether writes may be taken at all. Tries to catch the engine up if an earlier commit failed.
Result<void> Committer::usable() {
    if (broken_) {
        return sql_error(1290, "The binary log could not be made durable (" + broken_->message +
                                   "); nothing is accepted until the server is restarted");
    }
    if (!engine_behind_) return {};
    if (writer_.in_transaction()) writer_.rollback();
    const Result<StoreRecovery> recovered = recover_store(fs_, store_, log_);
    if (!recovered) {
        return sql_error(1180, "The store is behind the binary log and cannot catch up: " +
                                   recovered.error().message);
    }
    engine_behind_ = false;
    return {};
}

void Committer::flush() {
    if (group_.empty()) return;
    if (!group_.has_transactions()) {
        for (server::PendingWrite* write : group_.waiters()) answer(*write);
        group_.clear();
        return;
    }
    hand_over();  // answers that wait for nothing should not wait for the disk
    if (const Result<void> durable = append_and_sync(); !durable)
        return fail_group(durable.error());
    if (const Result<void> committed = commit_engine(); !committed) {
        const Error error =
            sql_error(1180, "Got error during COMMIT: " + committed.error().message +
                                "; the transaction is in the binary log and will "
                                "be in the store after recovery");
        if (owner_) abandon_owner();  // it stood on what the engine has lost
        for (server::PendingWrite* write : group_.waiters()) write->reply.error = error;
    }
    counters_.transactions += group_.size();
    ++counters_.groups;
    for (server::PendingWrite* write : group_.waiters()) answer(*write);
    group_.clear();
}

Result<void> Committer::append_and_sync() {
    for (const binlog::EncodedTransaction& transaction : group_.transactions()) {
        TRY(log_.append(transaction));
    }
    Result<void> synced = log_.sync();
    if (!synced)
        broken_ = synced.error();  // what the kernel dropped may be gone: only a restart tells
    return synced;
}

Result<void> Committer::commit_engine() {
    const Coordinates durable = log_.durable();
    // A new log file moves the coordinates of all database files, so that old logs can be purged.
    const auto reach = durable.position.file == last_file_ ? store::Writer::Reach::touched
                                                           : store::Writer::Reach::everywhere;
    Result<void> committed =
        writer_.commit(store::Applied{durable.position, durable.gtids.to_string()}, reach);
    if (committed) {
        last_file_ = durable.position.file;
    } else {
        engine_behind_ = true;
        if (writer_.in_transaction()) writer_.rollback();
    }
    return committed;
}

/// The log could not take the group (or sync it): nobody of it is acknowledged.
void Committer::fail_group(const Error& error) {
    if (!broken_) {
        if (const Result<void> discarded = log_.discard_unsynced(); !discarded) {
            broken_ = discarded.error();
        }
    }
    lose_engine_transaction(error);
}

/// The engine's transaction is gone, or cannot go on: so are the group and the open transaction.
void Committer::lose_engine_transaction(const Error& error) {
    if (owner_) abandon_owner();
    if (writer_.in_transaction()) writer_.rollback();
    const Error told = error.sql_number != 0
                           ? error
                           : sql_error(1026, "Error writing the binary log: " + error.message);
    for (server::PendingWrite* write : group_.waiters()) {
        if (!write->reply.error) write->reply.error = told;
        answer(*write);
    }
    group_.clear();
}

/// The same, because of a request that has its error already: its session need not be told again.
void Committer::lose_engine_transaction(server::PendingWrite& cause, const Error& error) {
    group_.add_waiter(cause);
    lose_engine_transaction(error);
    aborted_.erase(cause.request.session_id);
}

/// Flushes the group in front of the open transaction, whose session has not gone on in time.
Result<void> Committer::flush_behind_owner() {
    ++counters_.set_aside;
    TRY(owner_->set_aside());
    flush();
    if (!owner_) return {};  // the flush failed and took it along
    TRY(begin_engine());
    return owner_->put_back();
}

}  // namespace understudy::primary
