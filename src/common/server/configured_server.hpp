#pragma once

#include "common/app/front_end_config.hpp"
#include "common/server/server.hpp"

namespace understudy::server {

/// VERSION() of the two families' listeners. Tools judge by the leading number.
inline constexpr const char* mysql_version = "8.4.8-understudy";
inline constexpr const char* mariadb_version = "10.11.19-MariaDB-understudy";

/// The front end that a configuration describes: listeners, limits, configured accounts.
/// Reads the accounts' password files. Errors: `refused` naming the key, `io` for a password file.
Result<ServerOptions> server_options(FileSystem& fs, const app::FrontEndConfig& config);

}  // namespace understudy::server
