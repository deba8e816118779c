#include "common/binlog/file_reader.hpp"

#include "common/base/limits.hpp"
#include "common/binlog/hole.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace understudy::binlog {
namespace {

constexpr std::size_t block_bytes = 256 * limits::kibibyte;
/// FORMAT_DESCRIPTION has a few hundred bytes in every server's version.
constexpr std::size_t max_format_bytes = 4 * limits::kibibyte;
constexpr std::uint8_t encrypted_magic[4] = {0xfd, 'b', 'i', 'n'};

bool starts_with(ByteView bytes, const std::uint8_t (&magic)[4]) noexcept {
    return bytes.size() >= 4 && std::memcmp(bytes.data(), magic, 4) == 0;
}

Error bad_magic(ByteView start) {
    if (starts_with(start, encrypted_magic)) {
        return Error{ErrorCode::unsupported, "the file is encrypted (magic number 0xfd62696e)"};
    }
    char text[80];
    std::snprintf(text, sizeof text, "not a binary log: magic number 0x%02x%02x%02x%02x, %s",
                  start[0], start[1], start[2], start[3], "expected 0xfe62696e");
    return Error{ErrorCode::corrupt, text};
}

}  // namespace

Error at_file_offset(Error error, const std::string& file, std::uint64_t offset) {
    return with_context(std::move(error), file + " at " + std::to_string(offset));
}

FileReader::FileReader(std::unique_ptr<File> file, std::string name, RecentBytes recent)
    : file_(std::move(file)), name_(std::move(name)), recent_(std::move(recent)) {}

Result<std::unique_ptr<FileReader>> FileReader::open(FileSystem& fs, const std::string& path,
                                                     RecentBytes recent) {
    TRY_ASSIGN(std::unique_ptr<File> file, fs.open(path, OpenMode::read));
    std::unique_ptr<FileReader> reader(new FileReader(
        std::move(file), std::filesystem::path(path).filename().string(), std::move(recent)));
    TRY(reader->read_start());
    return reader;
}

Result<void> FileReader::read_start() {
    TRY_ASSIGN(const Bytes start, raw(0, sizeof file_magic + max_format_bytes));
    if (start.size() < sizeof file_magic) {
        return at_file_offset({ErrorCode::truncated, "the file ends within its magic number"},
                              name_, 0);
    }
    if (!starts_with(start, file_magic)) return at_file_offset(bad_magic(start), name_, 0);
    auto event = split_event(ByteView(start).subspan(sizeof file_magic), ChecksumAlgorithm::crc32);
    if (!event) return at_offset(std::move(event).error());
    if (event->header.type != EventType::format_description) {
        return at_offset({ErrorCode::corrupt, std::string("the first event is ") +
                                                  to_string(event->header.type) +
                                                  ", expected FORMAT_DESCRIPTION"});
    }
    auto format = decode_format_description(*event);
    if (!format) return at_offset(std::move(format).error());
    format_ = *format;
    format_flags_ = event->header.flags;
    format_event_.assign(event->bytes.begin(), event->bytes.end());
    return {};
}

void FileReader::seek(std::uint64_t offset) noexcept {
    offset_ = offset;
}

Result<std::optional<FileReader::Item>> FileReader::next(std::uint64_t limit) {
    for (;;) {
        auto item = event_at(limit);
        if (!item || !*item) return item;
        const Item& found = **item;
        if (found.event.header.type == EventType::format_description) {
            auto format = decode_format_description(found.event);
            if (!format) return at_offset(std::move(format).error());
            format_ = *format;
        }
        const std::optional<std::uint64_t> resumes = hole_end(found.event);
        if (!resumes) {
            offset_ = found.end;
            return item;
        }
        if (*resumes < found.end) {
            return at_offset(
                {ErrorCode::corrupt,
                 "a hole that ends at " + std::to_string(*resumes) + ", before it begins"});
        }
        offset_ = *resumes;
    }
}

Result<std::optional<FileReader::Item>> FileReader::event_at(std::uint64_t limit) {
    if (offset_ == limit) return std::optional<Item>{};
    const std::uint64_t left = limit > offset_ ? limit - offset_ : 0;
    if (left < event_header_bytes) {
        return at_offset({ErrorCode::truncated,
                          std::to_string(left) + " bytes are left, an event header has 19"});
    }
    TRY(need(event_header_bytes, limit));
    ByteReader in(buffered());
    const auto header = decode_event_header(in);
    if (!header) return at_offset(header.error());
    if (header->event_size > left) {
        return at_offset({ErrorCode::truncated, "event of " + std::to_string(header->event_size) +
                                                    " bytes, only " + std::to_string(left) +
                                                    " are there"});
    }
    TRY(need(header->event_size, limit));
    const bool is_format = header->type == EventType::format_description;
    const ChecksumAlgorithm algorithm = is_format ? ChecksumAlgorithm::crc32 : format_.checksum;
    auto event = split_event(buffered(), algorithm);
    if (!event) return at_offset(std::move(event).error());
    // FORMAT_DESCRIPTION is verified by its decoder: old servers write it without a checksum.
    if (algorithm == ChecksumAlgorithm::crc32 && !is_format) {
        auto verified = verify_checksum(*event);
        if (!verified) return at_offset(std::move(verified).error());
    }
    return std::optional<Item>(Item{*event, offset_, offset_ + header->event_size});
}

ByteView FileReader::buffered() const noexcept {
    if (offset_ < buffer_begin_ || offset_ - buffer_begin_ > buffer_.size()) return {};
    return ByteView(buffer_).subspan(static_cast<std::size_t>(offset_ - buffer_begin_));
}

/// Makes at least `size` bytes from offset_ on stand in the buffer. They lie before `limit`.
Result<void> FileReader::need(std::size_t size, std::uint64_t limit) {
    const std::size_t have = buffered().size();
    if (have >= size) return {};
    const std::size_t used = buffer_.size() - have;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used));
    buffer_begin_ = offset_;
    const std::uint64_t from = offset_ + have;
    const auto wanted = static_cast<std::size_t>(
        std::min<std::uint64_t>(std::max(size - have, block_bytes), limit - from));
    if (recent_ && recent_(from, wanted, buffer_)) return {};
    buffer_.resize(have + wanted);
    auto count = file_->read_at(from, MutableByteView(buffer_).subspan(have));
    buffer_.resize(have + (count ? *count : 0));
    if (!count) return std::move(count).error();
    if (buffer_.size() >= size) return {};
    return at_offset({ErrorCode::truncated, "the file ends " +
                                                std::to_string(size - buffer_.size()) +
                                                " bytes before the event does"});
}

Result<Bytes> FileReader::raw(std::uint64_t offset, std::size_t size) {
    Bytes bytes(size);
    TRY_ASSIGN(const std::size_t count, file_->read_at(offset, bytes));
    bytes.resize(count);
    return bytes;
}

Error FileReader::at_offset(Error error) const {
    return at_file_offset(std::move(error), name_, offset_);
}

}  // namespace understudy::binlog
