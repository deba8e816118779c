#include "common/server/charsets.hpp"
#include "common/server/show.hpp"

#include <algorithm>

namespace understudy::server {
namespace {

/// A variable as SHOW VARIABLES prints it: always text, flags as ON and OFF.
sql::OwnedValue shown(const Variable* variable, const sql::OwnedValue& owned) {
    const Value value = owned.view();
    if (variable != nullptr && variable->boolean) {
        return cell(value.as_integer() != 0 ? "ON" : "OFF");
    }
    switch (value.kind()) {
        case Value::Kind::null:
            return cell("");
        case Value::Kind::integer:
            return cell(std::to_string(value.as_integer()));
        case Value::Kind::unsigned_integer:
            return cell(std::to_string(value.as_unsigned()));
        case Value::Kind::real:
            return cell(std::to_string(value.as_real()));
        default:
            return owned;
    }
}

void add_counters(const Services& services, std::vector<std::pair<std::string, std::string>>& out) {
    const StatusCounters& counters = services.counters;
    const auto add = [&](const char* name, std::uint64_t value) {
        out.emplace_back(name, std::to_string(value));
    };
    const auto up = std::chrono::steady_clock::now() - services.started;
    std::uint64_t running = 0;
    for (const auto& [id, process] : services.processes.all()) {
        running += process->command == "Sleep" ? 0U : 1U;
    }
    add("Aborted_clients", counters.aborted_clients);
    add("Aborted_connects", counters.aborted_logins);
    add("Com_commit", counters.commits);
    add("Com_delete", counters.deletes);
    add("Com_insert", counters.inserts);
    add("Com_rollback", counters.rollbacks);
    add("Com_select", counters.selects);
    add("Com_stmt_execute", counters.executed);
    add("Com_stmt_prepare", counters.prepared);
    add("Com_update", counters.updates);
    add("Connection_errors_max_connections", counters.refused_connections);
    add("Connections", services.processes.total());
    add("Queries", counters.queries);
    add("Questions", counters.questions);
    add("Threads_connected", services.processes.all().size());
    add("Threads_running", running);
    add("Uptime",
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(up).count()));
}

}  // namespace

Result<Table> show_variables(const ShowContext& context) {
    Table table;
    table.text("Variable_name").text("Value");
    const Variables& globals = context.state.globals();
    const bool global = context.statement.scope == sql::Show::Scope::global;
    auto list = global ? globals.list() : context.state.list_variables();
    for (const auto& [name, value] : list) {
        table.rows.push_back({cell(name), shown(globals.find(name), value)});
    }
    if (globals.find("version") == nullptr) {
        table.rows.push_back({cell("version"), cell(context.state.context.server_version)});
    }
    return table;
}

Result<Table> show_status(const ShowContext& context) {
    std::vector<std::pair<std::string, std::string>> list;
    add_counters(context.services, list);
    context.services.backend.add_status(list);
    std::sort(list.begin(), list.end());
    Table table;
    table.text("Variable_name").text("Value");
    for (const auto& [name, value] : list) table.rows.push_back({cell(name), cell(value)});
    return table;
}

Result<Table> show_engines(const ShowContext&) {
    Table table;
    table.text("Engine").text("Support").text("Comment").text("Transactions").text("XA");
    table.text("Savepoints");
    // Tables are declared ENGINE=InnoDB so that replicas make them so; SQLite keeps ours.
    table.rows.push_back({cell("InnoDB"), cell("DEFAULT"),
                          cell("Kept in SQLite; transactions, row capture, foreign keys"),
                          cell("YES"), cell("NO"), cell("YES")});
    return table;
}

Result<Table> show_character_set(const ShowContext&) {
    Table table;
    table.text("Charset").text("Description").text("Default collation").number("Maxlen");
    for (std::size_t i = 0; const Collation* collation = collation_at(i); ++i) {
        const std::string_view charset = collation->charset;
        if (!collation->is_default || charset == "utf8") continue;
        const std::uint64_t bytes = charset == "utf8mb4" ? 4U : charset == "utf8mb3" ? 3U : 1U;
        table.rows.push_back({cell(charset), cell(charset), cell(collation->name), cell(bytes)});
    }
    return table;
}

Result<Table> show_collation(const ShowContext&) {
    Table table;
    table.text("Collation").text("Charset").number("Id").text("Default").text("Compiled");
    table.number("Sortlen").text("Pad_attribute");
    for (std::size_t i = 0; const Collation* collation = collation_at(i); ++i) {
        if (std::string_view(collation->charset) == "utf8") continue;
        const bool no_pad = std::string_view(collation->name).find("0900") != std::string::npos;
        table.rows.push_back({cell(collation->name), cell(collation->charset),
                              cell(std::uint64_t{collation->id}),
                              cell(collation->is_default ? "Yes" : ""), cell("Yes"),
                              cell(std::uint64_t{1}), cell(no_pad ? "NO PAD" : "PAD SPACE")});
    }
    return table;
}

Result<Table> show_plugins(const ShowContext&) {
    Table table;
    table.text("Name").text("Status").text("Type").text("Library").text("License");
    table.rows.push_back(
        {cell("binlog"), cell("ACTIVE"), cell("STORAGE ENGINE"), null_cell(), cell("GPL")});
    table.rows.push_back({cell("mysql_native_password"), cell("ACTIVE"), cell("AUTHENTICATION"),
                          null_cell(), cell("GPL")});
    return table;
}

Result<Table> show_privileges(const ShowContext&) {
    Table table;
    table.text("Privilege").text("Context").text("Comment");
    const auto add = [&](const char* name, const char* where, const char* comment) {
        table.rows.push_back({cell(name), cell(where), cell(comment)});
    };
    add("Select", "Tables", "To retrieve rows from table");
    add("Insert", "Tables", "To insert data into tables");
    add("Update", "Tables", "To update existing rows");
    add("Delete", "Tables", "To delete existing rows");
    add("Create", "Databases,Tables,Indexes", "To create new databases and tables");
    add("Drop", "Databases,Tables", "To drop databases, tables, and views");
    add("Alter", "Tables", "To alter the table");
    add("Replication slave", "Server Admin", "To read binary log events from the source");
    add("Replication client", "Server Admin", "To ask where the replica or source servers are");
    add("Super", "Server Admin", "To use KILL, SET GLOBAL, CHANGE REPLICATION SOURCE, etc.");
    return table;
}

Result<Table> show_engine_status(const ShowContext&) {
    Table table;
    table.text("Type").text("Name").text("Status");
    table.rows.push_back({cell("InnoDB"), cell(""), cell("SQLite keeps the tables")});
    return table;
}

}  // namespace understudy::server
