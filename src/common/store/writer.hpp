#pragma once

#include "common/base/result.hpp"
#include "common/model/row_change.hpp"
#include "common/sql/engine_statement.hpp"
#include "common/sql/session_context.hpp"
#include "common/sql/statement.hpp"
#include "common/store/applied.hpp"
#include "common/store/cursor.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace understudy::store {

/// What a statement did, in MySQL's terms.
struct WriteResult {
    std::uint64_t affected_rows =
        0;  ///< INSERT ... ON DUPLICATE KEY UPDATE: 1, 2 or 0 each; REPLACE: deletes + inserts
    std::uint64_t matched_rows = 0;    ///< UPDATE: rows found (CLIENT_FOUND_ROWS)
    std::uint64_t last_insert_id = 0;  ///< first generated AUTO_INCREMENT value; 0: none
};

/// The one connection that writes. Everything runs on one thread, inside one open engine
/// transaction:
///
///     begin (statement | savepoint | definition | apply)* (commit | rollback)
///
/// A statement that fails leaves no trace (and its captured changes must be dropped by the caller:
/// see TransactionEncoder::rollback_to). Statements are captured and checked; apply() is neither
/// captured nor checked, and fires no trigger and no foreign key: it reproduces what a source did.
class Writer {
  public:
    virtual ~Writer() = default;

    virtual Result<void> begin() = 0;
    virtual bool in_transaction() const = 0;

    /// Runs INSERT, REPLACE, UPDATE or DELETE. `parameters` are the client's, in order.
    /// Row changes go to `sink` in the order they happen; updates that change nothing do not.
    /// Errors: SQL errors (1062 with entry and key, 1451/1452, 1205, ...), `io` for disk full
    /// (1021) etc.
    virtual Result<WriteResult> execute(const sql::Translation& statement,
                                        std::span<const Value> parameters,
                                        sql::SessionContext& session, RowChangeSink& sink) = 0;
    /// A query that sees this transaction's own writes. The cursor ends before the next call.
    virtual Result<std::unique_ptr<Cursor>> query(const sql::Translation& statement,
                                                  std::span<const Value> parameters,
                                                  sql::SessionContext& session) = 0;

    /// Savepoints nest by number: savepoint() returns the number to give back.
    virtual Result<std::uint32_t> savepoint() = 0;
    virtual Result<void> release(std::uint32_t savepoint) = 0;
    virtual Result<void> rollback_to(std::uint32_t savepoint) = 0;

    /// Executes a definition in this transaction; the working catalog follows. CREATE and DROP
    /// DATABASE and anything else that cannot be undone must be alone in its transaction. Errors:
    /// SQL errors (1007, 1008, 1050, 1051, 1054, 1061, 1072, 1091, 1146, ...).
    virtual Result<void> define(const sql::Definition& definition,
                                sql::SessionContext& session) = 0;
    /// What define() would answer, without doing it: so that a DDL is refused before it is logged.
    virtual Result<void> check(const sql::Definition& definition, sql::SessionContext& session) = 0;

    /// Reproduces one row change of a source. Rows are found by primary key, else by a unique NOT
    /// NULL key, else by all columns. Errors: `corrupt` (with MySQL's 1032 or 1062) if the row to
    /// change is not there or the row to insert is: the copy has diverged.
    virtual Result<void> apply(const RowChange& change) = 0;

    /// The catalog with this transaction's definitions.
    virtual std::shared_ptr<const sql::SchemaLookup> working_catalog() const = 0;

    /// Stores `applied` in every file that this transaction wrote (in all files if `everywhere`),
    /// then commits. Publishes the catalog. After an error the engine's state is unknown: recover.
    enum class Reach : std::uint8_t { touched, everywhere };
    virtual Result<void> commit(const Applied& applied, Reach reach = Reach::touched) = 0;
    virtual void rollback() = 0;

    /// Copies the WAL back into the files as far as readers allow, and makes them durable. Only
    /// between transactions. `applied_of` is durable afterwards: logs before it may be purged.
    virtual Result<void> checkpoint() = 0;
    /// Bytes in the largest WAL.
    virtual std::uint64_t wal_bytes() const = 0;
};

}  // namespace understudy::store
