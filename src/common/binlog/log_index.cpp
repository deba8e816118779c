#include "common/binlog/log_index.hpp"

#include "common/base/limits.hpp"
#include "common/model/position.hpp"

#include <algorithm>
#include <cinttypes>
#include <cstdio>

namespace understudy::binlog {
namespace {

constexpr std::uint16_t unknown_target_log = 1373;
/// A line is a name of at most a few hundred bytes.
constexpr std::uint64_t max_index_bytes = limits::max_binlog_files * 512;

std::string file_part(std::string_view line) {
    const std::size_t slash = line.rfind('/');
    return std::string(slash == std::string_view::npos ? line : line.substr(slash + 1));
}

}  // namespace

std::string log_file_name(const std::string& base_name, std::uint64_t number) {
    char digits[24];
    std::snprintf(digits, sizeof digits, ".%06" PRIu64, number);
    return base_name + digits;
}

LogIndex::LogIndex(FileSystem& fs, std::string directory, std::string base_name)
    : fs_(fs), directory_(std::move(directory)), base_name_(std::move(base_name)) {}

std::string LogIndex::path() const {
    return join_path(directory_, base_name_ + ".index");
}

bool LogIndex::is_log_file(const std::string& name) const {
    return name.size() > base_name_.size() + 1 && name.starts_with(base_name_) &&
           name[base_name_.size()] == '.' && name.rfind('.') == base_name_.size() &&
           binlog_file_number(name) != 0;
}

Result<bool> LogIndex::load() {
    names_.clear();
    TRY_ASSIGN(const bool there, fs_.exists(path()));
    if (!there) return false;
    TRY_ASSIGN(const Bytes content, read_file(fs_, path(), max_index_bytes));
    std::string_view text = as_text(content);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        std::string name = file_part(line);
        const bool in_order =
            names_.empty() || binlog_file_number(names_.back()) < binlog_file_number(name);
        if (!is_log_file(name) || !in_order) {
            return Error{ErrorCode::corrupt, path() + ": line '" +
                                                 std::string(line.substr(0, 200)) +
                                                 "' is not the next name of a log file"};
        }
        names_.push_back(std::move(name));
    }
    return true;
}

Result<void> LogIndex::replace(std::vector<std::string> names) {
    std::string text;
    for (const std::string& name : names) text += "./" + name + "\n";
    TRY(replace_file(fs_, path(), as_bytes(text)));
    names_ = std::move(names);
    return {};
}

Result<std::vector<std::string>> LogIndex::drop_before(const std::string& file) {
    const auto first_kept = std::find(names_.begin(), names_.end(), file);
    if (first_kept == names_.end()) {
        return sql_error(unknown_target_log, "Target log not found in binlog index");
    }
    std::vector<std::string> dropped(names_.begin(), first_kept);
    if (!dropped.empty()) TRY(replace({first_kept, names_.end()}));
    return dropped;
}

Result<void> LogIndex::remove_files(const std::vector<std::string>& names) {
    for (const std::string& name : names) TRY(fs_.remove(path_of(name)));
    return names.empty() ? Result<void>{} : fs_.sync_directory(directory_);
}

bool LogIndex::contains(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

std::optional<std::string> LogIndex::next(const std::string& name) const {
    const auto it = std::upper_bound(names_.begin(), names_.end(), binlog_file_number(name),
                                     [](std::uint64_t number, const std::string& other) {
                                         return number < binlog_file_number(other);
                                     });
    if (it == names_.end()) return std::nullopt;
    return *it;
}

}  // namespace understudy::binlog
