#include "common/binlog/relay_copy.hpp"

#include "common/base/limits.hpp"
#include "common/binlog/file_reader.hpp"
#include "common/binlog/hole.hpp"

#include <algorithm>

namespace understudy::binlog {
namespace {

constexpr std::size_t flush_bytes = 1 * limits::mebibyte;
constexpr std::string_view index_suffix = ".index";

/// "binlog" for "binlog.000007".
std::string base_of(const std::string& file) {
    return file.substr(0, file.rfind('.'));
}

}  // namespace

RelayCopy::RelayCopy(FileSystem& fs, const std::string& directory) : fs_(fs), surface_(directory) {}

Result<std::unique_ptr<RelayCopy>> RelayCopy::open(FileSystem& fs, const std::string& directory) {
    std::unique_ptr<RelayCopy> copy(new RelayCopy(fs, directory));
    TRY(copy->recover());
    return copy;
}

/// The base name is the source's, so the index is found by its suffix.
Result<void> RelayCopy::recover() {
    TRY(fs_.make_directory(directory()));
    TRY_ASSIGN(const std::vector<std::string> names, fs_.list(directory()));
    for (const std::string& name : names) {
        if (!name.ends_with(index_suffix)) continue;
        if (index_) {
            return Error{ErrorCode::corrupt, directory() + ": has more than one index: " +
                                                 index_->base_name() + ".index and " + name};
        }
        index_.emplace(fs_, directory(), name.substr(0, name.size() - index_suffix.size()));
    }
    if (!index_) return {};
    TRY_ASSIGN(RecoveredLog recovered, recover_log(fs_, *index_, LogKind::relayed_copy));
    recovery_ = std::move(recovered.recovery);
    if (recovered.files.empty()) return {};
    const LogFile last = recovered.files.back();
    surface_.replace_files(std::move(recovered.files));
    return reopen_last_file(last.name, last.size_bytes);
}

Result<void> RelayCopy::reopen_last_file(const std::string& name, std::uint64_t end) {
    const std::string path = index_->path_of(name);
    TRY_ASSIGN(const std::unique_ptr<FileReader> reader, FileReader::open(fs_, path));
    algorithm_ = reader->algorithm();
    TRY_ASSIGN(file_, fs_.open(path, OpenMode::read_write));
    name_ = name;
    written_end_ = end;
    boundary_end_ = {name, end};
    surface_.begin_file({name, end, {}}, end);
    surface_.publish({{name, end}, {}});
    return {};
}

std::optional<Position> RelayCopy::resume_position() const {
    if (name_.empty()) return std::nullopt;
    return boundary_end_;
}

Result<void> RelayCopy::begin(const std::string& file, std::uint64_t offset) {
    const std::uint64_t number = binlog_file_number(file);
    if (number == 0 || offset < sizeof file_magic) {
        return Error{ErrorCode::refused, "'" + file + "' at " + std::to_string(offset) +
                                             " is no place in a binary log"};
    }
    const bool same_log = name_.empty() || base_of(file) == base_of(name_);
    if (!same_log || number < binlog_file_number(name_)) {
        return Error{ErrorCode::corrupt, "the source goes on in " + file + ", the copy stands in " +
                                             name_ + ": its log is not the one copied so far"};
    }
    TRY(sync());
    awaits_format_ = Position{file, offset};
    return {};
}

Result<void> RelayCopy::append(std::uint64_t offset, ByteView event) {
    if (failure_) return *failure_;
    if (awaits_format_) return checked(take_format(event));
    if (name_.empty()) return misplaced(offset, "no file was begun");
    const std::uint64_t end = written_end_ + buffer_.size();
    if (offset + event.size() <= end) return checked(compare(offset, event));
    if (offset != end) return misplaced(offset, "expected at " + std::to_string(end));
    TRY_ASSIGN(const EventView view, split_event(event, algorithm_));
    understudy::append(buffer_, event);
    boundary_.feed(view);
    if (boundary_.at_boundary()) boundary_end_ = {name_, end + event.size()};
    if (buffer_.size() >= flush_bytes) return checked(flush());
    return {};
}

Result<void> RelayCopy::take_format(ByteView event) {
    TRY_ASSIGN(const EventView view, split_event(event, ChecksumAlgorithm::crc32));
    if (view.header.type != EventType::format_description) {
        return misplaced(awaits_format_->offset, "expected FORMAT_DESCRIPTION first");
    }
    const Position place = *awaits_format_;
    awaits_format_.reset();
    if (place.file != name_) {
        name_ = place.file;
        TRY_ASSIGN(const FormatDescription format, decode_format_description(view));
        algorithm_ = format.checksum;
        TRY(create_file(event));
    }
    // A dump that begins at the start of the file goes on behind this event.
    return place.offset == sizeof file_magic ? Result<void>{} : skip_to(place.offset);
}

Result<void> RelayCopy::create_file(ByteView format_event) {
    if (!index_) index_.emplace(fs_, directory(), base_of(name_));
    const std::string path = index_->path_of(name_);
    TRY_ASSIGN(const bool left_over, fs_.exists(path));
    if (left_over) TRY(fs_.remove(path));
    TRY_ASSIGN(file_, fs_.open(path, OpenMode::create_new));
    Bytes start(file_magic, file_magic + sizeof file_magic);
    understudy::append(start, format_event);
    TRY(file_->write_at(0, start));
    TRY(file_->sync());
    TRY(fs_.sync_directory(directory()));
    std::vector<std::string> names = index_->names();
    names.push_back(name_);
    TRY(index_->replace(std::move(names)));
    written_end_ = start.size();
    boundary_.restart();
    boundary_end_ = {name_, written_end_};
    surface_.begin_file({name_, written_end_, {}}, written_end_);
    surface_.publish({{name_, written_end_}, {}});
    return {};
}

/// A dump that resumes at a transaction's start sends again what the copy holds of it.
Result<void> RelayCopy::compare(std::uint64_t offset, ByteView event) {
    TRY(flush());
    Bytes held(event.size());
    TRY_ASSIGN(const std::size_t count, file_->read_at(offset, held));
    held.resize(count);
    if (std::equal(event.begin(), event.end(), held.begin(), held.end())) return {};
    return misplaced(offset, "differs from what was copied before: the source's log was changed");
}

Result<void> RelayCopy::skip_to(std::uint64_t offset) {
    if (failure_) return *failure_;
    const std::uint64_t end = written_end_ + buffer_.size();
    if (offset <= end) return {};
    if (!boundary_.at_boundary()) return misplaced(offset, "leaves out a part of a transaction");
    return checked(add_hole(offset));
}

Result<void> RelayCopy::add_hole(std::uint64_t end) {
    const Bytes mark = encode_hole(end, algorithm_);
    TRY(flush());
    if (end - written_end_ < mark.size()) {
        return misplaced(end, "no event fits between here and the copy's end at " +
                                  std::to_string(written_end_));
    }
    TRY(file_->write_at(written_end_, mark));
    TRY(file_->truncate(end));
    written_end_ = end;
    boundary_end_ = {name_, end};
    surface_.begin_file({name_, end, {}}, end);
    return {};
}

Result<void> RelayCopy::flush() {
    if (buffer_.empty()) return {};
    TRY(file_->write_at(written_end_, buffer_));
    surface_.written(buffer_);
    written_end_ += buffer_.size();
    buffer_.clear();
    return {};
}

Result<void> RelayCopy::sync() {
    if (failure_) return *failure_;
    if (!file_) return {};
    TRY(checked(flush()));
    if (surface_.durable_end() == Position{name_, written_end_}) return {};
    TRY(checked(file_->sync()));
    surface_.publish({{name_, written_end_}, {}});
    return {};
}

Result<std::vector<std::string>> RelayCopy::purge_to(const std::string& file) {
    if (!index_) return std::vector<std::string>{};
    TRY_ASSIGN(std::vector<std::string> dropped, index_->drop_before(file));
    surface_.drop_files_before(file);
    TRY(index_->remove_files(dropped));
    return dropped;
}

Result<void> RelayCopy::reset() {
    if (index_) {
        const std::vector<std::string> names = index_->names();
        TRY(index_->replace({}));
        TRY(index_->remove_files(names));
        TRY(fs_.remove(index_->path()));
        TRY(fs_.sync_directory(directory()));
    }
    index_.reset();
    file_.reset();
    name_.clear();
    buffer_.clear();
    awaits_format_.reset();
    failure_.reset();
    boundary_.restart();
    surface_.replace_files({});
    surface_.publish({});
    return {};
}

Result<void> RelayCopy::checked(Result<void> result) {
    if (!result && result.error().code == ErrorCode::io) failure_ = result.error();
    return result;
}

Error RelayCopy::misplaced(std::uint64_t offset, const std::string& reason) const {
    return at_file_offset({ErrorCode::corrupt, reason}, name_, offset);
}

}  // namespace understudy::binlog
