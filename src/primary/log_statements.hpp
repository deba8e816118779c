#pragma once

#include "common/binlog/log.hpp"
#include "common/server/table.hpp"
#include "common/sql/statement.hpp"
#include "primary/purge_policy.hpp"

#include <optional>
#include <string>
#include <vector>

namespace understudy::primary {

/// SHOW BINARY LOG STATUS (SHOW MASTER STATUS) and SHOW BINARY LOGS, with MySQL's columns.
server::Table log_status(const Coordinates& durable);
server::Table log_files(const std::vector<binlog::LogFile>& files);

/// The file that PURGE BINARY LOGS {TO 'file' | BEFORE 'datetime'} keeps as the oldest; nothing if
/// nothing is to go. Errors: 1373 for an unknown file, 1525 for a bad datetime.
Result<std::optional<std::string>> purge_target(const sql::Admin& statement,
                                                const std::vector<PurgeCandidate>& files);

}  // namespace understudy::primary
