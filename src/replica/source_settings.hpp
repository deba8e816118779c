#pragma once

#include "common/base/file.hpp"
#include "common/base/result.hpp"
#include "common/sql/statement.hpp"
#include "replica/reconnect_policy.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace understudy::replica {

/// Whom to follow, and how. From the configuration, changed by CHANGE REPLICATION SOURCE TO, kept
/// in `source.json` in the data directory (mode 0600: it holds the password).
struct SourceSettings {
    std::string host;  ///< empty: no source yet
    std::uint16_t port = 3306;
    std::string unix_socket;  ///< not empty: instead of host and port
    std::string user;
    std::string password;  ///< never logged, never shown
    std::chrono::milliseconds heartbeat{30'000};
    ReconnectLimits reconnect;
    bool auto_position = false;  ///< ask by GTID set instead of by file and offset
    /// Begin here when the store has applied nothing yet.
    Position start;

    std::string target() const;  ///< "host:port" or "unix:/path", for connecting and for messages
    friend bool operator==(const SourceSettings& a, const SourceSettings& b) {
        return a.host == b.host && a.port == b.port && a.unix_socket == b.unix_socket &&
               a.user == b.user && a.password == b.password && a.heartbeat == b.heartbeat &&
               a.auto_position == b.auto_position && a.start == b.start;
    }
};

/// CHANGE REPLICATION SOURCE TO (or CHANGE MASTER TO): `settings` with the statement's options.
/// Errors: 1235 naming an option that is not supported, 1231 for a bad value.
Result<SourceSettings> changed(const SourceSettings& settings, const sql::Admin& statement);

/// The saved settings, or `fallback` if none were saved. Errors: `corrupt` naming the file, `io`.
Result<SourceSettings> load_source_settings(FileSystem& fs, const std::string& path,
                                            const SourceSettings& fallback);
Result<void> save_source_settings(FileSystem& fs, const std::string& path,
                                  const SourceSettings& settings);

}  // namespace understudy::replica
