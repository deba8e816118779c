#pragma once

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace understudy {

/// An open file. Positions are explicit, so one File may be read from several threads at once;
/// writers must be alone. Every error is `io` and names the path, the call and errno's text.
class File {
  public:
    virtual ~File() = default;
    /// Fills `out` from `offset`; the count is smaller than out.size() only at the end of the file.
    virtual Result<std::size_t> read_at(std::uint64_t offset, MutableByteView out) = 0;
    /// Writes all of `bytes` at `offset`; the file grows as needed. After an error the bytes from
    /// `offset` on are undefined.
    virtual Result<void> write_at(std::uint64_t offset, ByteView bytes) = 0;
    /// fdatasync. After a failure nothing unsynced may be trusted, and a later success proves
    /// nothing.
    virtual Result<void> sync() = 0;
    virtual Result<void> truncate(std::uint64_t size) = 0;
    virtual Result<std::uint64_t> size() = 0;
};

enum class OpenMode : std::uint8_t {
    read,        ///< must exist
    read_write,  ///< must exist
    create,      ///< read and write; created if absent, kept if present
    create_new,  ///< read and write; must not exist
};

/// The seam to the file system: the real one in production, a recording, failing or in-memory one
/// in tests. Thread-safe. All paths are used as given.
class FileSystem {
  public:
    virtual ~FileSystem() = default;
    virtual Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    virtual Result<bool> exists(const std::string& path) = 0;
    /// Atomic; replaces `to`. Durable only after sync_directory of the folder.
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    virtual Result<void> remove(const std::string& path) = 0;
    /// With all parents; an existing directory is fine.
    virtual Result<void> make_directory(const std::string& path) = 0;
    /// Names (not paths) of what is in the directory, sorted.
    virtual Result<std::vector<std::string>> list(const std::string& directory) = 0;
    /// fsync of the directory: makes creations, renames and removals in it durable.
    virtual Result<void> sync_directory(const std::string& directory) = 0;
};

FileSystem& real_file_system();

/// The whole file. Errors: `io`; `corrupt` if it is larger than `limit_bytes`.
Result<Bytes> read_file(FileSystem& fs, const std::string& path, std::uint64_t limit_bytes);

/// Replaces `path` so that after a crash either the old or the new content is there, never a mix:
/// temporary name beside it, write, sync, rename, sync of the folder.
Result<void> replace_file(FileSystem& fs, const std::string& path, ByteView content);

/// "a/b" for ("a", "b").
std::string join_path(const std::string& directory, const std::string& name);
/// The folder part of a path; "." if it has none.
std::string parent_path(const std::string& path);

}  // namespace understudy
