#include "common/server/statement_runner.hpp"

#include "common/server/access.hpp"
#include "common/server/co_try.hpp"
#include "common/server/set_statement.hpp"
#include "common/server/show.hpp"
#include "common/server/table_query.hpp"

#include <chrono>
#include <utility>

namespace understudy::server {
namespace {

bool is_blank(std::string_view text) noexcept {
    return text.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

std::int64_t now_us() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

/// SHOW WARNINGS and its like look at the statement before, and so do not clear its warnings.
bool keeps_warnings(const sql::Statement& statement) {
    const auto* show = std::get_if<sql::Show>(&statement);
    return show != nullptr && (show->what.ends_with("WARNINGS") || show->what.ends_with("ERRORS"));
}

}  // namespace

Executor::Awaitable StatementRunner::run(std::string_view text, bool several_allowed) {
    for (;;) {
        c_.state.start_statement(now_us());
        CO_TRY_ASSIGN(const sql::Parsed parsed, sql::parse_statement(text, c_.state.context));
        const bool last = is_blank(parsed.rest);
        if (!last && !several_allowed) {
            co_return sql_error(1064,
                                "You have an error in your SQL syntax; check the manual that "
                                "corresponds to your MySQL server version for the right syntax to "
                                "use near '" +
                                    std::string(parsed.rest.substr(0, 80)) + "' at line 1");
        }
        c_.replies.set_more_results(!last);
        ++c_.services.counters.queries;
        Result<void> done = co_await run_one(parsed, RowForm::text);
        c_.replies.set_more_results(false);
        CO_TRY(std::move(done));
        if (last || c_.gone) co_return Result<void>();
        text = parsed.rest;
    }
}

Executor::Awaitable StatementRunner::run_data(std::string_view text) {
    Executable what{text, {}};
    Result<void> done = co_await executor_.execute(what, {}, form_);
    co_return done;
}

Executor::Awaitable StatementRunner::run_one(const sql::Parsed& parsed, RowForm form) {
    form_ = form;
    const sql::Statement& statement = parsed.statement;
    if (!keeps_warnings(statement)) c_.state.context.warnings.clear();
    if (std::holds_alternative<sql::DataStatement>(statement)) return run_data(parsed.text);
    if (const auto* set = std::get_if<sql::Set>(&statement)) return run_set(*set, c_, executor_);
    if (const auto* definition = std::get_if<sql::Definition>(&statement)) {
        return executor_.define(*definition, parsed.text);
    }
    if (const auto* show = std::get_if<sql::Show>(&statement)) return run_show(*show);
    if (const auto* admin = std::get_if<sql::Admin>(&statement)) return run_admin(*admin);
    if (const auto* database = std::get_if<sql::Use>(&statement)) {
        return Executor::ready(use(*database));
    }
    if (const auto* prepare = std::get_if<sql::SqlPrepare>(&statement)) {
        return Executor::ready(prepared_.sql_prepare(*prepare));
    }
    if (const auto* deallocate = std::get_if<sql::SqlDeallocate>(&statement)) {
        return Executor::ready(prepared_.sql_deallocate(*deallocate));
    }
    if (const auto* execute = std::get_if<sql::SqlExecute>(&statement)) {
        return prepared_.sql_execute(*execute, *this);
    }
    return run_transaction_statement(statement);
}

Executor::Awaitable StatementRunner::run_transaction_statement(const sql::Statement& statement) {
    if (const auto* begin = std::get_if<sql::Begin>(&statement)) return executor_.begin(*begin);
    if (const auto* commit = std::get_if<sql::Commit>(&statement)) {
        if (commit->release) c_.close_after_reply = true;
        return executor_.commit(commit->chain);
    }
    if (const auto* rollback = std::get_if<sql::Rollback>(&statement)) {
        if (!rollback->to_savepoint.empty()) return executor_.rollback_to(rollback->to_savepoint);
        if (rollback->release) c_.close_after_reply = true;
        return executor_.rollback(rollback->chain);
    }
    if (const auto* savepoint = std::get_if<sql::Savepoint>(&statement)) {
        return executor_.savepoint(savepoint->name);
    }
    return executor_.release_savepoint(std::get<sql::ReleaseSavepoint>(statement).name);
}

Result<void> StatementRunner::use(const sql::Use& statement) {
    const auto catalog = c_.services.backend.store().catalog();
    if (!catalog->has_database(statement.database)) {
        return sql_error(1049, "Unknown database '" + statement.database + "'");
    }
    c_.state.context.database = statement.database;
    c_.replies.ok({});
    return {};
}

Executor::Awaitable StatementRunner::run_show(const sql::Show& statement) {
    CO_TRY(check_access(statement, c_.state));
    if (statement.what == "BINLOG EVENTS") {
        Result<Table> events = co_await show_binlog_events(statement, c_);
        CO_TRY_ASSIGN(const Table table, std::move(events));
        c_.replies.table(table, form_);
        co_return Result<void>();
    }
    const ShowContext context{statement, c_.services, c_.state,
                              c_.services.backend.store().catalog()};
    CO_TRY_ASSIGN(const Table table, show(context));
    if (!statement.where.empty() && !table.rows.empty()) {
        Result<void> done = co_await filtered(table, statement.where);
        co_return done;
    }
    c_.replies.table(table, form_);
    co_return Result<void>();
}

/// SHOW ... WHERE: the table becomes a query of constants, and the engine filters it.
Executor::Awaitable StatementRunner::filtered(const Table& table, const std::string& where) {
    CO_TRY_ASSIGN(const std::string text, table_query(table, where));
    Executable what{text, {}};
    Result<void> done = co_await executor_.execute(what, {}, form_);
    co_return done;
}

}  // namespace understudy::server
