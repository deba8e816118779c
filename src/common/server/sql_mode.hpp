#pragma once

#include "common/base/result.hpp"
#include "common/model/value.hpp"
#include "common/sql/session_context.hpp"

#include <cstdint>
#include <string>

namespace understudy::server {

/// MySQL 8.4's default without ONLY_FULL_GROUP_BY, which the engine does not check.
inline constexpr const char* default_sql_mode =
    "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION";

/// The bit mask that a QUERY event carries for a list of mode names, or for the mask itself.
/// Errors: 1231 naming a mode that neither family has.
Result<std::uint64_t> parse_sql_mode(const Value& value);
/// The names of the bits, in MySQL's order.
std::string sql_mode_text(std::uint64_t mode);
/// Sets the context's flags.
void apply_sql_mode(std::uint64_t mode, sql::SessionContext& context);

}  // namespace understudy::server
