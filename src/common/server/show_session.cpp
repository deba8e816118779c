#include "common/server/show.hpp"

#include <algorithm>

namespace understudy::server {
namespace {

const char* level_name(sql::Warning::Level level) noexcept {
    switch (level) {
        case sql::Warning::Level::note:
            return "Note";
        case sql::Warning::Level::warning:
            return "Warning";
        case sql::Warning::Level::error:
            break;
    }
    return "Error";
}

enum class Levels : std::uint8_t { all, errors };

Table warnings_table(const ShowContext& context, Levels levels) {
    Table table;
    table.text("Level").number("Code").text("Message");
    for (const sql::Warning& warning : context.state.context.warnings) {
        if (levels == Levels::errors && warning.level != sql::Warning::Level::error) continue;
        table.rows.push_back({cell(level_name(warning.level)), cell(std::uint64_t{warning.number}),
                              cell(warning.message)});
    }
    return table;
}

Table count_table(const char* name, std::uint64_t count) {
    Table table;
    table.number(name);
    table.rows.push_back({cell(count)});
    return table;
}

constexpr std::size_t short_info_bytes = 100;  ///< as MySQL cuts it without FULL

Table process_table(const ShowContext& context, std::size_t info_bytes) {
    Table table;
    table.number("Id").text("User").text("Host").text("db").text("Command").signed_number("Time");
    table.text("State").text("Info");
    const auto now = std::chrono::steady_clock::now();
    for (const auto& [id, process] : context.services.processes.all()) {
        const bool own = process->user == context.state.context.user;
        if (!own && !has(context.state.roles, Role::admin)) continue;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - process->since);
        table.rows.push_back(
            {cell(id), cell(process->user), cell(process->host),
             process->database.empty() ? null_cell() : cell(process->database),
             cell(process->command), cell(static_cast<std::uint64_t>(seconds.count())),
             cell(process->state),
             process->info.empty() ? null_cell() : cell(process->info.substr(0, info_bytes))});
    }
    return table;
}

}  // namespace

Result<Table> show_warnings(const ShowContext& context) {
    return warnings_table(context, Levels::all);
}

Result<Table> show_errors(const ShowContext& context) {
    return warnings_table(context, Levels::errors);
}

Result<Table> show_warning_count(const ShowContext& context) {
    return count_table("@@session.warning_count", warnings_table(context, Levels::all).rows.size());
}

Result<Table> show_error_count(const ShowContext& context) {
    return count_table("@@session.error_count",
                       warnings_table(context, Levels::errors).rows.size());
}

Result<Table> show_process_list(const ShowContext& context) {
    return process_table(context, short_info_bytes);
}

Result<Table> show_full_process_list(const ShowContext& context) {
    return process_table(context, std::string_view::npos);
}

Result<Table> show_grants(const ShowContext& context) {
    const SessionState& state = context.state;
    std::string user = state.context.user, host = state.account_host;
    Role roles = state.roles;
    if (!context.statement.for_user.empty()) {
        const std::string& text = context.statement.for_user;
        const std::size_t at = text.rfind('@');
        user = text.substr(0, at);
        host = at == std::string::npos ? "%" : text.substr(at + 1);
        const bool own = user == state.context.user && host == state.account_host;
        if (!own && !has(state.roles, Role::admin)) {
            return sql_error(1044, "Access denied for user '" + state.context.user + "'@'" +
                                       state.context.host + "' to database 'mysql'");
        }
        const Account* account = context.services.accounts.find_exact(user, host);
        if (account == nullptr && !own) {
            return sql_error(1141, "There is no such grant defined for user '" + user +
                                       "' on host '" + host + "'");
        }
        if (account != nullptr) roles = account->roles;
    }
    Table table;
    table.text("Grants for " + user + "@" + host);
    std::string grant =
        "GRANT " + privileges_of(roles) + " ON *.* TO `" + user + "`@`" + host + "`";
    if (has(roles, Role::admin)) grant += " WITH GRANT OPTION";
    table.rows.push_back({cell(grant)});
    return table;
}

Result<Table> show_create_user(const ShowContext& context) {
    const std::string& text = context.statement.for_user;
    const std::size_t at = text.rfind('@');
    const std::string user = text.empty() ? context.state.context.user : text.substr(0, at);
    const std::string host = at == std::string::npos ? "%" : text.substr(at + 1);
    const Account* account = context.services.accounts.find_exact(user, host);
    if (account == nullptr) {
        return sql_error(1396,
                         "Operation SHOW CREATE USER failed for '" + user + "'@'" + host + "'");
    }
    Table table;
    table.text("CREATE USER for " + user + "@" + host);
    std::string create =
        "CREATE USER `" + user + "`@`" + host + "` IDENTIFIED WITH 'mysql_native_password'";
    // The hash is a secret; only who could change it sees it.
    if (account->hash && has(context.state.roles, Role::admin)) {
        create += " AS '" + to_string(*account->hash) + "'";
    }
    create += account->locked ? " ACCOUNT LOCK" : " ACCOUNT UNLOCK";
    table.rows.push_back({cell(create)});
    return table;
}

}  // namespace understudy::server
