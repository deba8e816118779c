#include "common/binlog/log_surface.hpp"

#include "common/base/limits.hpp"

#include <algorithm>

namespace understudy::binlog {

LogSurface::LogSurface(std::string directory)
    : directory_(std::move(directory)), tail_(limits::log_tail_bytes) {}

void LogSurface::replace_files(std::vector<LogFile> files) {
    const std::lock_guard lock(mutex_);
    files_ = std::move(files);
}

void LogSurface::drop_files_before(const std::string& file) {
    const std::lock_guard lock(mutex_);
    std::erase_if(files_, [number = binlog_file_number(file)](const LogFile& other) {
        return binlog_file_number(other.name) < number;
    });
}

void LogSurface::begin_file(const LogFile& file, std::uint64_t offset) {
    const std::lock_guard lock(mutex_);
    if (files_.empty() || files_.back().name != file.name) files_.push_back(file);
    tail_.restart(file.name, offset);
}

void LogSurface::written(ByteView bytes) {
    const std::lock_guard lock(mutex_);
    tail_.append(bytes);
}

void LogSurface::rewind(std::uint64_t offset) {
    const std::lock_guard lock(mutex_);
    tail_.restart(tail_.file(), offset);
}

void LogSurface::publish(const Position& end, const GtidSet::Source& source,
                         GtidSet::Interval added) {
    {
        const std::lock_guard lock(mutex_);
        durable_.position = end;
        durable_.gtids.add(source, added);
        if (!files_.empty()) files_.back().size_bytes = end.offset;
    }
    wake();
}

void LogSurface::publish(const Coordinates& end) {
    {
        const std::lock_guard lock(mutex_);
        durable_ = end;
        if (!files_.empty()) files_.back().size_bytes = end.position.offset;
    }
    wake();
}

Coordinates LogSurface::durable() const {
    const std::lock_guard lock(mutex_);
    return durable_;
}

std::vector<LogFile> LogSurface::files() const {
    const std::lock_guard lock(mutex_);
    return files_;
}

std::uint64_t LogSurface::add_listener(std::function<void()> listener) {
    const std::lock_guard lock(listeners_mutex_);
    listeners_.emplace(next_listener_, std::move(listener));
    return next_listener_++;
}

void LogSurface::remove_listener(std::uint64_t id) {
    const std::lock_guard lock(listeners_mutex_);
    listeners_.erase(id);
}

void LogSurface::wake() {
    const std::lock_guard lock(listeners_mutex_);
    for (const auto& [id, listener] : listeners_) listener();
}

Position LogSurface::durable_end() const {
    const std::lock_guard lock(mutex_);
    return durable_.position;
}

std::optional<std::string> LogSurface::next_file(const std::string& file) const {
    const std::uint64_t number = binlog_file_number(file);
    const std::lock_guard lock(mutex_);
    const auto it = std::find_if(files_.begin(), files_.end(), [number](const LogFile& other) {
        return binlog_file_number(other.name) > number;
    });
    if (it == files_.end()) return std::nullopt;
    return it->name;
}

std::optional<std::string> LogSurface::oldest_file() const {
    const std::lock_guard lock(mutex_);
    if (files_.empty()) return std::nullopt;
    return files_.front().name;
}

bool LogSurface::read_recent(const Position& from, std::size_t size, Bytes& out) const {
    const std::lock_guard lock(mutex_);
    if (from.file == durable_.position.file) {
        if (from.offset > durable_.position.offset) return false;
        size = static_cast<std::size_t>(
            std::min<std::uint64_t>(size, durable_.position.offset - from.offset));
    }
    return tail_.read(from.file, from.offset, size, out);
}

}  // namespace understudy::binlog
