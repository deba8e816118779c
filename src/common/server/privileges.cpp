#include "common/base/check.hpp"
#include "common/model/table_schema.hpp"
#include "common/server/accounts.hpp"

#include <openssl/evp.h>

namespace understudy::server {
namespace {

PasswordHash sha1(ByteView bytes) {
    PasswordHash result{};
    unsigned size = 0;
    UNDERSTUDY_CHECK(
        EVP_Digest(bytes.data(), bytes.size(), result.data(), &size, EVP_sha1(), nullptr) == 1 &&
        size == result.size());
    return result;
}

constexpr Role every_role = Role::read | Role::write | Role::replication | Role::admin;

struct Privilege {
    const char* name;
    Role role;
};
/// What MySQL's and MariaDB's privileges amount to here. Those that stand for nothing here give
/// no role and are accepted.
constexpr Privilege privileges[] = {
    {"ALL", every_role},
    {"ALL PRIVILEGES", every_role},
    {"SELECT", Role::read},
    {"SHOW VIEW", Role::read},
    {"SHOW DATABASES", Role::read},
    {"LOCK TABLES", Role::read},
    {"INSERT", Role::write},
    {"UPDATE", Role::write},
    {"DELETE", Role::write},
    {"CREATE", Role::write},
    {"DROP", Role::write},
    {"ALTER", Role::write},
    {"INDEX", Role::write},
    {"REFERENCES", Role::write},
    {"CREATE VIEW", Role::write},
    {"CREATE TEMPORARY TABLES", Role::write},
    {"REPLICATION SLAVE", Role::replication},
    {"REPLICATION REPLICA", Role::replication},
    {"REPLICATION CLIENT", Role::replication},
    {"BINLOG MONITOR", Role::replication},
    {"SLAVE MONITOR", Role::replication},
    {"REPLICA MONITOR", Role::replication},
    {"SUPER", Role::admin},
    {"RELOAD", Role::admin},
    {"SHUTDOWN", Role::admin},
    {"CREATE USER", Role::admin},
    {"SYSTEM_VARIABLES_ADMIN", Role::admin},
    {"CONNECTION_ADMIN", Role::admin},
    {"CONNECTION ADMIN", Role::admin},
    {"BINLOG_ADMIN", Role::admin},
    {"BINLOG ADMIN", Role::admin},
    {"REPLICATION_SLAVE_ADMIN", Role::admin},
    {"REPLICATION SLAVE ADMIN", Role::admin},
};

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

PasswordHash hash_password(std::string_view password) {
    return sha1(sha1(as_bytes(password)));
}

Result<PasswordHash> parse_password_hash(std::string_view text) {
    PasswordHash hash{};
    bool valid = text.size() == 41 && text[0] == '*';
    for (std::size_t i = 0; valid && i < hash.size(); ++i) {
        const int high = hex_digit(text[1 + 2 * i]);
        const int low = hex_digit(text[2 + 2 * i]);
        valid = high >= 0 && low >= 0;
        hash[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    if (!valid) {
        return Error{ErrorCode::refused, "Password hash should be '*' and 40 hexadecimal digits",
                     1372};
    }
    return hash;
}

std::string to_string(const PasswordHash& hash) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string text = "*";
    for (const std::uint8_t byte : hash) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

Role role_of_privilege(std::string_view privilege) {
    for (const auto& [name, role] : privileges) {
        if (same_name(name, privilege)) return role;
    }
    return Role::none;
}

std::string privileges_of(Role roles) {
    if (has(roles, Role::admin)) return "ALL PRIVILEGES";
    std::string text;
    const auto add = [&](Role role, const char* names) {
        if (!has(roles, role)) return;
        if (!text.empty()) text += ", ";
        text += names;
    };
    add(Role::read, "SELECT, SHOW DATABASES, LOCK TABLES, SHOW VIEW");
    add(Role::write, "INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE VIEW");
    add(Role::replication, "REPLICATION SLAVE, REPLICATION CLIENT");
    return text.empty() ? "USAGE" : text;
}

}  // namespace understudy::server
