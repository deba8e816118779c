#pragma once

#include "common/base/result.hpp"
#include "common/server/conversation.hpp"
#include "common/server/table.hpp"

#include <string>

#include <boost/asio/awaitable.hpp>

namespace understudy::server {

/// `SELECT * FROM (SELECT 'a' AS `Name`, ... UNION ALL ...) t WHERE where`, in MySQL's dialect.
/// Errors: 1235 for more rows than the engine joins in one UNION.
Result<std::string> table_query(const Table& table, const std::string& where);

/// SHOW BINLOG EVENTS [IN 'file'] [FROM offset] [LIMIT ...]. Reads at most as much as it shows.
/// Errors: 1220 with MySQL's text; the log's.
boost::asio::awaitable<Result<Table>> show_binlog_events(const sql::Show& statement,
                                                         Conversation& conversation);

}  // namespace understudy::server
