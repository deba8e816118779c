#include "common/binlog/log_writer.hpp"

#include "common/base/check.hpp"
#include "common/base/limits.hpp"

namespace understudy::binlog {
namespace {

/// What is gathered beyond this goes to the file without waiting for sync().
constexpr std::size_t flush_bytes = 1 * limits::mebibyte;
/// After a larger event the memory is given back.
constexpr std::size_t max_kept_bytes = 4 * flush_bytes;
constexpr std::uint64_t format_flags_offset = sizeof file_magic + 17;

}  // namespace

LogWriter::LogWriter(std::unique_ptr<File> file, std::string name, LogSurface& surface)
    : file_(std::move(file)), name_(std::move(name)), surface_(surface) {
    buffer_.reserve(flush_bytes);
}

Result<std::unique_ptr<LogWriter>> LogWriter::create(FileSystem& fs, const std::string& directory,
                                                     const std::string& name, ByteView start,
                                                     LogSurface& surface) {
    const std::string path = join_path(directory, name);
    // It can only be left over from an earlier try that failed: the index does not name it.
    TRY_ASSIGN(const bool left_over, fs.exists(path));
    if (left_over) TRY(fs.remove(path));
    TRY_ASSIGN(std::unique_ptr<File> file, fs.open(path, OpenMode::create_new));
    std::unique_ptr<LogWriter> writer(new LogWriter(std::move(file), name, surface));
    TRY(writer->file_->write_at(0, start));
    TRY(writer->file_->sync());
    TRY(fs.sync_directory(directory));
    writer->written_end_ = writer->synced_end_ = start.size();
    return writer;
}

Result<void> LogWriter::append(ByteView event) {
    const std::size_t start = buffer_.size();
    understudy::append(buffer_, event);
    set_end_offset(MutableByteView(buffer_).subspan(start), end(), ChecksumAlgorithm::crc32);
    if (buffer_.size() >= flush_bytes) return flush();
    return {};
}

Result<void> LogWriter::flush() {
    if (buffer_.empty()) return {};
    TRY(file_->write_at(written_end_, buffer_));
    surface_.written(buffer_);
    written_end_ += buffer_.size();
    if (buffer_.capacity() > max_kept_bytes) Bytes().swap(buffer_);
    buffer_.clear();
    return {};
}

Result<void> LogWriter::sync() {
    if (is_synced()) return {};
    TRY(flush());
    TRY(file_->sync());
    synced_end_ = written_end_;
    return {};
}

Result<void> LogWriter::discard() {
    buffer_.clear();
    TRY(file_->truncate(synced_end_));
    written_end_ = synced_end_;
    surface_.rewind(written_end_);
    return {};
}

Result<void> LogWriter::clear_in_use() {
    UNDERSTUDY_CHECK(is_synced());
    return binlog::clear_in_use(*file_);
}

/// The checksum of FORMAT_DESCRIPTION is that of the event without the bit, so it stays right.
Result<void> clear_in_use(File& file) {
    std::uint8_t flags = 0;
    TRY_ASSIGN(const std::size_t count, file.read_at(format_flags_offset, {&flags, 1}));
    if (count == 1 && (flags & event_flag::binlog_in_use) == 0) return {};
    flags = static_cast<std::uint8_t>(flags & ~event_flag::binlog_in_use);
    TRY(file.write_at(format_flags_offset, {&flags, 1}));
    return file.sync();
}

}  // namespace understudy::binlog
