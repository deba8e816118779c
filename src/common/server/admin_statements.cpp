#include "common/server/access.hpp"
#include "common/server/account_statement.hpp"
#include "common/server/co_try.hpp"
#include "common/server/statement_runner.hpp"

#include <charconv>

namespace understudy::server {
namespace {

bool is_account_statement(std::string_view verb) noexcept {
    return verb == "CREATE USER" || verb == "ALTER USER" || verb == "DROP USER" ||
           verb == "GRANT" || verb == "REVOKE" || verb == "SET PASSWORD";
}

/// Statements of other engines and of locking that are true here without doing anything: readers
/// never block, tables need no repair.
bool is_no_operation(std::string_view verb) noexcept {
    for (const std::string_view known :
         {"UNLOCK TABLES", "FLUSH PRIVILEGES", "FLUSH STATUS", "FLUSH HOSTS", "FLUSH ENGINE LOGS",
          "FLUSH USER_RESOURCES", "FLUSH QUERY CACHE"}) {
        if (verb == known) return true;
    }
    return false;
}

/// ANALYZE, CHECK, OPTIMIZE, REPAIR TABLE: a row per table.
std::optional<Table> maintenance_table(const sql::Admin& statement,
                                       const sql::SchemaLookup& catalog) {
    const std::size_t blank = statement.verb.find(' ');
    if (blank == std::string::npos || statement.verb.substr(blank) != " TABLE") return std::nullopt;
    std::string operation = statement.verb.substr(0, blank);
    for (char& c : operation) c = static_cast<char>(c | 0x20);
    if (operation != "analyze" && operation != "check" && operation != "optimize" &&
        operation != "repair") {
        return std::nullopt;
    }
    Table table;
    table.text("Table").text("Op").text("Msg_type").text("Msg_text");
    for (const sql::TableName& name : statement.tables) {
        const std::string full = name.database + "." + name.table;
        if (catalog.find_table(name.database, name.table)) {
            table.rows.push_back({cell(full), cell(operation), cell("status"), cell("OK")});
        } else {
            table.rows.push_back({cell(full), cell(operation), cell("Error"),
                                  cell("Table '" + full + "' doesn't exist")});
        }
    }
    return table;
}

}  // namespace

Result<void> StatementRunner::kill(const sql::Admin& statement) {
    const std::string text = statement.option("ID");
    std::uint64_t id = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, id);
    Process* process = parsed.ec == std::errc() ? c_.services.processes.find(id) : nullptr;
    if (process == nullptr) return sql_error(1094, "Unknown thread id: " + text);
    if (process->user != c_.state.context.user && !has(c_.state.roles, Role::admin)) {
        return sql_error(1095, "You are not owner of thread " + text);
    }
    const bool query_only = !statement.option("QUERY").empty();
    // Queued first: the killed connection may be this one.
    c_.replies.ok({});
    process->kill(query_only ? Process::Kill::query : Process::Kill::connection);
    return {};
}

Result<void> StatementRunner::change_accounts(const sql::Admin& statement) {
    TRY_ASSIGN(const AccountStatement change, parse_account_statement(statement.text));
    const bool own_password = (change.verb == AccountStatement::Verb::set_password ||
                               change.verb == AccountStatement::Verb::alter) &&
                              change.targets.size() == 1 && change.targets.front().current &&
                              !change.locked;
    if (!own_password) TRY(check_role(Role::admin, "CREATE USER", c_.state));
    TRY(execute(change, c_.services.accounts, c_.state.context.user, c_.state.account_host));
    c_.replies.ok({});
    return {};
}

/// What needs nothing but the session and its server. `known` says whether it was that.
Result<void> StatementRunner::run_here(const sql::Admin& statement, bool& known) {
    known = true;
    if (statement.verb == "KILL") return kill(statement);
    if (is_account_statement(statement.verb)) return change_accounts(statement);
    if (is_no_operation(statement.verb)) {
        c_.replies.ok({});
        return {};
    }
    const auto catalog = c_.services.backend.store().catalog();
    if (const std::optional<Table> table = maintenance_table(statement, *catalog)) {
        c_.replies.table(*table, form_);
        return {};
    }
    known = false;
    return {};
}

Executor::Awaitable StatementRunner::run_admin(const sql::Admin& statement) {
    CO_TRY(check_access(statement, c_.state));
    bool known = false;
    Result<void> here = run_here(statement, known);
    if (known) co_return here;
    if (statement.verb == "LOCK TABLES") {
        Result<void> ended = co_await executor_.commit_silently();
        CO_TRY(std::move(ended));
        c_.replies.ok({});
        co_return Result<void>();
    }
    Result<void> done = co_await run_at_backend(statement);
    co_return done;
}

Executor::Awaitable StatementRunner::run_at_backend(const sql::Admin& statement) {
    Result<AdminReply> reply = co_await c_.services.backend.admin(statement, c_.state.context);
    CO_TRY_ASSIGN(const AdminReply answer, std::move(reply));
    c_.state.context.warnings = answer.warnings;
    if (answer.table) {
        c_.replies.table(*answer.table, form_);
    } else {
        c_.replies.ok({.affected_rows = answer.affected_rows});
    }
    co_return Result<void>();
}

}  // namespace understudy::server
