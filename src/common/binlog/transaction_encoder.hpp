#pragma once

#include "common/base/arena.hpp"
#include "common/base/limits.hpp"
#include "common/binlog/event_header.hpp"
#include "common/model/row_change.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace understudy::binlog {

/// The session state that goes into the status variables of a QUERY event.
struct QueryContext {
    std::uint32_t thread_id = 0;
    std::uint32_t execution_seconds = 0;
    std::uint64_t sql_mode = 0;  ///< MySQL's bit mask
    std::uint16_t client_collation = collation::utf8mb4_bin;
    std::uint16_t connection_collation = collation::utf8mb4_bin;
    std::uint16_t server_collation = collation::utf8mb4_bin;
    std::uint32_t microseconds = 0;  ///< of the statement's start
    std::string time_zone = "SYSTEM";
};

/// One transaction, ready for the log but for its GTID, its place and its checksums: the events
/// from BEGIN to XID (or one DDL QUERY event), end to end, each with room for its CRC-32.
struct EncodedTransaction {
    Bytes events;  ///< whole events; end_offset is relative to the first byte
    std::vector<std::uint32_t> event_ends;  ///< offset behind each event in `events`
    std::vector<std::uint64_t> write_set;   ///< hashes of the keys written; sorted, no duplicates
    /// False: depends on everything before it and everything after depends on it (DDL, a table
    /// without a key, foreign keys).
    bool has_write_set = false;
    bool is_ddl = false;
    std::uint32_t server_id = 0;
    std::int64_t commit_timestamp_us = 0;  ///< since the Unix epoch
    std::uint32_t server_version = 80408;  ///< for GTID's immediate_server_version
};

/// Turns captured row changes into the body of a transaction while they happen, so that a row is
/// formatted once. One at a time per open transaction; used on the writer thread only. No I/O.
///
/// Rows of one table and one kind go into one rows event until it is rows_event_bytes long. Each
/// run is TABLE_MAP + ROWS with STMT_END, so that a replica never meets a table it has not locked.
class TransactionEncoder final : public RowChangeSink {
  public:
    explicit TransactionEncoder(std::uint32_t server_id);
    ~TransactionEncoder() override;

    /// Starts a transaction. `timestamp` (seconds) goes into every event header until changed.
    void begin(std::uint32_t timestamp, const QueryContext& context, const std::string& database);
    void set_timestamp(std::uint32_t timestamp) noexcept;
    Result<void> take(const RowChange& change) override;

    /// A point to return to: a statement or savepoint that may be undone.
    struct Mark {
        std::size_t events = 0;
        std::size_t write_set = 0;
        std::uint64_t rows = 0;
    };
    Mark mark();
    void rollback_to(const Mark& mark);
    /// Decodes the changes taken between two marks and hands them to `sink`, in order: how a
    /// transaction that was undone in the engine is put back exactly as it was.
    Result<void> replay(const Mark& from, const Mark& to, RowChangeSink& sink) const;

    std::uint64_t row_count() const noexcept;  ///< changes held
    std::size_t byte_count() const noexcept;
    bool empty() const noexcept { return row_count() == 0; }

    /// Ends the transaction with XID and hands it over; the encoder is empty again.
    EncodedTransaction finish(std::int64_t commit_timestamp_us);

    /// A DDL statement as a transaction of its own.
    static EncodedTransaction ddl(std::uint32_t server_id, const QueryContext& context,
                                  const std::string& database, std::string_view query,
                                  std::int64_t commit_timestamp_us);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace understudy::binlog
