#pragma once

#include "common/base/result.hpp"
#include "common/sql/schema_lookup.hpp"
#include "common/sql/session_context.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace understudy::sql {

// ---- Data definition. Names without a database were completed with the session's. ----

struct CreateDatabase {
    std::string name;
    bool if_not_exists = false;
};
struct DropDatabase {
    std::string name;
    bool if_exists = false;
};

struct CreateTable {
    TableSchema schema;  ///< absent parts as MySQL would complete them
    bool if_not_exists = false;
    bool temporary = false;
    std::optional<TableName> like;  ///< CREATE TABLE ... LIKE: schema has only its names
    std::string as_select;          ///< MySQL text behind AS; empty: none
    std::vector<Warning> warnings;  ///< options that were taken differently or ignored
};

/// One clause of ALTER TABLE, in the order written; apply_alteration() makes the new schema.
struct AlterTable {
    struct AddColumn {
        Column column;
        bool first = false;
        std::string after;
    };
    struct DropColumn {
        std::string name;
    };
    struct ChangeColumn {
        std::string old_name;
        Column column;
        bool first = false;
        std::string after;
    };
    struct RenameColumn {
        std::string old_name, new_name;
    };
    struct SetDefault {
        std::string column;
        std::optional<ColumnDefault> value;
    };
    struct AddIndex {
        Index index;
        std::vector<std::string> columns;
        bool primary = false;
    };
    struct DropIndex {
        std::string name;
    };
    struct RenameIndex {
        std::string old_name, new_name;
    };
    struct DropPrimaryKey {};
    struct AddForeignKey {
        ForeignKey key;
        std::vector<std::string> columns;
    };
    struct DropForeignKey {
        std::string name;
    };
    struct AddCheck {
        CheckConstraint check;
    };
    struct DropCheck {
        std::string name;
    };
    struct RenameTo {
        TableName name;
    };
    struct SetAutoIncrement {
        std::uint64_t value = 0;
    };
    struct SetComment {
        std::string text;
    };
    struct ConvertCharset {
        std::uint16_t collation = collation::utf8mb4_bin;
    };
    struct Nothing {};  ///< ENGINE=, ORDER BY, ... : accepted, without effect here
    using Clause = std::variant<AddColumn, DropColumn, ChangeColumn, RenameColumn, SetDefault,
                                AddIndex, DropIndex, RenameIndex, DropPrimaryKey, AddForeignKey,
                                DropForeignKey, AddCheck, DropCheck, RenameTo, SetAutoIncrement,
                                SetComment, ConvertCharset, Nothing>;
    TableName table;
    std::vector<Clause> clauses;
    std::vector<Warning> warnings;
};

struct DropTable {
    std::vector<TableName> tables;
    bool if_exists = false;
    bool temporary = false;
};
struct TruncateTable {
    TableName table;
};
struct RenameTable {
    std::vector<std::pair<TableName, TableName>> renames;
};
struct CreateView {
    TableName name;
    std::string select;
    bool or_replace = false;
};
struct DropView {
    std::vector<TableName> views;
    bool if_exists = false;
};

using Definition = std::variant<CreateDatabase, DropDatabase, CreateTable, AlterTable, DropTable,
                                TruncateTable, RenameTable, CreateView, DropView>;
/// CREATE INDEX and DROP INDEX are parsed into AlterTable.

// ---- Everything else ----

/// SELECT, INSERT, REPLACE, UPDATE, DELETE, VALUES, WITH, TABLE, DO: for translate().
struct DataStatement {
    EngineStatement::Kind kind = EngineStatement::Kind::query;
};

struct Begin {
    bool read_only = false;
    bool consistent_snapshot = false;
};
struct Commit {
    bool chain = false;
    bool release = false;
};
struct Rollback {
    bool chain = false;
    bool release = false;
    std::string to_savepoint;
};
struct Savepoint {
    std::string name;
};
struct ReleaseSavepoint {
    std::string name;
};

/// SET [GLOBAL|SESSION] name = expr, SET @x = expr, SET NAMES, SET CHARACTER SET, SET TRANSACTION
/// ...
struct Set {
    struct Assignment {
        enum class Scope : std::uint8_t { session, global, persist, user };
        Scope scope = Scope::session;
        std::string name;  ///< lower case, without @ signs; "names", "transaction isolation level"
        std::string expression;  ///< MySQL text to the right; "DEFAULT" and bare words as written
    };
    std::vector<Assignment> assignments;
};

struct Use {
    std::string database;
};

/// SHOW ..., DESCRIBE, EXPLAIN table. `what` is the upper-case words of the subject, one blank
/// between: "BINARY LOG STATUS", "VARIABLES", "FULL COLUMNS", "CREATE TABLE", "REPLICA STATUS",
/// "WARNINGS", ...
struct Show {
    enum class Scope : std::uint8_t { none, session, global };
    std::string what;
    Scope scope = Scope::none;
    std::optional<TableName> table;   ///< FROM t [FROM db], CREATE TABLE t
    std::string database;             ///< FROM db, IN db
    std::optional<std::string> like;  ///< unescaped pattern text
    std::string where;                ///< MySQL text; empty: none
    // SHOW BINLOG EVENTS [IN 'file'] [FROM pos] [LIMIT [o,] n]; SHOW ... LIMIT
    std::string log_file;
    std::uint64_t log_offset = 0;
    std::optional<std::uint64_t> limit, limit_offset;
    std::string channel;
    std::string for_user;  ///< SHOW GRANTS FOR
};

/// Statements for operators. `verb` is the upper-case words that select it: "FLUSH BINARY LOGS",
/// "PURGE BINARY LOGS", "START REPLICA", "CHANGE REPLICATION SOURCE", "KILL", "CREATE USER",
/// "GRANT", "LOCK TABLES", ... (MASTER/SLAVE spellings are given as SOURCE/REPLICA/BINARY LOGS).
/// `options` are its NAME = value pairs and clauses, names in upper case: {"TO", "binlog.000003"},
/// {"UNTIL SOURCE_LOG_FILE", ...}, {"SOURCE_HOST", ...}.
struct Admin {
    std::string verb;
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<TableName> tables;
    std::string text;  ///< the statement as written
    std::string option(std::string_view name) const;
};

/// PREPARE/EXECUTE/DEALLOCATE in SQL text.
struct SqlPrepare {
    std::string name;
    std::string text;
    std::string from_variable;
};
struct SqlExecute {
    std::string name;
    std::vector<std::string> variables;
};
struct SqlDeallocate {
    std::string name;
};

using Statement =
    std::variant<DataStatement, Definition, Begin, Commit, Rollback, Savepoint, ReleaseSavepoint,
                 Set, Use, Show, Admin, SqlPrepare, SqlExecute, SqlDeallocate>;

/// The first statement of `text`, and where it ends. `/*! */` comments are seen through by version.
struct Parsed {
    Statement statement;
    std::string_view text;  ///< this statement, without the semicolon
    std::string_view rest;  ///< behind the semicolon; empty or blank: nothing follows
};

/// Errors are SQL errors: 1064 with MySQL's "near '...'" text, 1065 for an empty query, 1235 naming
/// what is not supported, and the DDL's own (1060, 1061, 1068, 1071, 1074, 1075, 1171, ...).
/// `session` gives the current database and the SQL mode.
Result<Parsed> parse_statement(std::string_view text, const SessionContext& session);

/// Translates a DataStatement's text for the engine. Literals of INSERT, UPDATE, DELETE and of
/// WHERE clauses become parameters, so that texts that differ only there share one EngineStatement.
/// Errors: SQL errors (1046, 1054, 1064, 1109, 1136, 1146, 1235, ...).
Result<Translation> translate(std::string_view text, const SessionContext& session,
                              const SchemaLookup& schemas);

/// The schema that results. Errors: SQL errors 1060, 1061, 1072, 1090, 1091, ...
Result<TableSchema> apply_alteration(const TableSchema& table, const AlterTable& alteration);

/// MySQL text, as SHOW CREATE TABLE prints it; parse_statement takes it back to an equal schema,
/// and MySQL 8.4+ and MariaDB 10.11+ execute it.
std::string render_create_table(const TableSchema& table);

/// SQLite text: the CREATE TABLE, then one CREATE INDEX per index. `schema_name` is the ATTACH
/// name.
std::vector<std::string> render_sqlite_table(const TableSchema& table,
                                             std::string_view schema_name);

}  // namespace understudy::sql
