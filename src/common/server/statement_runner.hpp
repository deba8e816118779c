#pragma once

#include "common/server/executor.hpp"
#include "common/server/prepared_statements.hpp"

#include <string_view>

namespace understudy::server {

/// Runs the text of COM_QUERY: cuts it into statements and sends each to who carries it out.
/// The io thread only.
class StatementRunner {
  public:
    StatementRunner(Conversation& conversation, Executor& executor, PreparedStatements& prepared)
        : c_(conversation), executor_(executor), prepared_(prepared) {}

    /// All statements of `text`, which lives until the end; several only if the client negotiated
    /// it. Errors: of the first that fails; the rest is not run.
    Executor::Awaitable run(std::string_view text, bool several_allowed);
    /// One parsed statement. For SQL's EXECUTE too.
    Executor::Awaitable run_one(const sql::Parsed& parsed, RowForm form);

  private:
    Executor::Awaitable run_data(std::string_view text);
    Executor::Awaitable run_transaction_statement(const sql::Statement& statement);
    Executor::Awaitable run_show(const sql::Show& statement);
    Executor::Awaitable run_admin(const sql::Admin& statement);
    Executor::Awaitable run_at_backend(const sql::Admin& statement);
    Result<void> run_here(const sql::Admin& statement, bool& known);
    Result<void> use(const sql::Use& statement);
    Result<void> kill(const sql::Admin& statement);
    Result<void> change_accounts(const sql::Admin& statement);
    Executor::Awaitable filtered(const Table& table, const std::string& where);

    Conversation& c_;
    Executor& executor_;
    PreparedStatements& prepared_;
    RowForm form_ = RowForm::text;  ///< of the statement that runs
};

}  // namespace understudy::server
