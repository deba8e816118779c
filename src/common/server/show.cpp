#include "common/server/show.hpp"

#include "common/model/table_schema.hpp"

#include <algorithm>
#include <iterator>

namespace understudy::server {
namespace {

using Maker = Result<Table> (*)(const ShowContext&);

struct Subject {
    const char* what;  ///< as in sql::Show
    Maker make;
    const char* like_column;  ///< what LIKE looks at; null: it has none, or uses it itself
};

constexpr Subject subjects[] = {
    {"DATABASES", show_databases, "Database"},
    {"SCHEMAS", show_databases, "Database"},
    {"TABLES", show_tables, nullptr},
    {"FULL TABLES", show_full_tables, nullptr},
    {"EXTENDED TABLES", show_tables, nullptr},
    {"EXTENDED FULL TABLES", show_full_tables, nullptr},
    {"TABLE STATUS", show_table_status, "Name"},
    {"OPEN TABLES", show_open_tables, "Table"},
    {"CREATE DATABASE", show_create_database, nullptr},
    {"CREATE SCHEMA", show_create_database, nullptr},
    {"CREATE TABLE", show_create_table, nullptr},
    {"CREATE VIEW", show_create_view, nullptr},
    {"CREATE USER", show_create_user, nullptr},
    {"COLUMNS", show_columns, "Field"},
    {"FIELDS", show_columns, "Field"},
    {"EXTENDED COLUMNS", show_columns, "Field"},
    {"FULL COLUMNS", show_full_columns, "Field"},
    {"FULL FIELDS", show_full_columns, "Field"},
    {"EXTENDED FULL COLUMNS", show_full_columns, "Field"},
    {"INDEX", show_index, nullptr},
    {"INDEXES", show_index, nullptr},
    {"KEYS", show_index, nullptr},
    {"VARIABLES", show_variables, "Variable_name"},
    {"STATUS", show_status, "Variable_name"},
    {"WARNINGS", show_warnings, nullptr},
    {"ERRORS", show_errors, nullptr},
    {"COUNT(*) WARNINGS", show_warning_count, nullptr},
    {"COUNT(*) ERRORS", show_error_count, nullptr},
    {"PROCESSLIST", show_process_list, nullptr},
    {"FULL PROCESSLIST", show_full_process_list, nullptr},
    {"ENGINES", show_engines, nullptr},
    {"STORAGE ENGINES", show_engines, nullptr},
    {"CHARACTER SET", show_character_set, "Charset"},
    {"CHARSET", show_character_set, "Charset"},
    {"COLLATION", show_collation, "Collation"},
    {"PLUGINS", show_plugins, nullptr},
    {"PRIVILEGES", show_privileges, nullptr},
    {"GRANTS", show_grants, nullptr},
    {"TRIGGERS", show_triggers, "Table"},
    {"FULL TRIGGERS", show_triggers, "Table"},
    {"EVENTS", show_events, "Name"},
    {"PROCEDURE STATUS", show_routines, "Name"},
    {"FUNCTION STATUS", show_routines, "Name"},
    {"PACKAGE STATUS", show_routines, "Name"},
    {"PACKAGE BODY STATUS", show_routines, "Name"},
    {"LIBRARY STATUS", show_routines, "Name"},
    {"PROFILES", show_profiles, nullptr},
    {"ENGINE INNODB STATUS", show_engine_status, nullptr},
    {"REPLICAS", show_replicas, nullptr},
    {"REPLICA HOSTS", show_replicas, nullptr},
};

void apply_like(Table& table, const char* column, const std::string& pattern) {
    const std::size_t position = table.find(column);
    std::erase_if(table.rows, [&](const std::vector<sql::OwnedValue>& row) {
        return !like(row[position].bytes, pattern);
    });
}

}  // namespace

Result<std::string> ShowContext::database() const {
    std::string name = statement.database;
    if (name.empty() && statement.table) name = statement.table->database;
    if (name.empty()) name = state.context.database;
    if (name.empty()) return sql_error(1046, "No database selected");
    if (!catalog->has_database(name)) {
        return sql_error(1049, "Unknown database '" + name + "'");
    }
    return name;
}

Result<TableSchemaPtr> ShowContext::table() const {
    TRY_ASSIGN(const std::string name, database());
    const std::string table_name = statement.table ? statement.table->table : std::string();
    const std::optional<sql::KnownTable> found = catalog->find_table(name, table_name);
    if (!found) return sql_error(1146, "Table '" + name + "." + table_name + "' doesn't exist");
    return found->schema;
}

Result<Table> show(const ShowContext& context) {
    const sql::Show& statement = context.statement;
    if (std::optional<Result<Table>> own = context.services.backend.show(statement)) return *own;
    const auto subject =
        std::find_if(std::begin(subjects), std::end(subjects),
                     [&](const Subject& known) { return statement.what == known.what; });
    if (subject == std::end(subjects)) {
        return sql_error(1235,
                         "This version of MySQL doesn't yet support 'SHOW " + statement.what + "'");
    }
    TRY_ASSIGN(Table table, subject->make(context));
    if (statement.like && subject->like_column != nullptr) {
        apply_like(table, subject->like_column, *statement.like);
    }
    if (statement.limit) {
        const std::size_t skip =
            std::min<std::size_t>(statement.limit_offset.value_or(0), table.rows.size());
        table.rows.erase(table.rows.begin(),
                         table.rows.begin() + static_cast<std::ptrdiff_t>(skip));
        if (table.rows.size() > *statement.limit) table.rows.resize(*statement.limit);
    }
    return table;
}

}  // namespace understudy::server
