#include "common/server/account_statement.hpp"

#include "common/model/table_schema.hpp"

#include <utility>

namespace understudy::server {
namespace {

/// Words, quoted texts and single signs of a statement, one after the other.
class Tokens {
  public:
    explicit Tokens(std::string_view text) : rest_(text) { advance(); }

    bool at_end() const noexcept { return token_.empty() && !quoted_; }
    bool is(std::string_view word) const noexcept { return !quoted_ && same_name(token_, word); }
    bool is_quoted() const noexcept { return quoted_; }
    bool accept(std::string_view word) {
        if (!is(word)) return false;
        advance();
        return true;
    }
    /// A name, quoted or not.
    std::string take() {
        std::string token = std::move(token_);
        advance();
        return token;
    }
    Error error() const {
        return sql_error(1064,
                         "You have an error in your SQL syntax; check the manual that corresponds "
                         "to your MySQL server version for the right syntax to use near '" +
                             token_ + std::string(rest_.substr(0, 80)) + "' at line 1");
    }
    Result<void> expect(std::string_view word) {
        if (!accept(word)) return error();
        return {};
    }

  private:
    void advance() {
        token_.clear();
        quoted_ = false;
        while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
        if (rest_.empty()) return;
        const char first = rest_.front();
        if (first == '\'' || first == '"' || first == '`') return take_quoted(first);
        std::size_t size = 0;
        while (size < rest_.size() && is_word(rest_[size])) ++size;
        if (size == 0) size = 1;
        token_ = rest_.substr(0, size);
        rest_.remove_prefix(size);
    }
    void take_quoted(char quote) {
        quoted_ = true;
        rest_.remove_prefix(1);
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == quote) {
                if (!rest_.starts_with(quote)) return;
                rest_.remove_prefix(1);
            } else if (c == '\\' && quote != '`' && !rest_.empty()) {
                token_ += rest_.front();
                rest_.remove_prefix(1);
                continue;
            }
            token_ += c;
        }
    }
    static bool is_space(char c) noexcept {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ';';
    }
    static bool is_word(char c) noexcept {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_' || c == '$' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    }

    std::string_view rest_;
    std::string token_;
    bool quoted_ = false;
};

using Target = AccountStatement::Target;

Result<Target> take_account(Tokens& in) {
    Target target;
    if (in.is("CURRENT_USER") || in.is("USER")) {
        in.take();
        if (in.accept("(")) TRY(in.expect(")"));
        target.current = true;
        return target;
    }
    if (in.at_end() || in.is(",") || in.is("(")) return in.error();
    target.name = in.take();
    if (!in.accept("@")) return target;
    if (in.is_quoted()) {
        target.host = in.take();
        return target;
    }
    target.host = in.take();
    while (in.accept(".")) target.host += "." + in.take();  // 127.0.0.1 without quotes
    return target;
}

Result<void> take_auth(Tokens& in, Target& target) {
    if (!in.accept("IDENTIFIED")) return {};
    if (in.accept("WITH") || in.accept("VIA")) {
        const std::string plugin = in.take();
        if (!same_name(plugin, "mysql_native_password")) {
            return sql_error(1524, "Plugin '" + plugin + "' is not loaded");
        }
        target.has_password = true;
    }
    const bool by = in.accept("BY");
    const bool hashed = by ? in.accept("PASSWORD") : (in.accept("AS") || in.accept("USING"));
    if (!by && !hashed) {
        if (!target.has_password) return in.error();
        return {};
    }
    if (!in.is_quoted()) return in.error();
    const std::string text = in.take();
    target.has_password = true;
    if (text.empty()) return {};
    if (!hashed) {
        target.hash = hash_password(text);
        return {};
    }
    TRY_ASSIGN(target.hash, parse_password_hash(text));
    return {};
}

Result<void> take_targets(Tokens& in, AccountStatement& statement) {
    do {
        TRY_ASSIGN(Target target, take_account(in));
        TRY(take_auth(in, target));
        statement.targets.push_back(std::move(target));
    } while (in.accept(","));
    return {};
}

Result<void> take_lock(Tokens& in, AccountStatement& statement) {
    if (in.accept("REQUIRE")) TRY(in.expect("NONE"));
    if (!in.accept("ACCOUNT")) return {};
    if (in.accept("LOCK")) {
        statement.locked = true;
    } else {
        TRY(in.expect("UNLOCK"));
        statement.locked = false;
    }
    return {};
}

/// "REPLICATION SLAVE, SELECT ON *.*"
Result<void> take_privileges(Tokens& in, AccountStatement& statement) {
    while (!in.is("ON")) {
        std::string privilege;
        while (!in.at_end() && !in.is(",") && !in.is("ON")) {
            privilege += (privilege.empty() ? "" : " ") + in.take();
        }
        if (privilege.empty()) return in.error();
        if (!same_name(privilege, "USAGE")) {
            statement.roles = statement.roles | role_of_privilege(privilege);
        }
        in.accept(",");
    }
    TRY(in.expect("ON"));
    const bool everything = in.accept("*") && in.accept(".") && in.accept("*");
    if (!everything) {
        return sql_error(1235,
                         "This version of MySQL doesn't yet support 'rights on less than *.*'");
    }
    return {};
}

Result<void> take_set_password(Tokens& in, AccountStatement& statement) {
    Target target;
    target.current = true;
    if (in.accept("FOR")) {
        TRY_ASSIGN(target, take_account(in));
    }
    TRY(in.expect("="));
    const bool function = in.accept("PASSWORD");
    if (function) TRY(in.expect("("));
    if (!in.is_quoted()) return in.error();
    const std::string text = in.take();
    if (function) TRY(in.expect(")"));
    target.has_password = true;
    if (!text.empty()) target.hash = hash_password(text);
    statement.targets.push_back(std::move(target));
    return {};
}

Result<AccountStatement::Verb> take_verb(Tokens& in) {
    using Verb = AccountStatement::Verb;
    if (in.accept("GRANT")) return Verb::grant;
    if (in.accept("REVOKE")) return Verb::revoke;
    if (in.accept("SET")) {
        TRY(in.expect("PASSWORD"));
        return Verb::set_password;
    }
    const Verb verb = in.is("CREATE") ? Verb::create : in.is("ALTER") ? Verb::alter : Verb::drop;
    if (verb == Verb::drop && !in.is("DROP")) return in.error();
    in.take();
    TRY(in.expect("USER"));
    return verb;
}

}  // namespace

Result<AccountStatement> parse_account_statement(std::string_view text) {
    using Verb = AccountStatement::Verb;
    Tokens in(text);
    AccountStatement statement;
    TRY_ASSIGN(statement.verb, take_verb(in));
    if (statement.verb == Verb::set_password) {
        TRY(take_set_password(in, statement));
    } else if (statement.verb == Verb::grant || statement.verb == Verb::revoke) {
        TRY(take_privileges(in, statement));
        TRY(in.expect(statement.verb == Verb::grant ? "TO" : "FROM"));
        TRY(take_targets(in, statement));
        if (in.accept("WITH")) {
            TRY(in.expect("GRANT"));
            TRY(in.expect("OPTION"));
        }
    } else {
        if (in.accept("IF")) {
            in.accept("NOT");
            TRY(in.expect("EXISTS"));
            statement.tolerant = true;
        }
        TRY(take_targets(in, statement));
        TRY(take_lock(in, statement));
    }
    if (!in.at_end()) return in.error();
    return statement;
}

namespace {

Result<void> execute_one(const AccountStatement& statement, const Target& target,
                         Accounts& accounts) {
    using Verb = AccountStatement::Verb;
    const Account* old = accounts.find_exact(target.name, target.host);
    Account account = old == nullptr ? Account{} : *old;
    account.name = target.name;
    account.host = target.host;
    if (target.has_password) account.hash = target.hash;
    if (statement.locked) account.locked = *statement.locked;
    switch (statement.verb) {
        case Verb::create:
            if (old != nullptr && statement.tolerant) return {};
            return accounts.create(std::move(account));
        case Verb::drop:
            if (old == nullptr && statement.tolerant) return {};
            return accounts.drop(target.name, target.host);
        case Verb::grant:
            account.roles = account.roles | statement.roles;
            if (old == nullptr && target.has_password) return accounts.create(std::move(account));
            break;
        case Verb::revoke:
            account.roles = static_cast<Role>(static_cast<unsigned>(account.roles) &
                                              ~static_cast<unsigned>(statement.roles));
            break;
        case Verb::alter:
            if (old == nullptr && statement.tolerant) return {};
            break;
        case Verb::set_password:
            if (old == nullptr) {
                return sql_error(1133, "Can't find any matching row in the user table");
            }
            break;
    }
    if (old == nullptr && statement.verb == Verb::grant) {
        return sql_error(1410, "You are not allowed to create a user with GRANT");
    }
    return accounts.replace(account);
}

}  // namespace

Result<void> execute(const AccountStatement& statement, Accounts& accounts, std::string_view user,
                     std::string_view host) {
    for (Target target : statement.targets) {
        if (target.current) {
            target.name = user;
            target.host = host;
        }
        TRY(execute_one(statement, target, accounts));
    }
    return {};
}

}  // namespace understudy::server
