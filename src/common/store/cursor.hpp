#pragma once

#include "common/base/result.hpp"
#include "common/model/table_schema.hpp"
#include "common/model/value.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace understudy::store {

/// A result column as the protocol describes it.
struct ResultColumn {
    std::string name;           ///< label
    std::string original_name;  ///< of the table's column; empty for an expression
    std::string table;          ///< empty for an expression
    std::string database;
    /// The declared type if it is a table's column; else what the engine's values suggest (BIGINT,
    /// DOUBLE, VARCHAR, LONGBLOB).
    Column type;
    bool primary_key = false, unique_key = false, indexed = false;
};

/// The rows of a query, one at a time. Values are canonical (store/TYPES.md) and live until the
/// next step.
class Cursor {
  public:
    virtual ~Cursor() = default;
    virtual const std::vector<ResultColumn>& columns() const = 0;
    /// False at the end. Errors: SQL errors; 1317 when interrupted.
    virtual Result<bool> step() = 0;
    virtual std::span<const Value> row() const = 0;
};

}  // namespace understudy::store
