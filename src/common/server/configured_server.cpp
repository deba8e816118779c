#include "common/server/configured_server.hpp"

#include "common/app/password.hpp"

namespace understudy::server {
namespace {

Role role_of(const std::string& word) noexcept {
    if (word == "read") return Role::read;
    if (word == "write") return Role::write;
    if (word == "replication") return Role::replication;
    return Role::admin;
}

Result<Account> configured_account(FileSystem& fs, const std::string& text) {
    TRY_ASSIGN(const app::AccountText parts, app::parse_account(text));
    Account account;
    account.name = parts.name;
    account.configured = true;
    for (const std::string& role : parts.roles) account.roles = account.roles | role_of(role);
    if (!parts.hash.empty()) {
        TRY_ASSIGN(account.hash, parse_password_hash(parts.hash));
        return account;
    }
    app::PasswordSources sources;
    sources.file = parts.password_file;
    sources.variable.clear();
    TRY_ASSIGN(const std::string password, app::read_password(fs, sources));
    account.hash = hash_password(password);
    return account;
}

void add_listeners(const app::FrontEndConfig& config, ServerOptions& options) {
    const ListenerOptions mysql{config.bind_address, config.port, "", Family::mysql, mysql_version};
    options.listeners.push_back(mysql);
    if (config.mariadb_port != 0) {
        options.listeners.push_back(ListenerOptions{config.bind_address, config.mariadb_port, "",
                                                    Family::mariadb, mariadb_version});
    }
    if (!config.socket.empty()) {
        options.listeners.push_back(mysql);
        options.listeners.back().unix_path = config.socket;
    }
}

}  // namespace

Result<ServerOptions> server_options(FileSystem& fs, const app::FrontEndConfig& config) {
    ServerOptions options;
    add_listeners(config, options);
    for (const std::string& text : config.accounts) {
        TRY_ASSIGN(Account account, configured_account(fs, text));
        options.accounts.push_back(std::move(account));
    }
    options.accounts_path = join_path(config.data_dir, "accounts.json");
    options.max_connections = config.max_connections;
    options.login_timeout = config.login_timeout;
    options.wait_timeout = config.idle_timeout;
    options.net_write_timeout = config.net_timeout;
    options.max_allowed_packet = config.max_allowed_packet;
    options.reader_threads = config.read_threads;
    options.server_id = config.server_id;
    return options;
}

}  // namespace understudy::server
