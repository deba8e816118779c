#pragma once

#include "common/app/primary_config.hpp"
#include "common/binlog/log.hpp"
#include "common/server/variables.hpp"

namespace understudy::primary {

/// The system variables that make a primary: identity, GTID sets, what the log is like. `log`
/// outlives them.
void add_primary_variables(server::Variables& variables, const binlog::Log& log, const Uuid& uuid,
                           const app::PrimaryConfig& config);

}  // namespace understudy::primary
