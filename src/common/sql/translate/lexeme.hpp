#pragma once

#include "common/base/result.hpp"
#include "common/sql/session_context.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::sql {

/// A word, literal or operator of a DML text, as a view of it: nothing is decoded before it is
/// needed, so that a statement whose form is known costs one walk over its bytes.
struct Lexeme {
    enum class Kind : std::uint8_t {
        end,
        word,             ///< identifier or keyword without quotes
        quoted_name,      ///< `name`, or "name" with ANSI_QUOTES
        string,           ///< 'text' or "text"
        integer,          ///< 42
        decimal,          ///< 4.2
        real,             ///< 4.2e1
        hex,              ///< 0x2a, x'2a'
        bits,             ///< 0b101, b'101'
        parameter,        ///< ?
        user_variable,    ///< @x
        system_variable,  ///< @@x, @@session.x
        op,               ///< everything else
    };
    Kind kind = Kind::end;
    bool backslashes = true;  ///< of strings: a backslash escapes
    /// Number among the text's literals, or among its parameters.
    std::uint32_t ordinal = 0;
    std::string_view text;  ///< as written, with quotes

    bool is_op(std::string_view op) const noexcept { return kind == Kind::op && text == op; }
    /// The name, variable or string meant: without quotes and escapes.
    std::string value() const;
};

/// The lexemes of `text`, without comments, the last one `end`. Appends to `out`.
/// Errors: 1064 for an unfinished string or comment, or a byte that begins nothing.
Result<void> read_lexemes(std::string_view text, const SessionContext& session,
                          std::vector<Lexeme>& out);

/// 1064 with MySQL's "near '...' at line N".
Error syntax_error_at(std::string_view text, std::size_t offset);

}  // namespace understudy::sql
