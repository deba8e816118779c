#include "common/server/accounts.hpp"

#include "common/base/limits.hpp"
#include "common/model/table_schema.hpp"
#include "common/server/table.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace understudy::server {
namespace {

constexpr std::uint64_t max_accounts_file_bytes = 16 * limits::mebibyte;
constexpr int accounts_format_version = 1;  ///< written to disk: never reuse

struct RoleName {
    Role role;
    const char* name;  ///< written to disk: never change
};
constexpr RoleName role_names[] = {{Role::read, "read"},
                                   {Role::write, "write"},
                                   {Role::replication, "replication"},
                                   {Role::admin, "admin"}};

std::string quoted(std::string_view user, std::string_view host) {
    return "'" + std::string(user) + "'@'" + std::string(host) + "'";
}

Error account_error(std::string_view what, std::string_view user, std::string_view host) {
    return sql_error(1396, "Operation " + std::string(what) + " failed for " + quoted(user, host));
}

nlohmann::json to_json(const Account& account) {
    nlohmann::json roles = nlohmann::json::array();
    for (const auto& [role, name] : role_names) {
        if (has(account.roles, role)) roles.push_back(name);
    }
    nlohmann::json result = {{"name", account.name},
                             {"host", account.host},
                             {"roles", std::move(roles)},
                             {"locked", account.locked}};
    if (account.hash) result["native_password"] = to_string(*account.hash);
    return result;
}

Result<Account> from_json(const nlohmann::json& json) {
    Account account;
    account.name = json.at("name").get<std::string>();
    account.host = json.at("host").get<std::string>();
    account.locked = json.value("locked", false);
    for (const nlohmann::json& name : json.at("roles")) {
        const auto known = std::find_if(
            std::begin(role_names), std::end(role_names),
            [&](const RoleName& role) { return name.get<std::string>() == role.name; });
        if (known == std::end(role_names)) {
            return Error{ErrorCode::unsupported, "unknown role " + name.dump()};
        }
        account.roles = account.roles | known->role;
    }
    if (json.contains("native_password")) {
        TRY_ASSIGN(account.hash, parse_password_hash(json["native_password"].get<std::string>()));
    }
    return account;
}

}  // namespace

Result<Accounts> Accounts::open(FileSystem& fs, std::string path) {
    Accounts accounts(fs, std::move(path));
    TRY(accounts.load());
    return accounts;
}

Result<void> Accounts::load() {
    TRY_ASSIGN(const bool exists, fs_->exists(path_));
    if (!exists) return {};
    TRY_ASSIGN(const Bytes content, read_file(*fs_, path_, max_accounts_file_bytes));
    try {
        const nlohmann::json json = nlohmann::json::parse(content);
        if (json.at("format_version").get<int>() != accounts_format_version) {
            return Error{
                ErrorCode::unsupported,
                path_ + ": format version " + json.at("format_version").dump() + ", expected 1"};
        }
        for (const nlohmann::json& item : json.at("accounts")) {
            Result<Account> account = from_json(item);
            if (!account) return with_context(std::move(account).error(), path_);
            accounts_.push_back(std::move(*account));
        }
    } catch (const nlohmann::json::exception& error) {
        return Error{ErrorCode::corrupt, path_ + ": " + error.what()};
    }
    return {};
}

Result<void> Accounts::save() const {
    nlohmann::json list = nlohmann::json::array();
    for (const Account& account : accounts_) {
        if (!account.configured) list.push_back(to_json(account));
    }
    const nlohmann::json json = {{"format_version", accounts_format_version},
                                 {"accounts", std::move(list)}};
    return replace_file(*fs_, path_, as_bytes(json.dump(2) + "\n"));
}

void Accounts::add_configured(Account account) {
    account.configured = true;
    if (Account* old = find_mutable(account.name, account.host)) {
        *old = std::move(account);
    } else {
        accounts_.push_back(std::move(account));
    }
}

const Account* Accounts::find(std::string_view user, std::string_view host) const {
    const Account* best = nullptr;
    for (const Account& account : accounts_) {
        if (account.name != user || !like(host, account.host)) continue;
        // A host without wildcards is better than one with; a longer pattern than a shorter.
        const bool exact = account.host.find('%') == std::string::npos;
        const bool best_exact = best != nullptr && best->host.find('%') == std::string::npos;
        const bool longer = best != nullptr && account.host.size() > best->host.size();
        if (best == nullptr || (exact && !best_exact) || (exact == best_exact && longer)) {
            best = &account;
        }
    }
    return best;
}

const Account* Accounts::find_exact(std::string_view user, std::string_view host) const {
    const auto found = std::find_if(accounts_.begin(), accounts_.end(), [&](const Account& a) {
        return a.name == user && same_name(a.host, host);
    });
    return found == accounts_.end() ? nullptr : &*found;
}

Account* Accounts::find_mutable(std::string_view user, std::string_view host) {
    const Account* found = find_exact(user, host);
    return found == nullptr ? nullptr : &accounts_[static_cast<std::size_t>(found - &accounts_[0])];
}

Result<void> Accounts::create(Account account) {
    if (find_exact(account.name, account.host) != nullptr) {
        return account_error("CREATE USER", account.name, account.host);
    }
    accounts_.push_back(std::move(account));
    if (Result<void> saved = save(); !saved) {
        accounts_.pop_back();
        return saved;
    }
    return {};
}

Result<void> Accounts::replace(const Account& account) {
    Account* old = find_mutable(account.name, account.host);
    if (old == nullptr || old->configured) {
        return account_error("ALTER USER", account.name, account.host);
    }
    Account before = std::exchange(*old, account);
    if (Result<void> saved = save(); !saved) {
        *old = std::move(before);
        return saved;
    }
    return {};
}

Result<void> Accounts::drop(std::string_view user, std::string_view host) {
    const Account* old = find_exact(user, host);
    if (old == nullptr || old->configured) return account_error("DROP USER", user, host);
    const std::vector<Account> before = accounts_;
    accounts_.erase(accounts_.begin() + (old - accounts_.data()));
    if (Result<void> saved = save(); !saved) {
        accounts_ = before;
        return saved;
    }
    return {};
}

}  // namespace understudy::server
