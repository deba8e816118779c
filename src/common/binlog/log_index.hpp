#pragma once

#include "common/base/file.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy::binlog {

/// "binlog.000007" for ("binlog", 7).
std::string log_file_name(const std::string& base_name, std::uint64_t number);

/// The list of a folder's log files, oldest first, and its file on disk: `<base name>.index`, one
/// name a line, written as MySQL writes them ("./binlog.000001"); on reading any folder before the
/// name is ignored, as mysqld's `--log-bin=/path/name` leaves one there.
///
/// The file is only ever replaced as a whole, so after a crash it is the old list or the new one.
/// Not thread-safe.
class LogIndex {
  public:
    LogIndex(FileSystem& fs, std::string directory, std::string base_name);

    /// Reads the file; false if there is none.
    /// Errors: `corrupt` with the line that is not a name of this log, or is out of order.
    Result<bool> load();
    /// Writes the file; durable when it returns. After an error either list may be there.
    Result<void> replace(std::vector<std::string> names);

    /// Takes the names before `file` off the list, durably; the files themselves stay, for
    /// remove_files(). Errors: `refused` (1373) if `file` is not in it.
    Result<std::vector<std::string>> drop_before(const std::string& file);
    /// Removes files that the list does not name any more. What a crash leaves of them is removed
    /// by recovery.
    Result<void> remove_files(const std::vector<std::string>& names);

    const std::vector<std::string>& names() const noexcept { return names_; }
    bool contains(const std::string& name) const;
    /// The file after `name`, which itself need not be there any more.
    std::optional<std::string> next(const std::string& name) const;

    const std::string& directory() const noexcept { return directory_; }
    const std::string& base_name() const noexcept { return base_name_; }
    std::string path() const;
    std::string path_of(const std::string& name) const { return join_path(directory_, name); }
    /// True for `<base name>.<digits>`.
    bool is_log_file(const std::string& name) const;

  private:
    FileSystem& fs_;
    std::string directory_;
    std::string base_name_;
    std::vector<std::string> names_;
};

}  // namespace understudy::binlog
