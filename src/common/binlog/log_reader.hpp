#pragma once

#include "common/base/file.hpp"
#include "common/binlog/event_header.hpp"
#include "common/model/position.hpp"

#include <memory>
#include <optional>
#include <string>

namespace understudy::binlog {

/// Tells a reader where it may read: which files there are, in order, and how far the last one is
/// durable. Log and RelayCopy implement it. Thread-safe.
class LogView {
  public:
    virtual ~LogView() = default;
    virtual std::string directory() const = 0;
    /// Behind the last durable byte.
    virtual Position durable_end() const = 0;
    /// The file after `file`; none if it is the last.
    virtual std::optional<std::string> next_file(const std::string& file) const = 0;
    virtual std::optional<std::string> oldest_file() const = 0;
    /// Recent bytes of the log that are still in memory: `size` bytes (fewer at the end of the
    /// durable part) at that place, appended to `out`; false if they must be read from disk.
    virtual bool read_recent(const Position& from, std::size_t size, Bytes& out) const = 0;
};

/// Reads events in order from a place in a log up to its durable end, across files. Never blocks:
/// at the end it says so, and may be asked again. Used by senders, recovery and tools; one thread.
class LogReader {
  public:
    /// `start.offset` must be an event boundary.
    /// Errors: `refused` for a file or offset that does not exist, worded for MySQL's error 1236.
    static Result<std::unique_ptr<LogReader>> open(FileSystem& fs, const LogView& log,
                                                   const Position& start);
    virtual ~LogReader() = default;

    /// One event and where it stands. The view lives until the next call.
    struct Item {
        EventView event;
        Position begin;
        std::uint64_t end_offset = 0;
    };
    /// The next event; nothing at the durable end. FORMAT_DESCRIPTION events are seen by the reader
    /// (checksum algorithm) and returned. Every checksum is verified.
    /// Errors: `corrupt` or `truncated` with file, offset and reason.
    virtual Result<std::optional<Item>> next() = 0;
    /// Place of the event that next() would return.
    virtual Position position() const = 0;
    virtual ChecksumAlgorithm checksum_algorithm() const = 0;
    /// The FORMAT_DESCRIPTION event of the file it stands in, as it is stored; lives until next().
    virtual ByteView format_description() const = 0;
};

}  // namespace understudy::binlog
