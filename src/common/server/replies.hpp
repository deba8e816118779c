#pragma once

#include "common/base/result.hpp"
#include "common/server/result_encoder.hpp"
#include "common/server/session_state.hpp"
#include "common/server/table.hpp"
#include "common/wire/connection.hpp"

#include <cstdint>
#include <string>

namespace understudy::server {

struct OkReply {
    std::uint64_t affected_rows = 0;
    std::uint64_t last_insert_id = 0;
    std::string info = {};
};

/// Queues a session's replies on its connection, with the status flags of the moment. Nothing is
/// sent before the session flushes. The io thread only.
class Replies {
  public:
    Replies(wire::Connection& connection, const SessionState& state)
        : connection_(connection), state_(state) {}

    void set_capabilities(std::uint32_t capabilities) noexcept { capabilities_ = capabilities; }
    std::uint32_t capabilities() const noexcept { return capabilities_; }
    /// Another statement of the same COM_QUERY follows.
    void set_more_results(bool more) noexcept { more_results_ = more; }
    /// UPDATE counts the rows found, not those changed.
    bool counts_found_rows() const noexcept;

    void ok(const OkReply& reply);
    void error(const Error& error);
    void table(const Table& table, RowForm form);
    void eof();
    void payload(ByteView bytes) { connection_.queue(bytes); }

    /// For a result that is written elsewhere: begins at this connection's next packet.
    ResultForm result_form(RowForm form) const;
    void continue_at(std::uint8_t sequence) { connection_.set_next_sequence(sequence); }
    /// SERVER_STATUS_* flags.
    std::uint16_t status() const;

  private:
    wire::Connection& connection_;
    const SessionState& state_;
    std::uint32_t capabilities_ = 0;
    bool more_results_ = false;
    Bytes buffer_;
};

}  // namespace understudy::server
