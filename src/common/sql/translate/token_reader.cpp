#include "common/sql/translate/token_reader.hpp"

#include "common/model/table_schema.hpp"

#include <algorithm>
#include <array>

namespace understudy::sql {
namespace {

/// Words that no unquoted name can be, as far as DML is concerned.
constexpr std::array<std::string_view, 62> reserved = {
    "ALL",      "AND",     "AS",       "ASC",    "BETWEEN", "BY",     "CASE",   "COLLATE", "CROSS",
    "DELETE",   "DESC",    "DISTINCT", "DIV",    "DUAL",    "ELSE",   "EXISTS", "FALSE",   "FOR",
    "FORCE",    "FROM",    "GROUP",    "HAVING", "IF",      "IGNORE", "IN",     "INNER",   "INSERT",
    "INTERVAL", "INTO",    "IS",       "JOIN",   "KEY",     "LEFT",   "LIKE",   "LIMIT",   "LOCK",
    "MOD",      "NATURAL", "NOT",      "NULL",   "ON",      "OR",     "ORDER",  "OUTER",   "REGEXP",
    "REPLACE",  "RIGHT",   "RLIKE",    "SELECT", "SET",     "TABLE",  "THEN",   "TO",      "TRUE",
    "UNION",    "UPDATE",  "USE",      "USING",  "WHEN",    "WHERE",  "WITH",   "XOR"};

bool is_reserved(std::string_view word) noexcept {
    return std::any_of(reserved.begin(), reserved.end(),
                       [&](std::string_view other) { return same_name(word, other); });
}

}  // namespace

const Lexeme& TokenReader::peek(std::size_t ahead) const noexcept {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

void TokenReader::skip(std::size_t count) noexcept {
    at_ = std::min(at_ + count, tokens_.size() - 1);
}

bool TokenReader::at_end() const noexcept {
    return peek().kind == Lexeme::Kind::end;
}

bool TokenReader::is_word(std::string_view upper, std::size_t ahead) const noexcept {
    const Lexeme& token = peek(ahead);
    return token.kind == Lexeme::Kind::word && token.text.size() == upper.size() &&
           same_name(token.text, upper);
}

bool TokenReader::is_any_word(std::initializer_list<std::string_view> upper) const noexcept {
    return is_any_word_ahead(0, upper);
}

bool TokenReader::is_any_word_ahead(std::size_t ahead,
                                    std::initializer_list<std::string_view> upper) const noexcept {
    return std::any_of(upper.begin(), upper.end(),
                       [&](std::string_view word) { return is_word(word, ahead); });
}

bool TokenReader::is_op(std::string_view op, std::size_t ahead) const noexcept {
    return peek(ahead).is_op(op);
}

bool TokenReader::accept_word(std::string_view upper) noexcept {
    if (!is_word(upper)) return false;
    skip();
    return true;
}

bool TokenReader::accept_words(std::string_view first, std::string_view second) noexcept {
    if (!is_word(first) || !is_word(second, 1)) return false;
    skip(2);
    return true;
}

bool TokenReader::accept_op(std::string_view op) noexcept {
    if (!is_op(op)) return false;
    skip();
    return true;
}

Result<void> TokenReader::expect_word(std::string_view upper) {
    if (!accept_word(upper)) return syntax_error();
    return {};
}

Result<void> TokenReader::expect_op(std::string_view op) {
    if (!accept_op(op)) return syntax_error();
    return {};
}

bool TokenReader::is_name(std::size_t ahead) const noexcept {
    const Lexeme& token = peek(ahead);
    if (token.kind == Lexeme::Kind::quoted_name) return true;
    return token.kind == Lexeme::Kind::word && (is_op("(", ahead + 1) || !is_reserved(token.text));
}

Result<std::string> TokenReader::expect_name() {
    const Lexeme& token = peek();
    if (token.kind != Lexeme::Kind::quoted_name && token.kind != Lexeme::Kind::word) {
        return syntax_error();
    }
    skip();
    return token.value();
}

Result<void> TokenReader::skip_parentheses() {
    TRY(expect_op("("));
    for (int depth = 1; depth > 0; skip()) {
        if (at_end()) return syntax_error();
        if (is_op("(")) ++depth;
        if (is_op(")")) --depth;
    }
    return {};
}

std::string_view TokenReader::text_between(std::size_t begin, std::size_t end) const noexcept {
    if (begin >= end) return {};
    const char* const first = tokens_[begin].text.data();
    const std::string_view last = tokens_[end - 1].text;
    return {first, static_cast<std::size_t>(last.data() + last.size() - first)};
}

Error TokenReader::syntax_error() const {
    return syntax_error_at(text_, static_cast<std::size_t>(peek().text.data() - text_.data()));
}

}  // namespace understudy::sql
