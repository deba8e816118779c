#pragma once

#include "common/model/table_schema.hpp"

#include <cstdint>
#include <string>

namespace understudy::sql {

/// A translated expression: SQLite text, and what MySQL's typing of it decides around it.
struct Operand {
    enum class Type : std::uint8_t {
        unknown,
        null,
        integer,
        real,
        decimal,
        text,
        binary,
        temporal
    };

    std::string sql;
    Type type = Type::unknown;
    int scale = 0;                   ///< of decimal
    const Column* column = nullptr;  ///< it is just this column
    std::uint64_t key = 0;           ///< that column's K for us_key(); 0: a derived table's
    bool constant = false;           ///< mentions no column
    bool string_literal = false;
    bool number_literal = false;

    static Operand of(std::string sql, Type type = Type::unknown) {
        Operand result;
        result.sql = std::move(sql);
        result.type = type;
        return result;
    }
};

/// Text around an operand keeps its being constant, and nothing else.
Operand wrapped(const Operand& inner, std::string sql, Operand::Type type);

/// The operand as a general expression takes it: a DECIMAL column (kept as text) as a number, a
/// TIMESTAMP column in the session's zone.
std::string as_expression(const Operand& operand);
/// As an operand of arithmetic: DECIMAL as a number.
std::string as_number(const Operand& operand);
/// As an argument of a library function, which takes DECIMAL as text.
std::string as_argument(const Operand& operand);
/// As a term of ORDER BY, where labels sort by number and DECIMAL as a number.
std::string as_sort_key(const Operand& operand);
/// As a column of the result: with the fraction digits that MySQL prints.
std::string as_output(const Operand& operand);

/// "a op b" for =, <=>, <>, <, <=, >, >=, as MySQL compares them.
Operand compare(const Operand& left, std::string_view op, const Operand& right);
/// What to write for `operand` where it stands in a comparison with `other`.
std::string compared_with(const Operand& operand, const Operand& other, bool ordered);
/// "a op b" for + - * / % DIV.
Operand arithmetic(const Operand& left, std::string_view op, const Operand& right);

Operand::Type type_of(const Column& column) noexcept;

}  // namespace understudy::sql
