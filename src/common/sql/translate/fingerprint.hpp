#pragma once

#include "common/sql/session_context.hpp"
#include "common/sql/translate/lexeme.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace understudy::sql {

/// A text's form: all of it but the values of its literals, and the literals beside it. Texts of
/// one form may share an EngineStatement. Reused from call to call: it keeps its memory.
///
/// The rows of INSERT ... VALUES (r1), (r2), ... that have one shape (each item a literal, a
/// parameter or DEFAULT) count as one; the first stands for all.
struct Fingerprint {
    struct Literal {
        const Lexeme* lexeme = nullptr;
        bool negated = false;  ///< a minus sign before it is part of it
    };
    std::string key;
    std::vector<Lexeme> lexemes;
    std::vector<Literal> literals;      ///< by Lexeme::ordinal; without those of further rows
    std::vector<Literal> row_literals;  ///< of the rows behind the first
    std::uint32_t parameters = 0;       ///< number of '?'
    std::uint32_t rows = 1;
    /// Lexemes [first_row, rows_end) are the rows, if they have one shape; else both 0.
    std::size_t first_row = 0, rows_end = 0;
};

/// Errors: 1064.
Result<void> take_fingerprint(std::string_view text, const SessionContext& session,
                              std::uint64_t schema_version, Fingerprint& out);

}  // namespace understudy::sql
