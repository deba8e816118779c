#include "common/server/sql_mode.hpp"

#include "common/model/table_schema.hpp"
#include "common/server/variables.hpp"

#include <algorithm>

namespace understudy::server {
namespace {

/// Bits as in QUERY events (MySQL: sql/system_variables.h). Written to disk: never change.
struct Mode {
    const char* name;
    std::uint64_t bit;
};
constexpr Mode modes[] = {
    {"REAL_AS_FLOAT", 0x1},
    {"PIPES_AS_CONCAT", 0x2},
    {"ANSI_QUOTES", 0x4},
    {"IGNORE_SPACE", 0x8},
    {"ONLY_FULL_GROUP_BY", 0x20},
    {"NO_UNSIGNED_SUBTRACTION", 0x40},
    {"NO_DIR_IN_CREATE", 0x80},
    {"ANSI", 0x40000},
    {"NO_AUTO_VALUE_ON_ZERO", 0x80000},
    {"NO_BACKSLASH_ESCAPES", 0x100000},
    {"STRICT_TRANS_TABLES", 0x200000},
    {"STRICT_ALL_TABLES", 0x400000},
    {"NO_ZERO_IN_DATE", 0x800000},
    {"NO_ZERO_DATE", 0x1000000},
    {"ALLOW_INVALID_DATES", 0x2000000},
    {"ERROR_FOR_DIVISION_BY_ZERO", 0x4000000},
    {"TRADITIONAL", 0x8000000},
    {"HIGH_NOT_PRECEDENCE", 0x20000000},
    {"NO_ENGINE_SUBSTITUTION", 0x40000000},
    {"PAD_CHAR_TO_FULL_LENGTH", 0x80000000},
    {"TIME_TRUNCATE_FRACTIONAL", 0x100000000},
};
constexpr std::uint64_t ansi_parts = 0x1 | 0x2 | 0x4 | 0x8 | 0x20;
constexpr std::uint64_t traditional_parts =
    0x200000 | 0x400000 | 0x800000 | 0x1000000 | 0x4000000 | 0x40000000;

/// Modes of older servers and of MariaDB that mean nothing here and to a MySQL 8 replica.
bool is_forgotten(std::string_view name) noexcept {
    for (const char* known : {"NO_AUTO_CREATE_USER", "NO_FIELD_OPTIONS", "NO_KEY_OPTIONS",
                              "NO_TABLE_OPTIONS", "MYSQL40", "MYSQL323", "EMPTY_STRING_IS_NULL",
                              "SIMULTANEOUS_ASSIGNMENT", "TIME_ROUND_FRACTIONAL"}) {
        if (same_name(name, known)) return true;
    }
    return name.empty();
}

Result<std::uint64_t> bit_of(std::string_view name) {
    for (const Mode& mode : modes) {
        if (!same_name(name, mode.name)) continue;
        if (mode.bit == 0x40000) return mode.bit | ansi_parts;
        if (mode.bit == 0x8000000) return mode.bit | traditional_parts;
        return mode.bit;
    }
    if (is_forgotten(name)) return std::uint64_t{0};
    return wrong_value("sql_mode", Value::text(name));
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

Result<std::uint64_t> parse_sql_mode(const Value& value) {
    if (value.kind() == Value::Kind::integer || value.kind() == Value::Kind::unsigned_integer) {
        if (value.as_unsigned() > 0x1ffffffff) return wrong_value("sql_mode", value);
        return value.as_unsigned();
    }
    if (value.kind() != Value::Kind::text) return wrong_value("sql_mode", value);
    std::uint64_t result = 0;
    std::string_view rest = value.as_bytes();
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        TRY_ASSIGN(const std::uint64_t bit, bit_of(trimmed(rest.substr(0, comma))));
        result |= bit;
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return result;
}

std::string sql_mode_text(std::uint64_t mode) {
    std::string result;
    for (const Mode& known : modes) {
        if ((mode & known.bit) == 0) continue;
        if (!result.empty()) result += ',';
        result += known.name;
    }
    return result;
}

void apply_sql_mode(std::uint64_t mode, sql::SessionContext& context) {
    context.strict = (mode & (0x200000 | 0x400000)) != 0;
    context.no_zero_date = (mode & (0x800000 | 0x1000000)) != 0;
    context.no_auto_value_on_zero = (mode & 0x80000) != 0;
    context.ansi_quotes = (mode & 0x4) != 0;
    context.no_backslash_escapes = (mode & 0x100000) != 0;
    context.pipes_as_concat = (mode & 0x2) != 0;
}

}  // namespace understudy::server
