#pragma once

// The one header that knows Asio. Include it only where coroutines run.
#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace understudy::wire {

/// MySQL packets over a TCP or Unix stream: cuts the stream into payloads, joins payloads that were
/// split at 16 MiB - 1, counts sequence numbers, bounds sizes and times. Knows nothing of their
/// content.
///
/// All on the io_context's thread. After an error the connection is dead; destroy it. close() may
/// be called while an operation runs: that operation then fails.
class Connection {
  public:
    virtual ~Connection() = default;

    /// Next payload (whole, joined); the view lives until the next receive. The sequence number is
    /// checked and remembered. Errors: `io` (closed, reset, timed out), `corrupt` (sequence),
    /// `refused` 1153 (larger than the limit; nothing was allocated for it).
    virtual boost::asio::awaitable<Result<ByteView>> receive(std::chrono::milliseconds timeout) = 0;
    /// Starts a new exchange: sequence numbers begin at 0 again (receive() of a command does so
    /// itself).
    virtual void reset_sequence() noexcept = 0;

    /// Queues one payload; flush() writes all that is queued with as few system calls as possible.
    virtual void queue(ByteView payload) = 0;
    /// Bytes queued and not yet flushed: flush before this grows large.
    virtual std::size_t queued_bytes() const noexcept = 0;
    virtual boost::asio::awaitable<Result<void>> flush(std::chrono::milliseconds timeout) = 0;
    /// Writes packets that were framed elsewhere (a reader thread), as they are.
    virtual boost::asio::awaitable<Result<void>> send_framed(ByteView packets,
                                                             std::chrono::milliseconds timeout) = 0;
    /// The sequence number the next queued payload gets; set after send_framed().
    virtual std::uint8_t next_sequence() const noexcept = 0;
    virtual void set_next_sequence(std::uint8_t sequence) noexcept = 0;

    virtual void set_max_payload_bytes(std::uint64_t bytes) noexcept = 0;
    virtual std::string peer() const = 0;  ///< "127.0.0.1:51234", "localhost" for a Unix socket
    virtual bool is_local_socket() const noexcept = 0;
    virtual void close() noexcept = 0;
};

/// Connects within `timeout`. `target`: "host:port" or "unix:/path". Errors: `io` naming the
/// target.
boost::asio::awaitable<Result<std::unique_ptr<Connection>>> connect(
    const std::string& target, std::chrono::milliseconds timeout);

/// Accepts connections; one per TCP address or Unix path.
class Acceptor {
  public:
    virtual ~Acceptor() = default;
    virtual boost::asio::awaitable<Result<std::unique_ptr<Connection>>> accept() = 0;
    virtual std::uint16_t port()
        const noexcept = 0;  ///< as bound (a port of 0 was chosen by the system)
    virtual void close() noexcept = 0;
};
/// Errors: `refused` naming the address that is in use or not ours.
Result<std::unique_ptr<Acceptor>> listen_tcp(boost::asio::io_context& io,
                                             const std::string& address, std::uint16_t port);
/// A left-over socket file that nobody listens on is replaced; one in use is `refused`.
Result<std::unique_ptr<Acceptor>> listen_unix(boost::asio::io_context& io, const std::string& path);

}  // namespace understudy::wire
