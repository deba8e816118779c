#pragma once

#include "common/base/file.hpp"
#include "common/binlog/log_index.hpp"
#include "common/binlog/log_recovery.hpp"
#include "common/binlog/log_surface.hpp"
#include "common/binlog/transaction_boundary.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace understudy::binlog {

/// A replica's copy of its source's binary log: the same file names, and every event byte for byte
/// at the same offset. What it does not hold (a copy that begins in the middle of a file) is a hole
/// that readers step over. The copy may be lost and fetched again: the store knows what is applied.
///
/// Events that no file of the source holds (fake ROTATE, heartbeats) must not be appended; begin()
/// and skip_to() take what they mean. The order of calls:
///     copy := (begin FORMAT_DESCRIPTION (append | skip_to | sync)*)*
///
/// Threads: open, begin, append, skip_to, sync, purge_to, reset belong to the receiver; the LogView
/// side, files() and listeners are safe anywhere. Nothing becomes visible before sync() returns.
class RelayCopy final : public LogView {
  public:
    /// Opens the folder, which may be empty. A tail that is not whole is cut to the last
    /// transaction boundary, whatever the damage: the source has it still. Errors: `corrupt` if
    /// a file's start or the index is damaged; `unsupported`; `io`.
    static Result<std::unique_ptr<RelayCopy>> open(FileSystem& fs, const std::string& directory);

    const LogRecovery& recovery() const noexcept { return recovery_; }
    /// Where the source must go on: behind the last whole transaction. None: the copy is empty.
    std::optional<Position> resume_position() const;

    /// What follows stands in `file` from `offset` on: the meaning of the source's ROTATE, true or
    /// fake. The file is the one the copy stands in, or a later one.
    /// Errors: `corrupt` for an earlier file; `refused` for a name that is none.
    Result<void> begin(const std::string& file, std::uint64_t offset);
    /// One event as it stands in the source's file at `offset`; its checksum was verified. The
    /// first after begin() is FORMAT_DESCRIPTION, which is taken for the file's own wherever the
    /// dump starts. An event that the copy holds already must be equal to what it holds. Errors:
    /// `corrupt` if it does not stand at the end of the copy, or differs from what is there.
    Result<void> append(std::uint64_t offset, ByteView event);
    /// The source leaves out what stands before `offset`, because the replica has it.
    Result<void> skip_to(std::uint64_t offset);
    /// Writes and syncs what was appended; then readers see it and listeners are called. After a
    /// failure every call fails: open the copy anew.
    Result<void> sync();

    /// Removes whole files before `file`. Errors: `refused` if there is no such file.
    Result<std::vector<std::string>> purge_to(const std::string& file);
    /// Removes everything, for another source.
    Result<void> reset();

    std::vector<LogFile> files() const { return surface_.files(); }
    std::uint64_t add_listener(std::function<void()> listener) {
        return surface_.add_listener(std::move(listener));
    }
    void remove_listener(std::uint64_t id) { surface_.remove_listener(id); }

    std::string directory() const override { return surface_.directory(); }
    Position durable_end() const override { return surface_.durable_end(); }
    std::optional<std::string> next_file(const std::string& file) const override {
        return surface_.next_file(file);
    }
    std::optional<std::string> oldest_file() const override { return surface_.oldest_file(); }
    bool read_recent(const Position& from, std::size_t size, Bytes& out) const override {
        return surface_.read_recent(from, size, out);
    }

  private:
    RelayCopy(FileSystem& fs, const std::string& directory);
    Result<void> recover();
    Result<void> reopen_last_file(const std::string& name, std::uint64_t end);
    Result<void> take_format(ByteView event);
    Result<void> create_file(ByteView format_event);
    Result<void> compare(std::uint64_t offset, ByteView event);
    Result<void> add_hole(std::uint64_t end);
    Result<void> flush();
    Result<void> checked(Result<void> result);
    Error misplaced(std::uint64_t offset, const std::string& reason) const;

    FileSystem& fs_;
    LogSurface surface_;
    LogRecovery recovery_;
    std::optional<LogIndex> index_;  ///< none while the copy is empty

    std::string name_;  ///< of the file the copy stands in; empty: none
    std::unique_ptr<File> file_;
    ChecksumAlgorithm algorithm_ = ChecksumAlgorithm::crc32;
    Bytes buffer_;
    std::uint64_t written_end_ = 0;
    TransactionBoundary boundary_;
    Position boundary_end_;  ///< behind the last whole transaction

    std::optional<Position> awaits_format_;  ///< begin() was called; the place it named
    std::optional<Error> failure_;
};

}  // namespace understudy::binlog
