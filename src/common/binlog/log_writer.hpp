#pragma once

#include "common/base/file.hpp"
#include "common/binlog/event_header.hpp"
#include "common/binlog/log_surface.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace understudy::binlog {

/// One log file that is being written: gathers finished events in memory, gives each its place and
/// checksum, and brings them to disk in large writes. Knows nothing of transactions or of other
/// files. One thread.
///
/// After an error nothing more may be done with the file, but for discard().
class LogWriter {
  public:
    /// Makes the file with `start` (magic number and first events) as its content, durably, the
    /// name included.
    static Result<std::unique_ptr<LogWriter>> create(FileSystem& fs, const std::string& directory,
                                                     const std::string& name, ByteView start,
                                                     LogSurface& surface);

    const std::string& name() const noexcept { return name_; }
    /// Behind everything appended.
    std::uint64_t end() const noexcept { return written_end_ + buffer_.size(); }
    /// Nothing was appended since the last sync().
    bool is_synced() const noexcept { return end() == synced_end_; }

    /// Adds one finished event (header, body, room for the checksum), setting its end_offset and
    /// its CRC-32.
    Result<void> append(ByteView event);
    /// Writes what is gathered to the file.
    Result<void> flush();
    /// Makes everything durable, with one fdatasync.
    Result<void> sync();
    /// Forgets what was appended since the last sync(). The one thing that may follow an error of
    /// append() or flush(); nothing may follow one of sync().
    Result<void> discard();
    /// For a file that gets nothing more: clears IN_USE in its FORMAT_DESCRIPTION, durably.
    /// Everything before is durable already, which is what the cleared bit says.
    Result<void> clear_in_use();

  private:
    LogWriter(std::unique_ptr<File> file, std::string name, LogSurface& surface);

    std::unique_ptr<File> file_;
    std::string name_;
    LogSurface& surface_;
    Bytes buffer_;
    std::uint64_t written_end_ = 0;
    std::uint64_t synced_end_ = 0;
};

/// Clears IN_USE in the FORMAT_DESCRIPTION of a file; durable when it returns.
Result<void> clear_in_use(File& file);

}  // namespace understudy::binlog
