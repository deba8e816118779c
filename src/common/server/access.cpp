#include "common/server/access.hpp"

#include <algorithm>
#include <iterator>

namespace understudy::server {
namespace {

std::string account_of(const SessionState& state) {
    return "'" + state.context.user + "'@'" + state.context.host + "'";
}

Error table_denied(std::string_view command, std::string_view table, const SessionState& state) {
    return sql_error(1142, std::string(command) + " command denied to user " + account_of(state) +
                               " for table '" + std::string(table) + "'");
}

std::string_view command_of(sql::EngineStatement::Kind kind) noexcept {
    switch (kind) {
        case sql::EngineStatement::Kind::query:
            return "SELECT";
        case sql::EngineStatement::Kind::insert:
        case sql::EngineStatement::Kind::replace:
            return "INSERT";
        case sql::EngineStatement::Kind::update:
            return "UPDATE";
        case sql::EngineStatement::Kind::remove:
            break;
    }
    return "DELETE";
}

/// Every account may read these: they show it nothing that it may not see.
bool is_public(const sql::TableName& table) noexcept {
    return same_name(table.database, "information_schema") ||
           same_name(table.database, "performance_schema");
}

bool may(Role role, const SessionState& state) noexcept {
    return has(state.roles, role) || has(state.roles, Role::admin);
}

/// Statements for operators that an ordinary account may give.
constexpr std::string_view harmless[] = {
    "LOCK TABLES",    "UNLOCK TABLES", "KILL",           "FLUSH TABLES", "FLUSH STATUS",
    "ANALYZE TABLE",  "CHECK TABLE",   "OPTIMIZE TABLE", "HELP",         "FLUSH LOCAL TABLES",
    "CHECKSUM TABLE", "SET PASSWORD",  "ALTER USER",     "REPAIR TABLE", "FLUSH PRIVILEGES",
};

}  // namespace

Result<void> check_access(const sql::EngineStatement& statement, const SessionState& state) {
    if (statement.writes && !may(Role::write, state)) {
        return table_denied(command_of(statement.kind), statement.writes->table, state);
    }
    if (may(Role::read, state)) return {};
    for (const sql::TableName& table : statement.reads) {
        if (!is_public(table)) return table_denied("SELECT", table.table, state);
    }
    return {};
}

Result<void> check_access(const sql::Definition& definition, const SessionState& state) {
    if (may(Role::write, state)) return {};
    if (const auto* create = std::get_if<sql::CreateTable>(&definition)) {
        return table_denied("CREATE", create->schema.name, state);
    }
    if (const auto* alter = std::get_if<sql::AlterTable>(&definition)) {
        return table_denied("ALTER", alter->table.table, state);
    }
    if (const auto* drop = std::get_if<sql::DropTable>(&definition)) {
        return table_denied("DROP", drop->tables.empty() ? "" : drop->tables.front().table, state);
    }
    if (const auto* create = std::get_if<sql::CreateDatabase>(&definition)) {
        return sql_error(1044, "Access denied for user " + account_of(state) + " to database '" +
                                   create->name + "'");
    }
    return sql_error(1044, "Access denied for user " + account_of(state) + " to database '" +
                               state.context.database + "'");
}

Result<void> check_role(Role role, std::string_view privilege, const SessionState& state) {
    if (may(role, state)) return {};
    return sql_error(1227, "Access denied; you need (at least one of) the " +
                               std::string(privilege) + " privilege(s) for this operation");
}

Result<void> check_access(const sql::Admin& statement, const SessionState& state) {
    const bool anyone =
        std::find(std::begin(harmless), std::end(harmless), statement.verb) != std::end(harmless);
    if (anyone) return {};
    const bool account = statement.verb.ends_with(" USER") || statement.verb == "GRANT" ||
                         statement.verb == "REVOKE";
    return check_role(Role::admin, account ? "CREATE USER" : "SUPER", state);
}

Result<void> check_access(const sql::Show& statement, const SessionState& state) {
    constexpr std::string_view replication[] = {
        "BINARY LOG STATUS", "BINARY LOGS",   "BINLOG EVENTS", "REPLICAS",
        "REPLICA STATUS",    "REPLICA HOSTS", "MASTER STATUS", "RELAYLOG EVENTS"};
    if (std::find(std::begin(replication), std::end(replication), statement.what) ==
        std::end(replication)) {
        return {};
    }
    return check_role(Role::replication, "SUPER, REPLICATION CLIENT", state);
}

}  // namespace understudy::server
