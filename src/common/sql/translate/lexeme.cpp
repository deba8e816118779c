#include "common/sql/translate/lexeme.hpp"

#include <algorithm>
#include <array>

namespace understudy::sql {
namespace {

using Kind = Lexeme::Kind;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_blank(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_word_byte(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           c == '$' || (static_cast<unsigned char>(c) & 0x80) != 0;
}
bool is_hex_digit(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class Lexer {
  public:
    Lexer(std::string_view text, const SessionContext& session) noexcept
        : text_(text), session_(session) {}

    Result<Lexeme> next() {
        TRY(skip_blanks());
        Lexeme result;
        const std::size_t start = at_;
        if (at_ >= text_.size()) {
            result.text = text_.substr(text_.size());
            return result;
        }
        TRY_ASSIGN(result.kind, read());
        result.text = text_.substr(start, at_ - start);
        result.backslashes = !session_.no_backslash_escapes;
        return result;
    }

  private:
    char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    bool has(std::string_view prefix) const noexcept {
        return text_.substr(std::min(at_, text_.size())).starts_with(prefix);
    }

    Result<void> skip_blanks() {
        while (at_ < text_.size()) {
            if (is_blank(peek())) {
                ++at_;
            } else if (peek() == '#' ||
                       (has("--") && (at_ + 2 >= text_.size() || is_blank(peek(2))))) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (has("/*")) {
                TRY(skip_comment());
            } else if (in_version_comment_ && has("*/")) {
                in_version_comment_ = false;
                at_ += 2;
            } else {
                break;
            }
        }
        return {};
    }

    /// Looks into /*! */ and /*M! */ of versions up to this one; anything else is passed over.
    Result<void> skip_comment() {
        const std::size_t mark = has("/*!") ? 3 : has("/*M!") ? 4 : 0;
        if (mark != 0) {
            std::size_t digits = 0;
            int version = 0;
            while (digits < 6 && is_digit(peek(mark + digits))) {
                version = version * 10 + peek(mark + digits) - '0';
                ++digits;
            }
            if (version < 90'000 || (digits == 6 && version < 110'000)) {
                in_version_comment_ = true;
                at_ += mark + digits;
                return {};
            }
        }
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return syntax_error_at(text_, at_);
        at_ = end + 2;
        return {};
    }

    /// To behind the closing quote; a doubled quote is a part of it.
    bool read_quoted(bool backslashes) noexcept {
        const char quote = peek();
        for (++at_; at_ < text_.size(); ++at_) {
            if (backslashes && peek() == '\\') {
                ++at_;
            } else if (peek() == quote) {
                if (peek(1) != quote) {
                    ++at_;
                    return true;
                }
                ++at_;
            }
        }
        return false;
    }

    Result<Kind> quoted(Kind kind, bool backslashes) {
        const std::size_t start = at_;
        if (!read_quoted(backslashes)) {
            at_ = start;
            return syntax_error_at(text_, start);
        }
        return kind;
    }

    Result<Kind> read() {
        const char c = peek();
        const bool backslashes = !session_.no_backslash_escapes;
        if (c == '\'' || (c == '"' && !session_.ansi_quotes))
            return quoted(Kind::string, backslashes);
        if (c == '`' || c == '"') return quoted(Kind::quoted_name, false);
        if ((c == 'x' || c == 'X') && peek(1) == '\'') {
            ++at_;
            return quoted(Kind::hex, false);
        }
        if ((c == 'b' || c == 'B') && peek(1) == '\'') {
            ++at_;
            return quoted(Kind::bits, false);
        }
        if ((c == 'n' || c == 'N') && peek(1) == '\'') {
            ++at_;
            return quoted(Kind::string, backslashes);
        }
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
        if (is_word_byte(c)) {
            while (is_word_byte(peek())) ++at_;
            return Kind::word;
        }
        if (c == '@') return variable();
        if (c == '?') {
            ++at_;
            return Kind::parameter;
        }
        return op();
    }

    Kind number() noexcept {
        if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'b')) {
            const bool hex = peek(1) == 'x';
            std::size_t end = 2;
            while (hex ? is_hex_digit(peek(end)) : peek(end) == '0' || peek(end) == '1') ++end;
            if (end > 2 && !is_word_byte(peek(end))) {
                at_ += end;
                return hex ? Kind::hex : Kind::bits;
            }
        }
        Kind kind = Kind::integer;
        while (is_digit(peek())) ++at_;
        if (peek() == '.') {
            kind = Kind::decimal;
            ++at_;
            while (is_digit(peek())) ++at_;
        }
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
            at_ += 1 + sign;
            while (is_digit(peek())) ++at_;
            return Kind::real;
        }
        if (kind == Kind::integer && is_word_byte(peek())) {
            while (is_word_byte(peek())) ++at_;
            return Kind::word;
        }
        return kind;
    }

    Result<Kind> variable() {
        ++at_;
        Kind kind = Kind::user_variable;
        if (peek() == '@') {
            ++at_;
            kind = Kind::system_variable;
        }
        if (peek() == '`' || peek() == '\'' || peek() == '"') return quoted(kind, false);
        while (is_word_byte(peek()) || peek() == '.') ++at_;
        return kind;
    }

    Result<Kind> op() {
        constexpr std::array<std::string_view, 13> longer = {
            "<=>", "->>", "<<", ">>", "<>", "!=", "<=", ">=", ":=", "&&", "||", "->", "\\N"};
        constexpr std::string_view single = "=<>+-*/%^&|~!(),.;{}:";
        for (const std::string_view candidate : longer) {
            if (!has(candidate)) continue;
            at_ += candidate.size();
            return Kind::op;
        }
        if (single.find(peek()) == std::string_view::npos) return syntax_error_at(text_, at_);
        ++at_;
        return Kind::op;
    }

    std::string_view text_;
    const SessionContext& session_;
    std::size_t at_ = 0;
    bool in_version_comment_ = false;
};

char unescaped(char c) noexcept {
    switch (c) {
        case '0':
            return '\0';
        case 'b':
            return '\b';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'Z':
            return '\x1a';
        default:
            return c;
    }
}

}  // namespace

std::string Lexeme::value() const {
    std::string_view body = text;
    if (kind == Kind::user_variable) body.remove_prefix(1);
    if (kind == Kind::system_variable) body.remove_prefix(2);
    if (kind == Kind::string && (body[0] == 'n' || body[0] == 'N')) body.remove_prefix(1);
    const bool quotes = !body.empty() && (body[0] == '\'' || body[0] == '"' || body[0] == '`');
    if (!quotes) return std::string(body);
    const char quote = body[0];
    body = body.substr(1, body.size() - 2);
    const bool escapes = kind == Kind::string && backslashes;
    std::string result;
    result.reserve(body.size());
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (escapes && body[i] == '\\' && i + 1 < body.size()) {
            ++i;
            // \% and \_ keep the backslash: they are for LIKE.
            if (body[i] == '%' || body[i] == '_') result += '\\';
            result += unescaped(body[i]);
        } else {
            result += body[i];
            if (body[i] == quote) ++i;
        }
    }
    return result;
}

Result<void> read_lexemes(std::string_view text, const SessionContext& session,
                          std::vector<Lexeme>& out) {
    Lexer lexer(text, session);
    while (true) {
        TRY_ASSIGN(const Lexeme lexeme, lexer.next());
        out.push_back(lexeme);
        if (lexeme.kind == Kind::end) return {};
    }
}

Error syntax_error_at(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::string near(text.substr(before.size(), 80));
    return sql_error(1064,
                     "You have an error in your SQL syntax; check the manual that corresponds to "
                     "your MySQL server version for the right syntax to use near '" +
                         near + "' at line " + std::to_string(line));
}

}  // namespace understudy::sql
