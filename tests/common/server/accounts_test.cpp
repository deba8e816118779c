#include "common/server/accounts.hpp"

#include "common/server/account_statement.hpp"
#include "support/memory_file_system.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::server;

namespace {

Result<void> run(Accounts& accounts, std::string_view text) {
    TRY_ASSIGN(const AccountStatement statement, parse_account_statement(text));
    return execute(statement, accounts, "root", "localhost");
}

}  // namespace

TEST_CASE("accounts: a password is kept as mysql_native_password keeps it") {
    CHECK(to_string(hash_password("password")) == "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
    const Result<PasswordHash> parsed =
        parse_password_hash("*2470c0c06dee42fd1618bb99005adca2ec9d1e19");
    REQUIRE(parsed);
    CHECK(*parsed == hash_password("password"));
    CHECK_FALSE(parse_password_hash("*2470"));
    CHECK_FALSE(parse_password_hash("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E1X"));
}

TEST_CASE("accounts: what statements made is there after a restart, without the password") {
    test::MemoryFileSystem fs;
    REQUIRE(fs.make_directory("data"));
    {
        Result<Accounts> accounts = Accounts::open(fs, "data/accounts.json");
        REQUIRE(accounts);
        CHECK(accounts->empty());
        REQUIRE(run(*accounts, "CREATE USER 'repl'@'%' IDENTIFIED BY 'geheim'"));
        REQUIRE(run(*accounts, "GRANT REPLICATION SLAVE, SELECT ON *.* TO 'repl'@'%'"));
    }
    Result<Accounts> again = Accounts::open(fs, "data/accounts.json");
    REQUIRE(again);
    const Account* repl = again->find("repl", "10.0.0.7");
    REQUIRE(repl != nullptr);
    CHECK(repl->hash == hash_password("geheim"));
    CHECK(has(repl->roles, Role::replication));
    CHECK(has(repl->roles, Role::read));
    CHECK_FALSE(has(repl->roles, Role::write));
    const Result<Bytes> content = read_file(fs, "data/accounts.json", 1 << 20);
    REQUIRE(content);
    CHECK(as_text(*content).find("geheim") == std::string_view::npos);
}

TEST_CASE("accounts: an exact host wins over a pattern, a longer pattern over a shorter") {
    test::MemoryFileSystem fs;
    Result<Accounts> accounts = Accounts::open(fs, "accounts.json");
    REQUIRE(accounts);
    for (const char* host : {"%", "10.0.%", "10.0.0.7"}) {
        Account account;
        account.name = "app";
        account.host = host;
        accounts->add_configured(account);
    }
    CHECK(accounts->find("app", "10.0.0.7")->host == "10.0.0.7");
    CHECK(accounts->find("app", "10.0.0.8")->host == "10.0.%");
    CHECK(accounts->find("app", "192.168.1.1")->host == "%");
    CHECK(accounts->find("other", "10.0.0.7") == nullptr);
}

TEST_CASE("accounts: errors are MySQL's") {
    test::MemoryFileSystem fs;
    Result<Accounts> accounts = Accounts::open(fs, "accounts.json");
    REQUIRE(accounts);
    REQUIRE(run(*accounts, "CREATE USER app"));
    const auto number = [&](std::string_view text) {
        return run(*accounts, text).error().sql_number;
    };
    CHECK(number("CREATE USER app") == 1396);
    CHECK(run(*accounts, "CREATE USER app").error().message ==
          "Operation CREATE USER failed for 'app'@'%'");
    CHECK(run(*accounts, "CREATE USER IF NOT EXISTS app"));
    CHECK(number("DROP USER nobody") == 1396);
    CHECK(run(*accounts, "DROP USER IF EXISTS nobody"));
    CHECK(number("GRANT SELECT ON *.* TO nobody") == 1410);
    CHECK(number("GRANT SELECT ON shop.* TO app") == 1235);
    CHECK(number("CREATE USER x IDENTIFIED WITH caching_sha2_password BY 'y'") == 1524);
    CHECK(number("CREATE USER 'x'@'%' IDENTIFIED BY") == 1064);
    CHECK(number("SET PASSWORD FOR nobody = 'x'") == 1133);
}

TEST_CASE("accounts: passwords and rights change, and go") {
    test::MemoryFileSystem fs;
    Result<Accounts> accounts = Accounts::open(fs, "accounts.json");
    REQUIRE(accounts);
    REQUIRE(run(*accounts, "CREATE USER 'a'@'10.%' IDENTIFIED BY 'x', b@localhost"));
    REQUIRE(run(*accounts, "ALTER USER 'a'@'10.%' IDENTIFIED BY 'y' ACCOUNT LOCK"));
    CHECK(accounts->find_exact("a", "10.%")->hash == hash_password("y"));
    CHECK(accounts->find_exact("a", "10.%")->locked);
    REQUIRE(run(*accounts, "SET PASSWORD FOR b@localhost = PASSWORD('z')"));
    CHECK(accounts->find_exact("b", "localhost")->hash == hash_password("z"));
    REQUIRE(run(*accounts, "GRANT ALL PRIVILEGES ON *.* TO b@localhost WITH GRANT OPTION"));
    CHECK(has(accounts->find_exact("b", "localhost")->roles, Role::admin));
    REQUIRE(run(*accounts, "REVOKE INSERT ON *.* FROM b@localhost"));
    CHECK_FALSE(has(accounts->find_exact("b", "localhost")->roles, Role::write));
    REQUIRE(run(*accounts, "DROP USER b@localhost"));
    CHECK(accounts->find_exact("b", "localhost") == nullptr);
}

TEST_CASE("accounts: a damaged file is named, not ignored") {
    test::MemoryFileSystem fs;
    REQUIRE(replace_file(fs, "accounts.json", as_bytes("{\"format_version\": 1, \"acc")));
    const Result<Accounts> damaged = Accounts::open(fs, "accounts.json");
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().code == ErrorCode::corrupt);
    CHECK(damaged.error().message.find("accounts.json") != std::string::npos);
    REQUIRE(replace_file(fs, "accounts.json", as_bytes("{\"format_version\": 2}")));
    CHECK(Accounts::open(fs, "accounts.json").error().code == ErrorCode::unsupported);
}
