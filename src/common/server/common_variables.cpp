#include "common/base/limits.hpp"
#include "common/server/sql_mode.hpp"
#include "common/server/variables.hpp"

#include <string>

#include <unistd.h>

namespace understudy::server {
namespace {

enum class Form : std::uint8_t { text, number, flag };

struct Row {
    const char* name;
    Variable::Scope scope;
    Form form;
    const char* text;
    bool settable;
};

constexpr auto global = Variable::Scope::global;
constexpr auto both = Variable::Scope::both;
constexpr auto session = Variable::Scope::session;

/// What stock clients, drivers and tools look up or set. Values are MySQL's defaults where they
/// have a meaning here, and say what holds here where they do not.
constexpr Row rows[] = {
    {"auto_increment_increment", both, Form::number, "1", false},
    {"auto_increment_offset", both, Form::number, "1", false},
    {"autocommit", both, Form::flag, "1", true},
    {"big_tables", both, Form::flag, "0", true},
    {"binlog_direct_non_transactional_updates", both, Form::flag, "0", true},
    {"binlog_row_value_options", both, Form::text, "", false},
    {"binlog_rows_query_log_events", both, Form::flag, "0", true},
    {"binlog_transaction_compression", both, Form::flag, "0", false},
    {"bulk_insert_buffer_size", both, Form::number, "8388608", true},
    {"character_set_client", both, Form::text, "utf8mb4", true},
    {"character_set_connection", both, Form::text, "utf8mb4", true},
    {"character_set_database", both, Form::text, "utf8mb4", true},
    {"character_set_filesystem", both, Form::text, "binary", true},
    {"character_set_results", both, Form::text, "utf8mb4", true},
    {"character_set_server", both, Form::text, "utf8mb4", true},
    {"character_set_system", global, Form::text, "utf8mb3", false},
    {"collation_connection", both, Form::text, "utf8mb4_bin", true},
    {"collation_database", both, Form::text, "utf8mb4_bin", true},
    {"collation_server", both, Form::text, "utf8mb4_bin", true},
    {"completion_type", both, Form::text, "NO_CHAIN", false},
    {"connect_timeout", global, Form::number, "10", false},
    {"datadir", global, Form::text, "", false},
    {"debug", session, Form::text, "", true},
    {"default_collation_for_utf8mb4", both, Form::text, "utf8mb4_0900_ai_ci", true},
    {"default_storage_engine", both, Form::text, "InnoDB", true},
    {"default_tmp_storage_engine", both, Form::text, "InnoDB", true},
    {"default_week_format", both, Form::number, "0", false},
    {"div_precision_increment", both, Form::number, "4", false},
    {"explicit_defaults_for_timestamp", both, Form::flag, "1", true},
    {"foreign_key_checks", both, Form::flag, "1", true},
    {"group_concat_max_len", both, Form::number, "1048576", true},
    {"have_openssl", global, Form::text, "DISABLED", false},
    {"have_ssl", global, Form::text, "DISABLED", false},
    {"identity", session, Form::number, "0", true},
    {"information_schema_stats_expiry", both, Form::number, "0", true},
    {"init_connect", global, Form::text, "", false},
    {"innodb_flush_log_at_trx_commit", global, Form::number, "1", false},
    {"innodb_lock_wait_timeout", both, Form::number, "50", true},
    {"innodb_read_only", global, Form::flag, "0", false},
    {"insert_id", session, Form::number, "0", true},
    {"interactive_timeout", both, Form::number, "28800", true},
    {"last_insert_id", session, Form::number, "0", true},
    {"lc_messages", both, Form::text, "en_US", true},
    {"lc_time_names", both, Form::text, "en_US", true},
    {"license", global, Form::text, "GPL", false},
    {"local_infile", global, Form::flag, "0", false},
    {"lock_wait_timeout", both, Form::number, "31536000", true},
    {"log_bin", global, Form::flag, "1", false},
    {"log_replica_updates", global, Form::flag, "1", false},
    {"log_slave_updates", global, Form::flag, "1", false},
    {"long_query_time", both, Form::number, "10", true},
    {"lower_case_file_system", global, Form::flag, "0", false},
    {"lower_case_table_names", global, Form::number, "0", false},
    {"max_execution_time", both, Form::number, "0", true},
    {"max_heap_table_size", both, Form::number, "16777216", true},
    {"max_join_size", both, Form::number, "18446744073709551615", true},
    {"max_length_for_sort_data", both, Form::number, "4096", true},
    {"max_sort_length", both, Form::number, "1024", true},
    {"max_statement_time", both, Form::number, "0", true},
    {"net_buffer_length", both, Form::number, "16384", true},
    {"net_read_timeout", both, Form::number, "30", true},
    {"net_write_timeout", both, Form::number, "60", true},
    {"old_passwords", both, Form::number, "0", true},
    {"optimizer_switch", both, Form::text, "", true},
    {"optimizer_trace", both, Form::text, "enabled=off,one_line=off", true},
    {"performance_schema", global, Form::flag, "0", false},
    {"print_identified_with_as_hex", both, Form::flag, "0", true},
    {"profiling", both, Form::flag, "0", true},
    {"protocol_version", global, Form::number, "10", false},
    {"pseudo_slave_mode", session, Form::flag, "0", true},
    {"pseudo_thread_id", session, Form::number, "0", true},
    {"query_cache_size", global, Form::number, "0", false},
    {"query_cache_type", both, Form::text, "OFF", true},
    {"require_secure_transport", global, Form::flag, "0", false},
    {"resultset_metadata", both, Form::text, "FULL", false},
    {"session_track_gtids", both, Form::text, "OFF", false},
    {"session_track_schema", both, Form::flag, "0", true},
    {"session_track_state_change", both, Form::flag, "0", true},
    {"session_track_system_variables", both, Form::text, "", true},
    {"skip_name_resolve", global, Form::flag, "1", false},
    {"skip_networking", global, Form::flag, "0", false},
    {"skip_replication", session, Form::flag, "0", true},
    {"sort_buffer_size", both, Form::number, "262144", true},
    {"sql_auto_is_null", both, Form::flag, "0", true},
    {"sql_big_selects", both, Form::flag, "1", true},
    {"sql_buffer_result", both, Form::flag, "0", true},
    {"sql_log_bin", session, Form::flag, "1", true},
    {"sql_mode", both, Form::text, default_sql_mode, true},
    {"sql_notes", both, Form::flag, "1", true},
    {"sql_quote_show_create", both, Form::flag, "1", true},
    {"sql_require_primary_key", both, Form::flag, "0", false},
    {"sql_safe_updates", both, Form::flag, "0", true},
    {"sql_select_limit", both, Form::number, "18446744073709551615", true},
    {"sql_warnings", both, Form::flag, "0", true},
    {"ssl_ca", global, Form::text, "", false},
    {"sync_binlog", global, Form::number, "1", false},
    {"system_time_zone", global, Form::text, "UTC", false},
    {"table_definition_cache", global, Form::number, "2000", false},
    {"table_open_cache", global, Form::number, "4000", false},
    {"time_zone", both, Form::text, "SYSTEM", true},
    {"timestamp", session, Form::number, "0", true},
    {"tls_version", global, Form::text, "", false},
    {"tmp_table_size", both, Form::number, "16777216", true},
    {"tmpdir", global, Form::text, "/tmp", false},
    {"transaction_isolation", both, Form::text, "READ-COMMITTED", true},
    {"transaction_read_only", both, Form::flag, "0", true},
    {"tx_isolation", both, Form::text, "READ-COMMITTED", true},
    {"tx_read_only", both, Form::flag, "0", true},
    {"unique_checks", both, Form::flag, "1", true},
    {"updatable_views_with_limit", both, Form::text, "YES", true},
    {"version_compile_machine", global, Form::text, "x86_64", false},
    {"version_compile_os", global, Form::text, "Linux", false},
    {"wait_timeout", both, Form::number, "28800", true},
};

Variable make(const Row& row) {
    Variable variable;
    variable.name = row.name;
    variable.scope = row.scope;
    variable.boolean = row.form == Form::flag;
    const std::string text = row.text;
    if (row.form == Form::text) {
        variable.value = sql::OwnedValue::from(Value::text(text));
        if (row.settable) variable.validator = any_text();
        return variable;
    }
    variable.value = sql::OwnedValue::from(Value::unsigned_integer(std::stoull(text)));
    if (!row.settable) return variable;
    variable.validator = row.form == Form::flag ? on_off(variable.name)
                                                : number_between(variable.name, 0, UINT64_MAX);
    return variable;
}

void set_validator(Variables& variables, const char* name, Variable::Validator validator) {
    Variable variable = *variables.find(name);
    variable.validator = std::move(validator);
    variables.add(std::move(variable));
}

std::string host_name() {
    char name[256] = "";
    if (::gethostname(name, sizeof name - 1) != 0) return "localhost";
    return name;
}

}  // namespace

void add_common_variables(Variables& variables) {
    for (const Row& row : rows) variables.add(make(row));
    set_validator(variables, "sql_mode", [](const Value& value) -> Result<sql::OwnedValue> {
        TRY_ASSIGN(const std::uint64_t mode, parse_sql_mode(value));
        return sql::OwnedValue::from(Value::text(sql_mode_text(mode)));
    });
    const std::vector<std::string> levels = {"READ-UNCOMMITTED", "READ-COMMITTED",
                                             "REPEATABLE-READ", "SERIALIZABLE"};
    for (const char* name : {"transaction_isolation", "tx_isolation"}) {
        set_validator(variables, name, one_of(name, levels));
    }
    variables.add_text("hostname", host_name());
    variables.add_number("max_allowed_packet", limits::default_max_packet_bytes);
}

}  // namespace understudy::server
