#pragma once

#include "common/base/file.hpp"
#include "common/binlog/event_header.hpp"
#include "common/binlog/format_description.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace understudy::binlog {

/// Reads the events of one log file in order: ours, MySQL's or MariaDB's, a binary log or a relay
/// log. Positions are counted, never taken from headers. Every checksum is verified, once. A hole
/// of a relay copy (see FORMAT.md) is stepped over.
///
/// The file may grow meanwhile: each call says how far it may look. One thread; the views it
/// returns live until the next call.
class FileReader {
  public:
    struct Item {
        EventView event;
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };
    /// Asked before the disk: appends `size` bytes of this file from `offset` on, or says no.
    using RecentBytes = std::function<bool(std::uint64_t offset, std::size_t size, Bytes& out)>;

    /// Checks the magic number and reads FORMAT_DESCRIPTION, which gives the checksum algorithm of
    /// the rest; stands at offset 4. Errors: `truncated` if that much is not there; `corrupt` for
    /// another magic number or a damaged event; `unsupported` for a format newer than version 4.
    static Result<std::unique_ptr<FileReader>> open(FileSystem& fs, const std::string& path,
                                                    RecentBytes recent = {});

    /// The next event; nothing exactly at `limit`. Errors, each with name, offset and reason:
    /// `truncated` if the event passes `limit`; `corrupt` for a bad checksum or impossible size.
    /// After an error the reader stands where it stood.
    Result<std::optional<Item>> next(std::uint64_t limit);
    /// Goes to an offset, which must be an event boundary.
    void seek(std::uint64_t offset) noexcept;

    /// Of the event that next() would return.
    std::uint64_t offset() const noexcept { return offset_; }
    Result<std::uint64_t> size() { return file_->size(); }
    const std::string& name() const noexcept { return name_; }
    ChecksumAlgorithm algorithm() const noexcept { return format_.checksum; }
    const FormatDescription& format() const noexcept { return format_; }
    /// The FORMAT_DESCRIPTION event as it stands in the file.
    ByteView format_event() const noexcept { return format_event_; }
    /// event_flag bits of that event.
    std::uint16_t format_flags() const noexcept { return format_flags_; }
    /// Up to `size` bytes of the file as they are, for a look at what follows damage.
    Result<Bytes> raw(std::uint64_t offset, std::size_t size);

  private:
    FileReader(std::unique_ptr<File> file, std::string name, RecentBytes recent);
    Result<void> read_start();
    Result<std::optional<Item>> event_at(std::uint64_t limit);
    Result<void> need(std::size_t size, std::uint64_t limit);
    ByteView buffered() const noexcept;
    Error at_offset(Error error) const;

    std::unique_ptr<File> file_;
    std::string name_;
    RecentBytes recent_;
    FormatDescription format_;
    Bytes format_event_;
    std::uint16_t format_flags_ = 0;
    std::uint64_t offset_ = 4;
    Bytes buffer_;
    std::uint64_t buffer_begin_ = 0;  ///< file offset of buffer_'s first byte
};

/// "binlog.000007 at 41120: checksum 0x1f00ba11, expected 0x8badf00d"
Error at_file_offset(Error error, const std::string& file, std::uint64_t offset);

}  // namespace understudy::binlog
