#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace understudy::server {

/// One connection, as SHOW PROCESSLIST shows it and KILL finds it. A part of its session.
class Process {
  public:
    std::uint64_t id = 0;
    std::string user;
    std::string host;                    ///< "127.0.0.1:51234"
    std::string_view database;           ///< views the session's context
    std::string_view command = "Sleep";  ///< "Query", "Binlog Dump", ...
    std::string_view state;
    std::string_view info;  ///< the running statement's text
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();

    /// query: the running statement ends with 1317. connection: that, and the connection closes.
    enum class Kill : std::uint8_t { query, connection };
    virtual void kill(Kill what) = 0;

  protected:
    ~Process() = default;
};

/// All connections by id. The io thread only.
class ProcessList {
  public:
    std::uint64_t next_id() noexcept { return ++last_id_; }
    void add(Process& process) { processes_.emplace(process.id, &process); }
    void remove(const Process& process) { processes_.erase(process.id); }
    Process* find(std::uint64_t id) const {
        const auto found = processes_.find(id);
        return found == processes_.end() ? nullptr : found->second;
    }
    const std::map<std::uint64_t, Process*>& all() const noexcept { return processes_; }
    std::uint64_t total() const noexcept { return last_id_; }

  private:
    std::map<std::uint64_t, Process*> processes_;
    std::uint64_t last_id_ = 0;
};

}  // namespace understudy::server
