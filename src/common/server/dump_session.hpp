#pragma once

#include "common/server/conversation.hpp"
#include "common/server/dump_stream.hpp"

#include <atomic>
#include <chrono>
#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace understudy::server {

/// What a dump command asks for beside the stream.
struct DumpTerms {
    bool stay = true;                        ///< false: EOF at the end of the log
    std::chrono::milliseconds heartbeat{0};  ///< while there is nothing to send; 0: none
    std::string replica_uuid;
    std::uint32_t replica_server_id = 0;
};

/// Reads what the replica said in user variables before the dump (@source_binlog_checksum,
/// @source_heartbeat_period, @replica_uuid, @mariadb_slave_capability and their older names).
DumpTerms dump_terms(const SessionState& state, std::uint32_t server_id, std::uint16_t flags);
DumpRequest dump_request(const Conversation& conversation, std::uint16_t flags);

/// Sends the log to one replica until it goes, asks for no more, or is replaced by another
/// connection of its own. The writer is never waited for and never waits: its listener only sets a
/// flag; what is not sent yet is read from the log when the socket takes more.
///
/// Runs on the io thread; a replica that is far behind is read for on the disk thread.
class DumpSession {
  public:
    DumpSession(Conversation& conversation, DumpTerms terms);
    ~DumpSession();
    DumpSession(const DumpSession&) = delete;
    DumpSession& operator=(const DumpSession&) = delete;

    /// Errors: 1236 for the replica to show; it stops then.
    boost::asio::awaitable<Result<void>> run(DumpRequest request);

  private:
    /// Shared with the log's listener and the handlers that it posts, which may outlive us.
    struct Signal {
        explicit Signal(boost::asio::io_context& io) : timer(io) {}
        boost::asio::steady_timer timer;
        bool moved = false;                ///< io thread
        std::atomic<bool> posted = false;  ///< a handler is on its way
    };
    enum class Woken : std::uint8_t { by_log, by_clock };

    void enter_registry(const DumpStream& stream);
    Result<void> replaced() const;
    boost::asio::awaitable<Result<bool>> fill(DumpStream& stream);
    boost::asio::awaitable<Woken> wait();
    boost::asio::awaitable<void> send();
    bool is_far_behind(const Position& position) const;

    Conversation& c_;
    DumpTerms terms_;
    std::shared_ptr<Signal> signal_;
    std::uint64_t listener_ = 0;
    bool replaced_ = false;
    Position first_;  ///< for the text of the error above
    Position last_;
    Bytes packets_;
};

}  // namespace understudy::server
