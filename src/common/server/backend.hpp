#pragma once

#include "common/base/file.hpp"
#include "common/base/result.hpp"
#include "common/binlog/log.hpp"
#include "common/server/table.hpp"
#include "common/server/variables.hpp"
#include "common/sql/session_context.hpp"
#include "common/sql/statement.hpp"
#include "common/store/store.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace understudy::server {

/// Takes the rows of a query where they are made: on the writer's or a reader's thread. It encodes
/// them and may wait (bounded) for a slow client.
class RowConsumer {
  public:
    virtual ~RowConsumer() = default;
    /// Steps `cursor` to its end. Errors: the cursor's; `io` if the client is gone.
    virtual Result<void> consume(store::Cursor& cursor) = 0;
};

/// One thing that a session asks of the writer. Everything it points to is lent: it belongs to the
/// session, stays where it is and is not touched by the session until the reply.
struct WriteRequest {
    enum class Kind : std::uint8_t {
        statement,    ///< `statement` with `parameters`
        query,        ///< the same, for a query inside a transaction that wrote; rows to `rows`
        definition,   ///< `definition`; commits what was open, and itself
        savepoint,    ///< named `text`; opens the transaction if it is not open
        release,      ///< of the savepoint `text`; 1305 if there is none
        rollback_to,  ///< the savepoint `text`; 1305 if there is none
        commit,       ///< nothing open: fine
        rollback,     ///< nothing open: fine. Also sent for a session that ended
        pin,          ///< `reader->pin()` while no commit runs; belongs to no transaction
    };
    /// single: the statement is a transaction of its own. open: it joins the session's transaction,
    /// which it opens (waiting until no other session's is open) if it is the first.
    enum class Transaction : std::uint8_t { single, open };

    Kind kind = Kind::statement;
    Transaction transaction = Transaction::single;
    std::uint64_t session_id = 0;
    const sql::Translation* statement = nullptr;
    std::span<const Value> parameters;  ///< the client's, in order
    const sql::Definition* definition = nullptr;
    std::string_view text;                   ///< of the definition, for the log; savepoint name
    sql::SessionContext* session = nullptr;  ///< now_us and insert ids are the statement's
    const binlog::QueryContext* context = nullptr;
    RowConsumer* rows = nullptr;
    store::Reader* reader = nullptr;
};

struct WriteReply {
    /// Absent: done (and durable, if it committed). Present: the statement left no trace.
    std::optional<Error> error;
    store::WriteResult result;
    bool transaction_open = false;  ///< the session has a transaction in the writer now
    /// Not executed: `statement` was translated for another catalog. Translate and submit again.
    bool stale = false;
};

/// A request on its way through the writer, and its reply. Owned by the session (usually a part of
/// it), so that a statement allocates nothing. Between submit() and complete() it belongs to the
/// backend.
class PendingWrite {
  public:
    WriteRequest request;
    WriteReply reply;
    PendingWrite* next = nullptr;  ///< for the backend's queues

    /// The reply is there. Called once, on the io thread, directly from a handler of its event
    /// loop (it may run the session's next steps before it returns). A backend that answers a
    /// whole group posts one handler that completes them all.
    virtual void complete() noexcept = 0;

  protected:
    ~PendingWrite() = default;
};

/// The log that dump threads serve: a primary's own, or a replica's copy of its source's. Safe
/// anywhere.
class ServedLog {
  public:
    virtual ~ServedLog() = default;
    virtual const binlog::LogView& view() const = 0;
    virtual std::vector<binlog::LogFile> files() const = 0;
    /// Durable end, and all transactions up to there.
    virtual Coordinates durable() const = 0;
    virtual GtidSet purged_gtids() const = 0;
    /// `listener` is called on any thread whenever the durable end moved; it must be quick.
    virtual std::uint64_t add_listener(std::function<void()> listener) = 0;
    virtual void remove_listener(std::uint64_t id) = 0;
};
/// A primary's log as it is. `log` outlives it.
std::unique_ptr<ServedLog> serve(binlog::Log& log);

enum class ReadOnly : std::uint8_t {
    off,
    read_only,        ///< refuses writes of all but admins
    super_read_only,  ///< refuses writes of everyone: every replica
};
/// 1290 in MySQL's words.
Error read_only_error(ReadOnly mode);

/// What an operator's statement answered.
struct AdminReply {
    std::uint64_t affected_rows = 0;
    std::optional<Table> table;
    std::vector<sql::Warning> warnings;
};

/// What sessions need from the process that they run in: a primary or a replica.
///
/// All methods are called on the io thread. Destroy it after the Server; and answer every
/// PendingWrite (with 1053 when shutting down) before the io_context goes.
class Backend {
  public:
    virtual ~Backend() = default;

    virtual FileSystem& file_system() = 0;
    virtual store::Store& store() = 0;
    virtual Variables& variables() = 0;
    /// Null: this process serves no log.
    virtual ServedLog* log() = 0;

    /// Hands a request over and returns at once.
    virtual void submit(PendingWrite& pending) = 0;
    virtual ReadOnly read_only() const = 0;

    /// Statements for operators that sessions do not answer themselves: FLUSH BINARY LOGS, PURGE
    /// BINARY LOGS, START/STOP REPLICA, CHANGE REPLICATION SOURCE, RESET ..., SHUTDOWN, ... Rights
    /// were checked. Errors: 1235 naming what it does not know.
    virtual boost::asio::awaitable<Result<AdminReply>> admin(
        const sql::Admin& statement, const sql::SessionContext& session) = 0;
    /// SHOW BINARY LOG STATUS, BINARY LOGS and REPLICA STATUS, and any other that is the
    /// process's own. Nothing: not known here.
    virtual std::optional<Result<Table>> show(const sql::Show& statement) = 0;
    /// Adds its counters to SHOW GLOBAL STATUS.
    virtual void add_status(std::vector<std::pair<std::string, std::string>>& out) const = 0;
};

}  // namespace understudy::server
