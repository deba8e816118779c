#pragma once

#include "common/base/result.hpp"
#include "common/server/accounts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::server {

/// What a statement about accounts says, the same for all of them:
///
///     CREATE|ALTER USER [IF [NOT] EXISTS] account [auth] {, account [auth]} [ACCOUNT LOCK|UNLOCK]
///     DROP USER [IF EXISTS] account {, account}
///     GRANT privilege {, privilege} ON *.* TO account [auth] {, account [auth]} [WITH GRANT
///     OPTION] REVOKE privilege {, privilege} ON *.* FROM account {, account} SET PASSWORD [FOR
///     account] = 'password' | PASSWORD('password') auth := IDENTIFIED [WITH plugin | VIA plugin]
///     [BY [PASSWORD] | AS | USING 'text']
struct AccountStatement {
    enum class Verb : std::uint8_t { create, alter, drop, grant, revoke, set_password };
    struct Target {
        std::string name;
        std::string host = "%";
        bool current = false;  ///< USER(), CURRENT_USER, SET PASSWORD without FOR
        bool has_password = false;
        std::optional<PasswordHash> hash;  ///< with has_password; none: an empty password
    };
    Verb verb = Verb::create;
    std::vector<Target> targets;
    Role roles = Role::none;
    bool tolerant = false;  ///< IF EXISTS, IF NOT EXISTS
    std::optional<bool> locked;
};

/// Errors: 1064 near what is not understood; 1524 for a plugin that is not mysql_native_password;
/// 1235 for rights on less than everything: they would be wider than what was asked.
Result<AccountStatement> parse_account_statement(std::string_view text);

/// Carries it out. `user` and `host` are the session's account.
/// Errors: 1396; 1133 for a SET PASSWORD without such an account; `io` of the accounts' file.
Result<void> execute(const AccountStatement& statement, Accounts& accounts, std::string_view user,
                     std::string_view host);

}  // namespace understudy::server
