#pragma once

#include "common/base/result.hpp"
#include "common/server/accounts.hpp"
#include "common/server/backend.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

namespace understudy::server {

/// Whose server a listener passes for: its greeting, VERSION(), and the dialect of its dumps.
enum class Family : std::uint8_t { mysql, mariadb };

struct ListenerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 3306;  ///< 0: the system chooses; see Server::ports()
    std::string unix_path;      ///< not empty: a Unix socket instead of address and port
    Family family = Family::mysql;
    std::string version;  ///< VERSION(): "8.4.8-understudy", "10.11.19-MariaDB-understudy"
};

struct ServerOptions {
    std::vector<ListenerOptions> listeners;
    std::vector<Account> accounts;  ///< of the configuration file
    std::string accounts_path;      ///< `accounts.json` in the data directory
    std::size_t max_connections = 1040;
    std::chrono::milliseconds login_timeout{10'000};
    std::chrono::milliseconds wait_timeout{28'800'000};
    std::chrono::milliseconds net_write_timeout{60'000};
    std::uint64_t max_allowed_packet = limits::default_max_packet_bytes;
    std::size_t reader_threads = 2;
    std::uint32_t server_id = 1;  ///< in the events that a dump makes up
};

/// The MySQL-protocol front end of a primary or a replica: listeners, sessions, dump threads,
/// accounts, and the pool of reader threads. What it serves is the Backend's business.
///
/// Threads: everything runs on the thread of `io`, which must be one; reader threads only run
/// queries and encode their rows. The Backend, the io_context and the options outlive it.
class Server {
  public:
    /// Binds the listeners. Errors: `refused` naming an address in use; the accounts file's.
    static Result<std::unique_ptr<Server>> start(boost::asio::io_context& io, Backend& backend,
                                                 ServerOptions options);
    virtual ~Server() = default;

    /// Ports as bound, in the order of the TCP listeners.
    virtual std::vector<std::uint16_t> ports() const = 0;
    /// Stops accepting and ends every session, as a shutdown does; they are gone when the io
    /// thread has run on for a moment.
    virtual void stop() = 0;
    virtual std::size_t session_count() const = 0;
    /// The oldest place that a connected replica has yet to be sent; nothing: none is connected.
    virtual std::optional<Position> oldest_needed() const = 0;
};

}  // namespace understudy::server
