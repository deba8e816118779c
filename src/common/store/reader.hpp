#pragma once

#include "common/base/result.hpp"
#include "common/sql/engine_statement.hpp"
#include "common/sql/session_context.hpp"
#include "common/store/applied.hpp"
#include "common/store/cursor.hpp"

#include <memory>
#include <span>
#include <string>

namespace understudy::store {

/// One reading connection: sees committed (so: durable) data only, each query the latest. One
/// thread at a time; interrupt() may be called from any.
class Reader {
  public:
    virtual ~Reader() = default;
    /// The cursor must be gone before the next call.
    virtual Result<std::unique_ptr<Cursor>> query(const sql::Translation& statement,
                                                  std::span<const Value> parameters,
                                                  sql::SessionContext& session) = 0;
    /// Freezes what this reader sees, over all databases that exist now, until unpin(). To have
    /// several databases at one point, call it while no commit runs (on the writer's thread).
    virtual Result<void> pin() = 0;
    virtual void unpin() = 0;
    /// Applied coordinates as this reader sees them: the newest of any file.
    virtual Result<Applied> applied() = 0;
    /// The running query ends with error 1317.
    virtual void interrupt() noexcept = 0;
};

}  // namespace understudy::store
