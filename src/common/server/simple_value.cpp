#include "common/model/table_schema.hpp"
#include "common/server/set_statement.hpp"

#include <algorithm>
#include <charconv>

namespace understudy::server {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

bool is_word_sign(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_word(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_word_sign);
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return result;
}

std::optional<sql::OwnedValue> number(std::string_view text) {
    std::int64_t integer = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, integer);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return sql::OwnedValue::from(Value::integer(integer));
}

/// "@@name", "@@global.name", "@@session.name", "@@local.name"
Result<std::optional<sql::OwnedValue>> system_variable(std::string_view text,
                                                       const SessionState& state) {
    auto scope = sql::VariableLookup::Scope::any;
    std::string name = lower(text);
    const std::size_t dot = name.find('.');
    if (dot != std::string::npos) {
        const std::string prefix = name.substr(0, dot);
        if (prefix == "global") {
            scope = sql::VariableLookup::Scope::global;
        } else if (prefix == "session" || prefix == "local") {
            scope = sql::VariableLookup::Scope::session;
        } else {
            return std::optional<sql::OwnedValue>();
        }
        name.erase(0, dot + 1);
    }
    if (!is_word(name)) return std::optional<sql::OwnedValue>();
    std::optional<sql::OwnedValue> value = state.find(scope, name);
    if (!value) return unknown_variable(name);
    return value;
}

/// 'text' without escapes or doubled quotes inside.
std::optional<sql::OwnedValue> plain_quoted(std::string_view text) {
    const char quote = text.front();
    if (text.size() < 2 || text.back() != quote) return std::nullopt;
    text = text.substr(1, text.size() - 2);
    const char special[] = {quote, '\\'};
    if (text.find_first_of(std::string_view(special, 2)) != std::string_view::npos) {
        return std::nullopt;
    }
    return sql::OwnedValue::from(Value::text(text));
}

}  // namespace

Result<std::optional<sql::OwnedValue>> simple_value(std::string_view expression,
                                                    BareWords bare_words,
                                                    const SessionState& state) {
    const std::string_view text = trimmed(expression);
    if (text.empty()) return std::optional<sql::OwnedValue>();
    if (text.front() == '\'' || (text.front() == '"' && !state.context.ansi_quotes)) {
        return plain_quoted(text);
    }
    if (text.starts_with("@@")) return system_variable(text.substr(2), state);
    if (text.front() == '@' && is_word(text.substr(1))) {
        const auto found = state.context.user_variables.find(lower(text.substr(1)));
        if (found == state.context.user_variables.end()) return std::optional(sql::OwnedValue{});
        return std::optional(found->second);
    }
    if (std::optional<sql::OwnedValue> value = number(text)) return value;
    if (!is_word(text)) return std::optional<sql::OwnedValue>();
    if (same_name(text, "NULL")) return std::optional(sql::OwnedValue{});
    if (same_name(text, "TRUE")) return std::optional(sql::OwnedValue::from(Value::integer(1)));
    if (same_name(text, "FALSE")) return std::optional(sql::OwnedValue::from(Value::integer(0)));
    if (bare_words == BareWords::are_columns) return std::optional<sql::OwnedValue>();
    return std::optional(sql::OwnedValue::from(Value::text(text)));
}

}  // namespace understudy::server
