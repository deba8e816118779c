#pragma once

#include "common/server/query_job.hpp"
#include "common/server/replies.hpp"
#include "common/server/services.hpp"
#include "common/server/session_state.hpp"
#include "common/wire/connection.hpp"

#include <functional>
#include <memory>

namespace understudy::server {

/// A session's request to the writer; the session waits for its reply.
class WriteCall final : public PendingWrite {
  public:
    void complete() noexcept override { wakeup_.notify(); }
    Wakeup& wakeup() noexcept { return wakeup_; }

  private:
    Wakeup wakeup_;
};

/// The parts of one session that its commands work on. The io thread only, but for what is lent
/// out with a statement.
struct Conversation {
    Conversation(Services& shared, std::unique_ptr<wire::Connection> client, Family family,
                 std::string version, std::uint64_t id)
        : services(shared),
          connection(std::move(client)),
          state(shared.backend.variables(), family, std::move(version), id),
          replies(*connection, state),
          query_job(shared.io, chunk_bytes) {}

    /// A query's packets are handed over in pieces of about this size.
    static constexpr std::size_t chunk_bytes = 64 * limits::kibibyte;

    Services& services;
    std::unique_ptr<wire::Connection> connection;
    SessionState state;
    Replies replies;
    QueryJob query_job;
    WriteCall write;
    Bytes chunk;  ///< being sent while the job fills its own
    /// START TRANSACTION WITH CONSISTENT SNAPSHOT: reads of this transaction come from here.
    std::unique_ptr<store::Reader> snapshot;
    bool query_runs = false;  ///< the reader pool has query_job
    bool gone = false;        ///< the client cannot be reached any more, or was killed
    bool close_after_reply = false;
    std::function<void()> wake_up;  ///< ends the wait of a dump: the log moved, or a kill came
    bool kill_query = false;        ///< KILL QUERY came; the statement that runs ends with 1317

    std::chrono::milliseconds write_timeout() const { return services.options.net_write_timeout; }
};

}  // namespace understudy::server
