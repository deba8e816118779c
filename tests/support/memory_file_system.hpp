#pragma once

#include "common/base/file.hpp"
#include "support/disk_journal.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace understudy::test {

/// What a call is to end in. All are `io` errors worded as the real file system's.
enum class Fault : std::uint8_t {
    io_error,     ///< EIO; nothing was done
    disk_full,    ///< ENOSPC; nothing was done
    short_write,  ///< ENOSPC after half of the bytes (of a write; else as disk_full)
};

/// A file system in memory for tests of what must survive: it keeps a journal of every change, can
/// be asked what a power loss after any of them could leave, and fails at a chosen call.
/// Thread-safe.
class MemoryFileSystem final : public FileSystem {
  public:
    MemoryFileSystem();
    explicit MemoryFileSystem(const DiskImage& image);
    ~MemoryFileSystem() override;

    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
    Result<bool> exists(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> make_directory(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& directory) override;
    Result<void> sync_directory(const std::string& directory) override;

    /// The number of changes so far: a point in time for after_crash().
    std::size_t change_count() const;
    /// A disk as a power loss after the first `changes` changes may leave it; same seed, same disk.
    std::unique_ptr<MemoryFileSystem> after_crash(std::size_t changes, std::uint64_t seed) const;
    /// The disk as a killed process leaves it: everything written is there.
    std::unique_ptr<MemoryFileSystem> copy() const;

    /// The number of calls so far that can fail (all but closing a file).
    std::size_t call_count() const;
    /// From now on the `nth` (1: the next) such call fails, once.
    void fail_call(std::size_t nth, Fault fault);
    bool fault_happened() const;

    /// The whole content, for a look at it or to damage it; both outside the journal.
    Bytes content(const std::string& path) const;
    void set_content(const std::string& path, ByteView content);
    std::vector<std::string> paths() const;

  private:
    class OpenFile;
    struct Inode {
        std::size_t number = 0;
        Bytes content;
    };

    std::optional<Fault> next_fault();
    Result<void> call(const std::string& path, const char* name);
    void record(DiskOperation operation);
    std::shared_ptr<Inode> find(const std::string& path) const;
    std::shared_ptr<Inode> add(const std::string& path);

    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Inode>> names_;
    std::size_t next_inode_ = 1;
    std::vector<DiskOperation> journal_;
    std::size_t calls_ = 0;
    std::size_t failing_call_ = 0;  ///< 0: none
    Fault fault_ = Fault::io_error;
    bool fault_happened_ = false;
};

}  // namespace understudy::test
