#include "common/base/file.hpp"

#include <algorithm>
#include <filesystem>

namespace understudy {

Result<Bytes> read_file(FileSystem& fs, const std::string& path, std::uint64_t limit_bytes) {
    TRY_ASSIGN(const std::unique_ptr<File> file, fs.open(path, OpenMode::read));
    TRY_ASSIGN(const std::uint64_t size, file->size());
    if (size > limit_bytes) {
        return Error{ErrorCode::corrupt, path + ": " + std::to_string(size) +
                                             " bytes, expected at most " +
                                             std::to_string(limit_bytes)};
    }
    Bytes content(static_cast<std::size_t>(size));
    TRY_ASSIGN(const std::size_t count, file->read_at(0, content));
    content.resize(count);
    return content;
}

Result<void> replace_file(FileSystem& fs, const std::string& path, ByteView content) {
    const std::string temporary = path + ".new";
    TRY_ASSIGN(const bool left_over, fs.exists(temporary));
    if (left_over) TRY(fs.remove(temporary));
    {
        TRY_ASSIGN(const std::unique_ptr<File> file, fs.open(temporary, OpenMode::create_new));
        TRY(file->write_at(0, content));
        TRY(file->sync());
    }
    TRY(fs.rename(temporary, path));
    return fs.sync_directory(parent_path(path));
}

std::string join_path(const std::string& directory, const std::string& name) {
    return (std::filesystem::path(directory) / name).string();
}

std::string parent_path(const std::string& path) {
    const std::string parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

}  // namespace understudy
