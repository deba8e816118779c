#pragma once

#include "common/sql/translate/context.hpp"

namespace understudy::sql {

/// A SELECT behind its word, with its own ORDER BY and LIMIT.
Result<Query> translate_select(Context& context);

}  // namespace understudy::sql
