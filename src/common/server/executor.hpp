#pragma once

#include "common/server/conversation.hpp"
#include "common/sql/statement.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

namespace understudy::server {

/// A data statement as a client gave it, and its translation, made when it is first needed and
/// again when the catalog has changed.
struct Executable {
    std::string_view text;
    sql::Translation translation;
};

/// Executes translated statements, definitions and transaction statements for one session, and
/// queues their replies: writes through the backend's writer, reads on the reader threads.
///
/// An error that is returned is the client's to see; nothing was queued for it (or rows, before
/// it). A client that is gone is no error: `Conversation::gone` says so. The io thread only.
class Executor {
  public:
    explicit Executor(Conversation& conversation) : c_(conversation) {}

    using Awaitable = boost::asio::awaitable<Result<void>>;

    Awaitable execute(Executable& what, std::span<const Value> parameters, RowForm form);
    Awaitable define(const sql::Definition& definition, std::string_view text);
    /// The value of `SELECT expression`: for SET. Errors: the engine's; 1241 for several columns.
    boost::asio::awaitable<Result<sql::OwnedValue>> evaluate(std::string_view expression);

    Awaitable begin(const sql::Begin& statement);
    Awaitable commit(bool chain);
    Awaitable rollback(bool chain);
    Awaitable savepoint(const std::string& name);
    Awaitable release_savepoint(const std::string& name);
    Awaitable rollback_to(const std::string& name);
    /// Ends whatever is open, as DDL, BEGIN and LOCK TABLES do. Nothing is queued.
    Awaitable commit_silently();
    /// Ends whatever is open by rolling it back: the client is gone, or starts anew.
    Awaitable rollback_silently();

    /// An answer that is there already.
    static Awaitable ready(Result<void> result = {});
    /// Makes the translation fit the catalog of now. Errors: SQL errors.
    Result<void> refresh(Executable& what);

  private:
    Awaitable run_query(Executable& what, std::span<const Value> parameters, RowForm form);
    Awaitable query_on_reader(const Executable& what, std::span<const Value> parameters,
                              RowForm form);
    Awaitable query_on_writer(Executable& what, std::span<const Value> parameters, RowForm form);
    Awaitable run_write(Executable& what, std::span<const Value> parameters);
    Awaitable enter_transaction();
    Awaitable end_transaction(WriteRequest::Kind kind);
    Awaitable savepoint_request(WriteRequest::Kind kind, const std::string& name);
    boost::asio::awaitable<void> submit(WriteRequest::Kind kind);
    Awaitable submit_statement(WriteRequest::Kind kind, Executable& what,
                               std::span<const Value> parameters);
    Result<void> check_writable() const;
    void reply_to_write(const sql::EngineStatement& statement, const store::WriteResult& result);

    Conversation& c_;
};

}  // namespace understudy::server
