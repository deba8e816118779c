#pragma once

#include "common/base/result.hpp"
#include "common/binlog/event_header.hpp"
#include "common/model/position.hpp"
#include "common/store/store.hpp"

#include <cstdint>
#include <memory>

namespace understudy::apply {

struct ApplyOptions {
    /// Row changes gathered into one engine transaction while behind; netted per row, applied in
    /// key order.
    std::size_t max_rows_per_commit = 200'000;
    std::uint64_t memory_budget_bytes = 128 * limits::mebibyte;
    /// Skip, per database, what its file already holds (primary recovery; a replica after a crash).
    bool skip_applied = true;
};

struct ApplyCounters {
    std::uint64_t transactions = 0, rows = 0, engine_commits = 0, definitions = 0;
    std::int64_t last_commit_timestamp_us =
        0;  ///< original commit time of the last applied transaction
};

/// Applies a source's events to a store, exactly once. The replica's road, the primary's recovery
/// and the tools' point-in-time recovery are all this class.
///
/// Feed it every event of the log in order, from an event boundary outside a transaction. Whole
/// transactions gather until flush() or until a group is full; the store's coordinates move with
/// them, in the same engine transaction. A transaction larger than the budget streams into the
/// engine as it comes and is committed at its end. Used on the writer thread only.
class Applier {
  public:
    static std::unique_ptr<Applier> make(store::Store& store, const ApplyOptions& options);
    virtual ~Applier() = default;

    /// `end` is where the event ends in the source's log. Errors stop replication at
    /// `stopped_at()`: `corrupt` (grammar, divergence), `unsupported` (event, type, statement
    /// format), with the reason. What was gathered before the failing transaction can still be
    /// flushed.
    virtual Result<void> feed(const binlog::EventView& event, const Position& end) = 0;
    /// Commits what is gathered; does nothing if that is nothing. Only whole transactions.
    virtual Result<void> flush() = 0;
    /// True between transactions.
    virtual bool at_boundary() const = 0;
    /// Whole transactions are waiting for flush().
    virtual bool has_gathered() const = 0;
    /// What the store holds.
    virtual store::Applied applied() const = 0;
    virtual Position stopped_at() const = 0;
    virtual const ApplyCounters& counters() const = 0;
};

}  // namespace understudy::apply
