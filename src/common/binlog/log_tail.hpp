#pragma once

#include "common/base/bytes.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace understudy::binlog {

/// The most recent bytes of the file that a log writes, in a ring of fixed size, so that senders
/// that keep up never touch the disk. Memory is touched only as it is written.
///
/// Not thread-safe: its owner holds a lock around every call, and decides how far readers may see.
class LogTail {
  public:
    explicit LogTail(std::size_t capacity_bytes);

    /// Starts over with a file whose next byte is `offset`.
    void restart(const std::string& file, std::uint64_t offset);
    /// Adds bytes behind the last ones; the oldest fall out.
    void append(ByteView bytes) noexcept;

    /// Appends `size` bytes from `offset` of `file` to `out`; false (and nothing appended) if not
    /// all of them are here.
    bool read(const std::string& file, std::uint64_t offset, std::size_t size, Bytes& out) const;

    const std::string& file() const noexcept { return file_; }
    std::uint64_t end() const noexcept { return end_; }

  private:
    std::size_t capacity_;
    std::unique_ptr<std::uint8_t[]> ring_;
    std::string file_;
    std::uint64_t begin_ = 0;  ///< file offset of the oldest byte held
    std::uint64_t end_ = 0;    ///< behind the newest; byte `o` lives at ring_[o % capacity_]
};

}  // namespace understudy::binlog
