#pragma once

#include "common/binlog/event_header.hpp"

#include <cstdint>

namespace understudy::binlog {

/// Knows, while events pass by, where transactions begin and end: the only places at which a file
/// may be cut or a position be saved. It looks at types and at the text of QUERY events only, so it
/// takes MySQL's and MariaDB's logs of any row or statement format; what the events hold, and
/// whether they make sense, is TransactionAssembler's business.
///
///     log         := (outside | transaction)*
///     transaction := gtid? begin any* end  |  gtid statement  |  gtid? TRANSACTION_PAYLOAD
///     begin       := QUERY "BEGIN" | QUERY "XA START ..." | MARIADB_GTID without STANDALONE
///     end         := XID | XA_PREPARE | QUERY "COMMIT" | QUERY "ROLLBACK"
///                  | QUERY "XA COMMIT ..." | QUERY "XA ROLLBACK ..."
///     statement   := QUERY (any other)
///     outside     := FORMAT_DESCRIPTION | PREVIOUS_GTIDS | ROTATE | STOP | ...
class TransactionBoundary {
  public:
    void feed(const EventView& event) noexcept;
    /// True between transactions.
    bool at_boundary() const noexcept { return state_ == State::outside; }
    void restart() noexcept { state_ = State::outside; }

  private:
    enum class State : std::uint8_t {
        outside,
        announced,  ///< a GTID was seen: one statement or BEGIN follows
        open,       ///< up to the event that ends it
    };
    void query(const EventView& event) noexcept;

    State state_ = State::outside;
};

}  // namespace understudy::binlog
