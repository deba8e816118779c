#include "common/binlog/log_tail.hpp"

#include <algorithm>
#include <cstring>

namespace understudy::binlog {

LogTail::LogTail(std::size_t capacity_bytes)
    : capacity_(capacity_bytes),
      ring_(std::make_unique_for_overwrite<std::uint8_t[]>(capacity_bytes)) {}

void LogTail::restart(const std::string& file, std::uint64_t offset) {
    file_ = file;
    begin_ = end_ = offset;
}

void LogTail::append(ByteView bytes) noexcept {
    end_ += bytes.size();
    if (bytes.size() > capacity_) bytes = bytes.last(capacity_);
    std::uint64_t offset = end_ - bytes.size();
    while (!bytes.empty()) {
        const auto at = static_cast<std::size_t>(offset % capacity_);
        const std::size_t count = std::min(bytes.size(), capacity_ - at);
        std::memcpy(ring_.get() + at, bytes.data(), count);
        offset += count;
        bytes = bytes.subspan(count);
    }
    begin_ = std::max(begin_, end_ > capacity_ ? end_ - capacity_ : 0);
}

bool LogTail::read(const std::string& file, std::uint64_t offset, std::size_t size,
                   Bytes& out) const {
    if (file != file_ || offset < begin_ || offset > end_ || size > end_ - offset) return false;
    while (size > 0) {
        const auto at = static_cast<std::size_t>(offset % capacity_);
        const std::size_t count = std::min(size, capacity_ - at);
        out.insert(out.end(), ring_.get() + at, ring_.get() + at + count);
        offset += count;
        size -= count;
    }
    return true;
}

}  // namespace understudy::binlog
