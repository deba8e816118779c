#pragma once

#include "common/base/result.hpp"
#include "common/sql/translate/fingerprint.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace understudy::sql {

/// Walks over the tokens of one statement. The last token is `end`, and the reader stays on it.
class TokenReader {
  public:
    TokenReader(std::string_view text, const Fingerprint& form) noexcept
        : text_(text), tokens_(form.lexemes), form_(form) {}

    const Fingerprint& form() const noexcept { return form_; }

    const Lexeme& peek(std::size_t ahead = 0) const noexcept;
    const Lexeme& token_at(std::size_t position) const noexcept { return tokens_[position]; }
    std::size_t position() const noexcept { return at_; }
    void seek(std::size_t position) noexcept { at_ = position; }
    void skip(std::size_t count = 1) noexcept;
    bool at_end() const noexcept;

    /// The next token (or the one `ahead` of it) is this unquoted word, given in upper case.
    bool is_word(std::string_view upper, std::size_t ahead = 0) const noexcept;
    /// The same, for any of several words.
    bool is_any_word(std::initializer_list<std::string_view> upper) const noexcept;
    bool is_any_word_ahead(std::size_t ahead,
                           std::initializer_list<std::string_view> upper) const noexcept;
    bool is_op(std::string_view op, std::size_t ahead = 0) const noexcept;
    bool accept_word(std::string_view upper) noexcept;
    /// Two words in a row, or nothing.
    bool accept_words(std::string_view first, std::string_view second) noexcept;
    bool accept_op(std::string_view op) noexcept;
    Result<void> expect_word(std::string_view upper);
    Result<void> expect_op(std::string_view op);
    /// A name, quoted or not; reserved words only before `(`.
    bool is_name(std::size_t ahead = 0) const noexcept;
    Result<std::string> expect_name();  ///< any word will do
    /// From `(`, to behind its `)`.
    Result<void> skip_parentheses();

    /// The client's text from token `begin` to before token `end`, without blanks around.
    std::string_view text_between(std::size_t begin, std::size_t end) const noexcept;
    /// 1064 "... near '...' at line N"
    Error syntax_error() const;

  private:
    std::string_view text_;
    std::span<const Lexeme> tokens_;
    const Fingerprint& form_;
    std::size_t at_ = 0;
};

}  // namespace understudy::sql
