#pragma once

#include "common/sql/engine_statement.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace understudy::sql {

/// How the value of a literal parameter is made from its token.
struct LiteralUse {
    std::uint32_t ordinal = 0;  ///< which literal of the text
    bool negated = false;       ///< a minus sign stands before it
    bool exact = false;         ///< 1.50 stays the text '1.50'; else it is a double
};

/// Collects what becomes an EngineStatement, and which literals of the text it depends on.
class StatementBuilder {
  public:
    EngineStatement statement;
    std::vector<LiteralUse> uses;      ///< literal parameters, by literal_index
    std::vector<std::uint32_t> fixed;  ///< ordinals of literals that are part of the SQL text

    /// "?7" for a literal token.
    std::string literal(const LiteralUse& use);
    /// "?7" for the client's '?' number `ordinal`.
    std::string client_parameter(std::uint32_t ordinal);
    /// From here, until end_row(), bindings are those of the first of many rows.
    void begin_row() noexcept;
    void end_row() noexcept;
    void read(const TableName& table);
    /// Orders the literals: those of all rows first, then those of the first row.
    void finish();

  private:
    std::string bind(EngineStatement::Binding binding);
    bool in_row_ = false;
    std::size_t row_literals_begin_ = 0, row_literals_end_ = 0;
};

}  // namespace understudy::sql
