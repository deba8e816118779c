#pragma once

#include "common/base/arena.hpp"
#include "common/base/result.hpp"
#include "common/model/table_schema.hpp"
#include "common/model/value.hpp"
#include "common/sql/session_context.hpp"

namespace understudy::sql {

/// What `value` becomes when it is stored in `column`, in the store's canonical form
/// (store/TYPES.md): MySQL's conversions and range checks in strict mode. New bytes come from
/// `arena`. Errors: SQL errors 1048, 1264, 1265, 1292, 1366, 1406, 3140 ... with the column's name;
/// `row` is for their "at row N". When session.strict is false they become warnings and the value
/// is clipped.
Result<Value> to_column_value(const Value& value, const Column& column, std::uint64_t row,
                              SessionContext& session, Arena& arena);

/// The canonical value of the column's DEFAULT; nothing if it has none and must be given (error
/// 1364).
Result<std::optional<Value>> default_column_value(const Column& column, SessionContext& session,
                                                  Arena& arena);

/// The statement's time as the column stores it: DEFAULT and ON UPDATE CURRENT_TIMESTAMP.
Value now_column_value(const Column& column, const SessionContext& session, Arena& arena);

/// `value` in the form that compares with the canonical values of `column` as MySQL compares them:
/// not clipped, not rounded; what has no such form is returned as it is. Never warns.
Value comparison_value(const Value& value, const Column& column, const SessionContext& session,
                       Arena& arena);

/// The number of an ENUM label (from 1; 0: none), or the bits of a SET value.
std::uint64_t label_number(std::string_view value, const Column& column) noexcept;

}  // namespace understudy::sql
