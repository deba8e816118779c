#include "common/server/session_state.hpp"

#include "common/base/check.hpp"
#include "common/model/table_schema.hpp"
#include "common/server/charsets.hpp"
#include "common/server/sql_mode.hpp"

#include <utility>

namespace understudy::server {
namespace {

sql::OwnedValue owned_text(std::string_view text) {
    return sql::OwnedValue::from(Value::text(text));
}
sql::OwnedValue owned_number(std::uint64_t number) {
    return sql::OwnedValue::from(Value::unsigned_integer(number));
}

bool is_alias_of_isolation(std::string_view name) noexcept {
    return name == "tx_isolation" || name == "transaction_isolation";
}

}  // namespace

SessionState::SessionState(const Variables& globals, Family server_family, std::string version,
                           std::uint64_t connection_id)
    : family(server_family), globals_(globals), version_(std::move(version)) {
    context.connection_id = connection_id;
    context.server_version = version_;
    query_context.thread_id = static_cast<std::uint32_t>(connection_id);
    reset();
}

void SessionState::end_transaction() noexcept {
    begun = false;
    writer_open = false;
    read_only_transaction = false;
    early_savepoints.clear();
}

std::optional<sql::OwnedValue> SessionState::find_own(std::string_view name) const {
    if (name == "autocommit") return owned_number(autocommit ? 1 : 0);
    if (name == "last_insert_id" || name == "identity") return owned_number(context.last_insert_id);
    if (name == "pseudo_thread_id") return owned_number(context.connection_id);
    if (name == "version") return owned_text(version_);
    if (name == "warning_count") return owned_number(context.warnings.size());
    if (name == "error_count") {
        std::uint64_t errors = 0;
        for (const sql::Warning& warning : context.warnings) {
            errors += warning.level == sql::Warning::Level::error ? 1 : 0;
        }
        return owned_number(errors);
    }
    if (name == "timestamp") {
        return sql::OwnedValue::from(Value::real(static_cast<double>(context.now_us) / 1e6));
    }
    const auto own = own_.find(name);
    if (own != own_.end()) return own->second;
    return std::nullopt;
}

std::optional<sql::OwnedValue> SessionState::find(Scope scope, std::string_view name) const {
    if (name == "version") return owned_text(version_);
    if (scope == Scope::global) return globals_.global_value(name);
    if (std::optional<sql::OwnedValue> own = find_own(name)) return own;
    return globals_.global_value(name);
}

Result<void> SessionState::set(std::string_view name, const Value& value) {
    const Variable* variable = globals_.find(name);
    if (variable == nullptr) return unknown_variable(name);
    if (variable->scope == Variable::Scope::global) {
        if (!variable->validator) return read_only_variable(name);
        return sql_error(1229, "Variable '" + std::string(name) +
                                   "' is a GLOBAL variable and should be set with SET GLOBAL");
    }
    if (!variable->validator) {
        // Setting what is fixed to what it is already is what drivers do: fine.
        const std::optional<sql::OwnedValue> current = find(Scope::any, name);
        if (current && current->view() == value) return {};
        return read_only_variable(name);
    }
    TRY_ASSIGN(sql::OwnedValue kept, variable->validator(value));
    TRY(take_effect(name, kept.view()));
    if (is_alias_of_isolation(name)) {
        own_.insert_or_assign("tx_isolation", kept);
        own_.insert_or_assign("transaction_isolation", std::move(kept));
        return {};
    }
    own_.insert_or_assign(std::string(name), std::move(kept));
    return {};
}

Result<void> SessionState::set_default(std::string_view name) {
    const std::optional<sql::OwnedValue> value = globals_.global_value(name);
    if (name == "timestamp" || name == "insert_id") return set(name, Value::integer(0));
    if (!value) return unknown_variable(name);
    return set(name, value->view());
}

/// What a variable changes beside its own value.
Result<void> SessionState::take_effect(std::string_view name, const Value& value) {
    if (name == "sql_mode") {
        TRY_ASSIGN(query_context.sql_mode, parse_sql_mode(value));
        apply_sql_mode(query_context.sql_mode, context);
    } else if (name == "time_zone") {
        return set_time_zone(value.as_bytes());
    } else if (name == "autocommit") {
        autocommit = value.as_integer() != 0;
    } else if (name == "foreign_key_checks") {
        context.foreign_key_checks = value.as_integer() != 0;
    } else if (name == "timestamp") {
        fixed_timestamp_us_ = value.as_integer() * 1'000'000;
        if (fixed_timestamp_us_ != 0) context.now_us = fixed_timestamp_us_;
    } else if (name == "last_insert_id" || name == "identity") {
        context.last_insert_id = value.as_unsigned();
    } else if (name == "character_set_client" || name == "character_set_connection") {
        const Collation* collation = default_collation(value.as_bytes());
        if (collation == nullptr || !collation->for_clients) {
            return sql_error(1115,
                             "Unknown character set: '" + std::string(value.as_bytes()) + "'");
        }
        (name == "character_set_client" ? query_context.client_collation
                                        : query_context.connection_collation) = collation->id;
    } else if (name == "collation_connection") {
        const Collation* collation = find_collation(value.as_bytes());
        if (collation == nullptr) {
            return sql_error(1273, "Unknown collation: '" + std::string(value.as_bytes()) + "'");
        }
        query_context.connection_collation = collation->id;
    }
    return {};
}

Result<void> SessionState::set_names(std::string_view charset, std::string_view collation_name) {
    const Collation* collation = default_collation(charset);
    if (collation == nullptr || !collation->for_clients) {
        return sql_error(1115, "Unknown character set: '" + std::string(charset) + "'");
    }
    if (!collation_name.empty()) {
        collation = find_collation(collation_name);
        if (collation == nullptr) {
            return sql_error(1273, "Unknown collation: '" + std::string(collation_name) + "'");
        }
    }
    for (const char* name :
         {"character_set_client", "character_set_connection", "character_set_results"}) {
        own_.insert_or_assign(name, owned_text(collation->charset));
    }
    own_.insert_or_assign("collation_connection", owned_text(collation->name));
    query_context.client_collation = collation->id;
    query_context.connection_collation = collation->id;
    return {};
}

Result<void> SessionState::set_time_zone(std::string_view zone) {
    // "+hh:mm" or "-hh:mm" between -13:59 and +14:00; SYSTEM is UTC here.
    std::int32_t offset = 0;
    if (!same_name(zone, "SYSTEM") && !same_name(zone, "UTC") && !same_name(zone, "GMT")) {
        const std::size_t colon = zone.find(':');
        bool valid = (zone.starts_with('+') || zone.starts_with('-')) &&
                     (colon == 2 || colon == 3) && zone.size() == colon + 3;
        std::int32_t minutes = 0, hours = 0;
        for (std::size_t i = 1; valid && i < zone.size(); ++i) {
            if (i == colon) continue;
            valid = zone[i] >= '0' && zone[i] <= '9';
            std::int32_t& part = i < colon ? hours : minutes;
            part = part * 10 + (zone[i] - '0');
        }
        offset = (hours * 60 + minutes) * 60 * (zone.starts_with('-') ? -1 : 1);
        if (!valid || minutes > 59 || offset > 14 * 3600 || offset <= -14 * 3600) {
            return sql_error(1298, "Unknown or incorrect time zone: '" + std::string(zone) + "'");
        }
    }
    context.utc_offset_seconds = offset;
    query_context.time_zone = zone;
    return {};
}

std::vector<std::pair<std::string, sql::OwnedValue>> SessionState::list_variables() const {
    std::vector<std::pair<std::string, sql::OwnedValue>> result = globals_.list();
    for (auto& [name, value] : result) {
        if (std::optional<sql::OwnedValue> own = find_own(name)) value = std::move(*own);
    }
    return result;
}

std::string SessionState::user_variable_text(const std::string& name) const {
    const auto found = context.user_variables.find(name);
    if (found == context.user_variables.end()) return {};
    const Value value = found->second.view();
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        return std::string(value.as_bytes());
    }
    if (value.kind() == Value::Kind::integer) return std::to_string(value.as_integer());
    if (value.kind() == Value::Kind::unsigned_integer) return std::to_string(value.as_unsigned());
    return {};
}

void SessionState::reset() {
    end_transaction();
    own_.clear();
    fixed_timestamp_us_ = 0;
    context.user_variables.clear();
    context.warnings.clear();
    context.last_insert_id = 0;
    context.row_count = -1;
    context.found_rows = 0;
    context.variables = this;
    const binlog::QueryContext fresh;
    query_context.client_collation = fresh.client_collation;
    query_context.connection_collation = fresh.connection_collation;
    for (const char* name : {"sql_mode", "time_zone", "autocommit", "foreign_key_checks"}) {
        const std::optional<sql::OwnedValue> value = globals_.global_value(name);
        // Global values were validated when they were set; a registry without them keeps ours.
        if (value) UNDERSTUDY_CHECK(take_effect(name, value->view()).has_value());
    }
}

void SessionState::start_statement(std::int64_t now_us) {
    context.now_us = fixed_timestamp_us_ != 0 ? fixed_timestamp_us_ : now_us;
    query_context.microseconds = static_cast<std::uint32_t>(context.now_us % 1'000'000);
}

}  // namespace understudy::server
