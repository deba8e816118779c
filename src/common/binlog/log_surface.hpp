#pragma once

#include "common/binlog/log_reader.hpp"
#include "common/binlog/log_tail.hpp"
#include "common/model/position.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace understudy::binlog {

struct LogFile {
    std::string name;
    std::uint64_t size_bytes = 0;  ///< of the last file: the durable end
    GtidSet previous_gtids;        ///< all transactions before this file
};

/// The side of a log that other threads see: its files, its durable end, its recent bytes, and who
/// wants to know when the end moves. Log and RelayCopy write it, their readers read it.
///
/// Threads: replace_files, begin_file, written, rewind, publish: the writer thread. The rest:
/// anywhere.
class LogSurface final : public LogView {
  public:
    explicit LogSurface(std::string directory);

    // The writer's side.
    void replace_files(std::vector<LogFile> files);
    void drop_files_before(const std::string& file);
    /// The last of the files is `file` from now on; what is written next stands at `offset` of it.
    void begin_file(const LogFile& file, std::uint64_t offset);
    /// Bytes were written behind the last ones; not visible yet.
    void written(ByteView bytes);
    /// What was written behind `offset` is not there any more. It was never visible.
    void rewind(std::uint64_t offset);
    /// Everything up to `end` is durable; the transactions `added` of `source` lie before it.
    void publish(const Position& end, const GtidSet::Source& source, GtidSet::Interval added);
    void publish(const Coordinates& end);

    // Everybody's side.
    Coordinates durable() const;
    std::vector<LogFile> files() const;
    /// `listener` is called on the writer thread after each publish(). It must not add or remove
    /// listeners. Once remove_listener has returned it is not running and never called again.
    std::uint64_t add_listener(std::function<void()> listener);
    void remove_listener(std::uint64_t id);

    std::string directory() const override { return directory_; }
    Position durable_end() const override;
    std::optional<std::string> next_file(const std::string& file) const override;
    std::optional<std::string> oldest_file() const override;
    bool read_recent(const Position& from, std::size_t size, Bytes& out) const override;

  private:
    void wake();

    const std::string directory_;
    mutable std::mutex mutex_;  ///< guards what follows, up to listeners_mutex_
    std::vector<LogFile> files_;
    Coordinates durable_;
    LogTail tail_;

    std::mutex listeners_mutex_;  ///< held while listeners run
    std::map<std::uint64_t, std::function<void()>> listeners_;
    std::uint64_t next_listener_ = 1;
};

}  // namespace understudy::binlog
