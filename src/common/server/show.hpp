#pragma once

#include "common/base/result.hpp"
#include "common/server/services.hpp"
#include "common/server/session_state.hpp"
#include "common/server/table.hpp"
#include "common/sql/statement.hpp"

#include <memory>

namespace understudy::server {

/// What a SHOW statement may look at.
struct ShowContext {
    const sql::Show& statement;
    Services& services;
    const SessionState& state;
    std::shared_ptr<const sql::SchemaLookup> catalog;

    /// FROM db, else the session's. Errors: 1046, 1049.
    Result<std::string> database() const;
    /// FROM t. Errors: 1046, 1146.
    Result<TableSchemaPtr> table() const;
};

/// Answers a SHOW statement of any family with the whole table, LIKE applied, WHERE not.
/// Errors: 1235 naming a subject that is not known; the subject's own.
Result<Table> show(const ShowContext& context);

/// A subject's rows, by what it is about. Each takes one line of the table in show.cpp.
Result<Table> show_databases(const ShowContext& context);
Result<Table> show_tables(const ShowContext& context);
Result<Table> show_full_tables(const ShowContext& context);
Result<Table> show_table_status(const ShowContext& context);
Result<Table> show_open_tables(const ShowContext& context);
Result<Table> show_create_database(const ShowContext& context);
Result<Table> show_create_table(const ShowContext& context);
Result<Table> show_create_view(const ShowContext& context);
Result<Table> show_columns(const ShowContext& context);
Result<Table> show_full_columns(const ShowContext& context);
Result<Table> show_index(const ShowContext& context);
Result<Table> show_variables(const ShowContext& context);
Result<Table> show_status(const ShowContext& context);
Result<Table> show_warnings(const ShowContext& context);
Result<Table> show_errors(const ShowContext& context);
Result<Table> show_warning_count(const ShowContext& context);
Result<Table> show_error_count(const ShowContext& context);
Result<Table> show_process_list(const ShowContext& context);
Result<Table> show_full_process_list(const ShowContext& context);
Result<Table> show_engines(const ShowContext& context);
Result<Table> show_character_set(const ShowContext& context);
Result<Table> show_collation(const ShowContext& context);
Result<Table> show_plugins(const ShowContext& context);
Result<Table> show_privileges(const ShowContext& context);
Result<Table> show_grants(const ShowContext& context);
Result<Table> show_create_user(const ShowContext& context);
Result<Table> show_triggers(const ShowContext& context);
Result<Table> show_events(const ShowContext& context);
Result<Table> show_routines(const ShowContext& context);
Result<Table> show_profiles(const ShowContext& context);
Result<Table> show_engine_status(const ShowContext& context);
Result<Table> show_replicas(const ShowContext& context);

}  // namespace understudy::server
