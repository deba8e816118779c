#pragma once

#include "common/base/file.hpp"
#include "common/base/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::server {

/// What an account may do. A set of bits.
enum class Role : std::uint8_t {
    none = 0,
    read = 1,         ///< SELECT, SHOW of tables
    write = 2,        ///< DML and DDL
    replication = 4,  ///< COM_BINLOG_DUMP, COM_REGISTER_SLAVE, SHOW BINARY LOG STATUS, ...
    admin = 8,        ///< everything, also accounts, SET GLOBAL, KILL of others, PURGE
};
constexpr Role operator|(Role a, Role b) noexcept {
    return static_cast<Role>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool has(Role set, Role wanted) noexcept {
    return (static_cast<unsigned>(set) & static_cast<unsigned>(wanted)) ==
           static_cast<unsigned>(wanted);
}

/// SHA1(SHA1(password)), as mysql_native_password keeps it. Never the password itself.
using PasswordHash = std::array<std::uint8_t, 20>;
PasswordHash hash_password(std::string_view password);
/// "*2470C0C0..." of 41 characters, MySQL's form. Errors: `refused`.
Result<PasswordHash> parse_password_hash(std::string_view text);
std::string to_string(const PasswordHash& hash);

struct Account {
    std::string name;
    std::string host = "%";            ///< pattern with % and _
    std::optional<PasswordHash> hash;  ///< none: an empty password
    Role roles = Role::none;
    bool locked = false;
    bool configured = false;  ///< from the configuration file: not changed or kept by statements
};

/// Who may log in. From the configuration file, and from CREATE USER, GRANT, ...; those are kept in
/// `accounts.json` in the data directory, replaced atomically.
///
/// With no account at all only the local Unix socket is accepted, as root with every right, so that
/// a fresh server can be set up and is never open to the network.
///
/// Threads: the io thread only.
class Accounts {
  public:
    /// Reads `path` if it is there. Errors: `corrupt` naming the file, `io`.
    static Result<Accounts> open(FileSystem& fs, std::string path);

    /// An account of the configuration file; replaces one of the same name and host.
    void add_configured(Account account);
    bool empty() const noexcept { return accounts_.empty(); }
    /// The account that a login from `host` gets: an exact host wins over a pattern.
    const Account* find(std::string_view user, std::string_view host) const;
    const Account* find_exact(std::string_view user, std::string_view host) const;
    const std::vector<Account>& list() const noexcept { return accounts_; }

    /// These save the file before they return. Errors: 1396 with MySQL's text, `io`.
    Result<void> create(Account account);
    Result<void> replace(const Account& account);
    Result<void> drop(std::string_view user, std::string_view host);

  private:
    Accounts(FileSystem& fs, std::string path) : fs_(&fs), path_(std::move(path)) {}
    Result<void> load();
    Result<void> save() const;
    Account* find_mutable(std::string_view user, std::string_view host);

    FileSystem* fs_;
    std::string path_;
    std::vector<Account> accounts_;
};

/// "ALL PRIVILEGES", "SELECT", "REPLICATION SLAVE", "INSERT", ... as roles; none if unknown.
Role role_of_privilege(std::string_view privilege);
/// The privilege list that SHOW GRANTS prints for these roles.
std::string privileges_of(Role roles);

}  // namespace understudy::server
