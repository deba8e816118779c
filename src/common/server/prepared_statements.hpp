#pragma once

#include "common/server/executor.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace understudy::server {

class StatementRunner;

/// The prepared statements of one session, of the binary protocol and of SQL's PREPARE. The io
/// thread only.
class PreparedStatements {
  public:
    PreparedStatements(Conversation& conversation, Executor& executor)
        : c_(conversation), executor_(executor) {}

    /// COM_STMT_PREPARE. Errors: the statement's; 1295 for what cannot be prepared; 1461 for too
    /// many.
    Executor::Awaitable prepare(std::string_view text);
    /// COM_STMT_EXECUTE. `payload` lives until the reply: parameters are not copied.
    Executor::Awaitable execute(ByteView payload, StatementRunner& runner);
    /// COM_STMT_SEND_LONG_DATA has no reply; an error waits for the execution.
    void send_long_data(ByteView payload);
    Result<void> reset(ByteView payload);
    void close(ByteView payload);
    void clear();

    Result<void> sql_prepare(const sql::SqlPrepare& statement);
    Result<void> sql_deallocate(const sql::SqlDeallocate& statement);
    Executor::Awaitable sql_execute(const sql::SqlExecute& statement, StatementRunner& runner);

    static constexpr std::size_t max_statements = 16'382;  ///< MySQL's max_prepared_stmt_count

  private:
    struct Prepared {
        std::string text;
        bool is_data = false;  ///< through the translator; else run as text each time
        Executable executable;
        std::uint16_t parameter_count = 0;
        std::vector<std::uint16_t> types;  ///< of the last execution that sent them
        std::map<std::uint16_t, std::string> long_data;
        std::uint64_t long_data_bytes = 0;
        bool long_data_overflow = false;
        std::vector<Value> values;  ///< of the execution that runs
        Arena arena;
    };
    Result<std::unique_ptr<Prepared>> make(std::string text);
    Result<std::unique_ptr<Prepared>*> find(std::uint32_t id, std::string_view command);
    Executor::Awaitable run(Prepared& statement, StatementRunner& runner, RowForm form);

    Conversation& c_;
    Executor& executor_;
    std::map<std::uint32_t, std::unique_ptr<Prepared>> by_id_;
    std::map<std::string, std::unique_ptr<Prepared>> by_name_;
    std::uint32_t last_id_ = 0;
};

}  // namespace understudy::server
