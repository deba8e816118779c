#pragma once

#include "common/base/result.hpp"
#include "common/binlog/transaction_encoder.hpp"
#include "common/server/accounts.hpp"
#include "common/server/server.hpp"
#include "common/server/variables.hpp"
#include "common/sql/session_context.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::server {

/// What a session remembers between statements: its variables, its transaction, who it is. No I/O.
///
/// Lent to the thread that executes a statement, together with `context`; the io thread does not
/// touch it until the reply.
class SessionState final : public sql::VariableLookup {
  public:
    SessionState(const Variables& globals, Family family, std::string version,
                 std::uint64_t connection_id);

    sql::SessionContext context;
    binlog::QueryContext query_context;
    std::string account_host;  ///< pattern of the account that logged in
    Role roles = Role::none;
    Family family;

    // ---- Transaction ----
    bool autocommit = true;
    bool begun = false;        ///< BEGIN was said, or autocommit is off and a statement ran
    bool writer_open = false;  ///< the writer holds a transaction of this session
    bool read_only_transaction = false;
    /// Savepoints set before the first write: the writer learns of them with it.
    std::vector<std::string> early_savepoints;

    bool in_transaction() const noexcept { return begun || writer_open; }
    bool joins_transaction() const noexcept { return begun || !autocommit; }
    void end_transaction() noexcept;

    // ---- Variables ----
    /// @@name. Thread: whichever runs the statement.
    std::optional<sql::OwnedValue> find(Scope scope, std::string_view name) const override;
    /// SET [SESSION] name. Errors: 1193, 1231, 1238, 1298 (time zone), 1115 (character set).
    Result<void> set(std::string_view name, const Value& value);
    /// SET name = DEFAULT: the global value.
    Result<void> set_default(std::string_view name);
    /// SET NAMES; an empty collation is the character set's own.
    Result<void> set_names(std::string_view charset, std::string_view collation);
    /// All session values, in order of names, for SHOW VARIABLES.
    std::vector<std::pair<std::string, sql::OwnedValue>> list_variables() const;
    const Variables& globals() const noexcept { return globals_; }
    /// A user variable as text; empty if it is NULL or not set.
    std::string user_variable_text(const std::string& name) const;

    /// COM_RESET_CONNECTION, COM_CHANGE_USER: as after login.
    void reset();
    /// Before a statement runs: the clock, and the events' time.
    void start_statement(std::int64_t now_us);

  private:
    std::optional<sql::OwnedValue> find_own(std::string_view name) const;
    Result<void> take_effect(std::string_view name, const Value& value);
    Result<void> set_time_zone(std::string_view zone);

    const Variables& globals_;
    std::string version_;
    std::map<std::string, sql::OwnedValue, std::less<>> own_;
    std::int64_t fixed_timestamp_us_ = 0;  ///< SET timestamp; 0: the clock
};

}  // namespace understudy::server
