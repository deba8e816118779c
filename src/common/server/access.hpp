#pragma once

#include "common/base/result.hpp"
#include "common/server/session_state.hpp"
#include "common/sql/statement.hpp"

#include <string_view>

namespace understudy::server {

/// May the session do this? Errors in MySQL's words: 1142 (a table), 1044 (a database), 1227.
Result<void> check_access(const sql::EngineStatement& statement, const SessionState& state);
Result<void> check_access(const sql::Definition& definition, const SessionState& state);
Result<void> check_access(const sql::Admin& statement, const SessionState& state);
Result<void> check_access(const sql::Show& statement, const SessionState& state);
/// 1227 naming what is needed, unless the session has `role`.
Result<void> check_role(Role role, std::string_view privilege, const SessionState& state);

}  // namespace understudy::server
