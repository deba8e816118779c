#pragma once

#include "common/base/result.hpp"
#include "common/sql/engine_statement.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy::server {

/// One system variable: `@@name`.
struct Variable {
    enum class Scope : std::uint8_t { global, session, both };
    /// Takes a value that a client gave to SET and returns it as it is kept. Errors: 1231, 1232.
    using Validator = std::function<Result<sql::OwnedValue>(const Value& value)>;

    std::string name;  ///< lower case
    Scope scope = Scope::global;
    bool boolean = false;   ///< kept as 0 or 1, shown as OFF or ON by SHOW VARIABLES
    sql::OwnedValue value;  ///< the global value; a new session's first value
    std::function<sql::OwnedValue()> getter;  ///< a live global value, instead of `value`
    Validator validator;                      ///< none: read-only (1238)
    /// Called after SET GLOBAL stored the value, on the io thread. Its error refuses the SET.
    std::function<Result<void>(const Value& value)> on_global;
};

/// The system variables of the process, under MySQL's names. Sessions keep their own values of
/// session variables; this holds the global ones.
///
/// Threads: add() before the server starts; everything else is safe anywhere, because @@name is
/// looked up inside statements on writer and reader threads. Getters must be safe anywhere too.
class Variables {
  public:
    /// Replaces a variable of the same name.
    void add(Variable variable);
    /// Shorthands for constants, and for values that others compute.
    void add_text(std::string name, std::string value);
    void add_number(std::string name, std::uint64_t value);
    void add_flag(std::string name, bool value);
    void add_live(std::string name, std::function<sql::OwnedValue()> getter);

    const Variable* find(std::string_view name) const;
    std::optional<sql::OwnedValue> global_value(std::string_view name) const;
    /// SET GLOBAL. Errors: 1193 unknown, 1238 read-only, 1228 session variable, 1231 wrong value.
    Result<void> set_global(std::string_view name, const Value& value);
    /// All names with their global values, in order; getters are called.
    std::vector<std::pair<std::string, sql::OwnedValue>> list() const;

  private:
    mutable std::shared_mutex mutex_;  ///< guards the values inside variables_, not its shape
    std::map<std::string, Variable, std::less<>> variables_;
};

/// Adds what every server of ours has, and what stock clients look up: limits, character sets, SQL
/// mode, time zone, ... with MySQL's default values and validators. The caller adds what depends on
/// the process: server_id, server_uuid, gtid_executed, read_only, ...
void add_common_variables(Variables& variables);

/// Errors of SET and of @@name, in MySQL's words.
Error unknown_variable(std::string_view name);
Error read_only_variable(std::string_view name);
Error wrong_value(std::string_view name, const Value& value);

/// Validators. on_off() keeps 0 or 1 and takes ON, OFF, TRUE, FALSE, 0 and 1.
Variable::Validator on_off(std::string name);
Variable::Validator number_between(std::string name, std::uint64_t lowest, std::uint64_t highest);
Variable::Validator any_text();
Variable::Validator one_of(std::string name, std::vector<std::string> choices);

}  // namespace understudy::server
