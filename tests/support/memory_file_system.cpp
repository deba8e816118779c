#include "support/memory_file_system.hpp"

#include <algorithm>

namespace understudy::test {
namespace {

using Kind = DiskOperation::Kind;

Error failed(const std::string& path, const char* call, const char* reason) {
    return Error{ErrorCode::io, path + ": " + call + ": " + reason};
}

const char* text_of(Fault fault) noexcept {
    return fault == Fault::io_error ? "Input/output error" : "No space left on device";
}

constexpr const char* no_such_file = "No such file or directory";

}  // namespace

class MemoryFileSystem::OpenFile final : public File {
  public:
    OpenFile(MemoryFileSystem& fs, std::string path, std::shared_ptr<Inode> inode)
        : fs_(fs), path_(std::move(path)), inode_(std::move(inode)) {}

    Result<std::size_t> read_at(std::uint64_t offset, MutableByteView out) override {
        const std::lock_guard lock(fs_.mutex_);
        TRY(fs_.call(path_, "read"));
        const Bytes& content = inode_->content;
        if (offset >= content.size()) return std::size_t{0};
        const std::size_t from = static_cast<std::size_t>(offset);
        const std::size_t count = std::min(out.size(), content.size() - from);
        std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(from), count, out.begin());
        return count;
    }

    Result<void> write_at(std::uint64_t offset, ByteView bytes) override {
        const std::lock_guard lock(fs_.mutex_);
        const std::optional<Fault> fault = fs_.next_fault();
        if (fault == Fault::short_write) bytes = bytes.first(bytes.size() / 2);
        if (!fault || fault == Fault::short_write) {
            const std::size_t end = static_cast<std::size_t>(offset) + bytes.size();
            if (inode_->content.size() < end) inode_->content.resize(end, 0);
            std::copy(bytes.begin(), bytes.end(),
                      inode_->content.begin() + static_cast<std::ptrdiff_t>(offset));
            fs_.record({.kind = Kind::write,
                        .file = inode_->number,
                        .offset = offset,
                        .bytes = Bytes(bytes.begin(), bytes.end())});
        }
        if (fault) return failed(path_, "write", text_of(*fault));
        return {};
    }

    Result<void> sync() override {
        const std::lock_guard lock(fs_.mutex_);
        const auto status = fs_.call(path_, "fdatasync");
        fs_.record({.kind = status ? Kind::sync : Kind::failed_sync, .file = inode_->number});
        return status;
    }

    Result<void> truncate(std::uint64_t size) override {
        const std::lock_guard lock(fs_.mutex_);
        TRY(fs_.call(path_, "ftruncate"));
        inode_->content.resize(static_cast<std::size_t>(size), 0);
        fs_.record({.kind = Kind::truncate, .file = inode_->number, .offset = size});
        return {};
    }

    Result<std::uint64_t> size() override {
        const std::lock_guard lock(fs_.mutex_);
        TRY(fs_.call(path_, "fstat"));
        return std::uint64_t{inode_->content.size()};
    }

  private:
    MemoryFileSystem& fs_;
    std::string path_;
    std::shared_ptr<Inode> inode_;
};

MemoryFileSystem::MemoryFileSystem() = default;
MemoryFileSystem::~MemoryFileSystem() = default;

MemoryFileSystem::MemoryFileSystem(const DiskImage& image) {
    for (const auto& [path, number] : image.names) {
        const auto content = image.files.find(number);
        set_content(path, content == image.files.end() ? ByteView{} : ByteView(content->second));
    }
}

Result<std::unique_ptr<File>> MemoryFileSystem::open(const std::string& path, OpenMode mode) {
    const std::lock_guard lock(mutex_);
    TRY(call(path, "open"));
    std::shared_ptr<Inode> inode = find(path);
    if (inode && mode == OpenMode::create_new) return failed(path, "open", "File exists");
    if (!inode && (mode == OpenMode::read || mode == OpenMode::read_write)) {
        return failed(path, "open", no_such_file);
    }
    if (!inode) {
        inode = add(path);
        record({.kind = Kind::create, .file = inode->number, .path = path});
    }
    return std::unique_ptr<File>(std::make_unique<OpenFile>(*this, path, std::move(inode)));
}

Result<bool> MemoryFileSystem::exists(const std::string& path) {
    const std::lock_guard lock(mutex_);
    TRY(call(path, "stat"));
    return find(path) != nullptr;
}

Result<void> MemoryFileSystem::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(mutex_);
    TRY(call(from, "rename"));
    const std::shared_ptr<Inode> inode = find(from);
    if (!inode) return failed(from, "rename", no_such_file);
    names_.erase(from);
    names_[to] = inode;
    record({.kind = Kind::rename, .file = inode->number, .path = from, .other = to});
    return {};
}

Result<void> MemoryFileSystem::remove(const std::string& path) {
    const std::lock_guard lock(mutex_);
    TRY(call(path, "unlink"));
    const std::shared_ptr<Inode> inode = find(path);
    if (!inode) return failed(path, "unlink", no_such_file);
    names_.erase(path);
    record({.kind = Kind::remove, .file = inode->number, .path = path});
    return {};
}

Result<void> MemoryFileSystem::make_directory(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return call(path, "mkdir");
}

Result<std::vector<std::string>> MemoryFileSystem::list(const std::string& directory) {
    const std::lock_guard lock(mutex_);
    TRY(call(directory, "readdir"));
    std::vector<std::string> found;
    for (const auto& [path, inode] : names_) {
        if (parent_path(path) == directory) found.push_back(path.substr(directory.size() + 1));
    }
    return found;
}

Result<void> MemoryFileSystem::sync_directory(const std::string& directory) {
    const std::lock_guard lock(mutex_);
    TRY(call(directory, "fsync"));
    record({.kind = Kind::sync_directory, .path = directory});
    return {};
}

std::size_t MemoryFileSystem::change_count() const {
    const std::lock_guard lock(mutex_);
    return journal_.size();
}

std::unique_ptr<MemoryFileSystem> MemoryFileSystem::after_crash(std::size_t changes,
                                                                std::uint64_t seed) const {
    const std::lock_guard lock(mutex_);
    return std::make_unique<MemoryFileSystem>(after_power_loss(journal_, changes, seed));
}

std::unique_ptr<MemoryFileSystem> MemoryFileSystem::copy() const {
    const std::lock_guard lock(mutex_);
    auto other = std::make_unique<MemoryFileSystem>();
    for (const auto& [path, inode] : names_) other->set_content(path, inode->content);
    return other;
}

std::size_t MemoryFileSystem::call_count() const {
    const std::lock_guard lock(mutex_);
    return calls_;
}

void MemoryFileSystem::fail_call(std::size_t nth, Fault fault) {
    const std::lock_guard lock(mutex_);
    failing_call_ = calls_ + nth;
    fault_ = fault;
    fault_happened_ = false;
}

bool MemoryFileSystem::fault_happened() const {
    const std::lock_guard lock(mutex_);
    return fault_happened_;
}

Bytes MemoryFileSystem::content(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const std::shared_ptr<Inode> inode = find(path);
    return inode ? inode->content : Bytes{};
}

/// Durable at once, as what was there before the journal began.
void MemoryFileSystem::set_content(const std::string& path, ByteView content) {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<Inode> inode = find(path);
    const bool is_new = inode == nullptr;
    if (is_new) inode = add(path);
    inode->content.assign(content.begin(), content.end());
    if (is_new) record({.kind = Kind::create, .file = inode->number, .path = path});
    if (is_new) record({.kind = Kind::sync_directory, .path = parent_path(path)});
    record({.kind = Kind::truncate, .file = inode->number, .offset = 0});
    record({.kind = Kind::write, .file = inode->number, .bytes = inode->content});
    record({.kind = Kind::sync, .file = inode->number});
}

std::vector<std::string> MemoryFileSystem::paths() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> found;
    for (const auto& [path, inode] : names_) found.push_back(path);
    return found;
}

std::optional<Fault> MemoryFileSystem::next_fault() {
    if (++calls_ != failing_call_) return std::nullopt;
    fault_happened_ = true;
    return fault_;
}

Result<void> MemoryFileSystem::call(const std::string& path, const char* name) {
    const std::optional<Fault> fault = next_fault();
    if (fault) return failed(path, name, text_of(*fault));
    return {};
}

void MemoryFileSystem::record(DiskOperation operation) {
    journal_.push_back(std::move(operation));
}

std::shared_ptr<MemoryFileSystem::Inode> MemoryFileSystem::find(const std::string& path) const {
    const auto it = names_.find(path);
    return it == names_.end() ? nullptr : it->second;
}

std::shared_ptr<MemoryFileSystem::Inode> MemoryFileSystem::add(const std::string& path) {
    auto inode = std::make_shared<Inode>();
    inode->number = next_inode_++;
    names_[path] = inode;
    return inode;
}

}  // namespace understudy::test
