#pragma once

#include "common/model/value.hpp"
#include "common/sql/engine_statement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace understudy::sql {

/// Answers @@name. Implemented by the server's session.
class VariableLookup {
  public:
    enum class Scope : std::uint8_t { any, session, global };
    virtual ~VariableLookup() = default;
    virtual std::optional<OwnedValue> find(Scope scope, std::string_view name) const = 0;
};

struct Warning {
    enum class Level : std::uint8_t { note, warning, error };
    Level level = Level::warning;
    std::uint16_t number = 0;
    std::string message;
};

/// What MySQL's functions need to know of the session: NOW(), DATABASE(), LAST_INSERT_ID(), @x,
/// @@x. The store hands it to the SQL functions it registers; they may write `warnings`,
/// `last_insert_id` and `user_variables`. Owned by the session; used by one statement at a time.
struct SessionContext {
    std::string database;  ///< of USE; empty: none
    std::string user = "root";
    std::string host = "localhost";
    std::uint64_t connection_id = 0;
    std::int64_t now_us = 0;  ///< start of the statement, microseconds since the epoch, UTC
    std::int32_t utc_offset_seconds = 0;  ///< of the session's time_zone
    std::uint64_t last_insert_id = 0;
    std::int64_t row_count = -1;
    std::uint64_t found_rows = 0;
    std::string server_version;
    bool strict = true;        ///< STRICT_TRANS_TABLES
    bool no_zero_date = true;  ///< NO_ZERO_DATE and NO_ZERO_IN_DATE
    bool no_auto_value_on_zero = false;
    bool ansi_quotes = false;
    bool no_backslash_escapes = false;
    bool pipes_as_concat = false;
    bool foreign_key_checks = true;
    std::map<std::string, OwnedValue> user_variables;
    const VariableLookup* variables = nullptr;
    std::vector<Warning> warnings;
};

}  // namespace understudy::sql
