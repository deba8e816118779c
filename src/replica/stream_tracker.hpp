#pragma once

#include "common/base/result.hpp"
#include "common/binlog/event_header.hpp"
#include "common/model/position.hpp"

#include <cstdint>
#include <string>

namespace understudy::replica {

/// What to do with an event of a dump stream.
struct StreamStep {
    enum class Kind : std::uint8_t {
        store,       ///< it stands in the source's file at `offset`
        begin_file,  ///< the source goes on in `file` at `offset`
        skip_to,     ///< the source left out what stands before `offset`
        nothing,     ///< a sign of life
    };
    Kind kind = Kind::nothing;
    std::uint64_t offset = 0;
    std::string file;
};

/// Follows where a dump stream stands in the source's log, by counting bytes: the header's
/// end_offset is only 32 bits wide, and zero inside MariaDB's transactions.
///
///     stream  := fake_rotate format_description item*
///     item    := event | heartbeat | rotate? fake_rotate format_description
///
/// Pure: no I/O, no clock. Checksums are verified by the caller.
class StreamTracker {
  public:
    explicit StreamTracker(binlog::ChecksumAlgorithm algorithm) noexcept : algorithm_(algorithm) {}

    /// Errors: `corrupt` if the stream stands before it began, or a heartbeat is behind what was
    /// received; nothing changes then.
    Result<StreamStep> take(const binlog::EventView& event);
    /// Behind the last event.
    const Position& position() const noexcept { return position_; }

  private:
    Result<StreamStep> take_rotate(const binlog::EventView& event);
    Result<StreamStep> take_heartbeat(const binlog::EventView& event);

    binlog::ChecksumAlgorithm algorithm_;
    Position position_;
};

}  // namespace understudy::replica
