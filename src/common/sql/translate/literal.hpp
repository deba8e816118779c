#pragma once

#include "common/sql/engine_statement.hpp"
#include "common/sql/translate/lexeme.hpp"
#include "common/sql/translate/statement_builder.hpp"

namespace understudy::sql {

/// The value of a literal lexeme (NULL, TRUE and FALSE too). `exact` keeps a decimal as its text;
/// otherwise it is a double.
OwnedValue literal_value(const Lexeme& lexeme, bool negated, bool exact);

}  // namespace understudy::sql
