#pragma once

#include "common/base/result.hpp"
#include "common/model/table_schema.hpp"
#include "common/model/value.hpp"

#include <cstdint>
#include <span>

namespace understudy {

enum class RowChangeKind : std::uint8_t { insert, update, remove };

/// One row, before and after, with a value for every column of `table` in its order. `before` is
/// empty for an insert, `after` for a removal. Views only: valid during the call that hands it
/// over, unless the giver says otherwise.
struct RowChange {
    RowChangeKind kind = RowChangeKind::insert;
    const TableSchema* table = nullptr;
    std::span<const Value> before;
    std::span<const Value> after;
};

/// Takes captured row changes as they happen. Called on the writer thread, inside the statement
/// that changes the row; an error makes that statement fail.
class RowChangeSink {
  public:
    virtual ~RowChangeSink() = default;
    virtual Result<void> take(const RowChange& change) = 0;
};

}  // namespace understudy
