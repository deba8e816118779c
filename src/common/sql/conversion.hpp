#pragma once

#include "common/base/arena.hpp"
#include "common/base/result.hpp"
#include "common/model/table_schema.hpp"
#include "common/model/value.hpp"
#include "common/sql/session_context.hpp"

#include <string>
#include <string_view>

namespace understudy::sql {

/// One value on its way into a column: what to_column_value() was called with, and how to object.
/// A part of column_value; nothing else includes it.
struct Conversion {
    const Column& column;
    std::uint64_t row;
    SessionContext& session;
    Arena& arena;

    /// Strict mode: the error `message`. Otherwise a warning, and `clipped` is stored.
    Result<Value> object(std::uint16_t number, std::string message, Value clipped) const;
    /// "Out of range value for column 'c' at row 1"
    Result<Value> out_of_range(Value clipped) const;
    /// "Data too long for column 'c' at row 1"
    Result<Value> too_long(Value clipped) const;
    /// "Data truncated for column 'c' at row 1"
    Result<Value> truncated(Value clipped) const;
    /// "Incorrect integer value: 'abc' for column 'c' at row 1"
    Result<Value> incorrect(std::uint16_t number, const char* kind, std::string_view text,
                            Value clipped) const;
    std::string place() const;  ///< " for column 'c' at row 1"
};

// One per family of types; `value` is not NULL.
Result<Value> to_integer(const Conversion& to, const Value& value);
Result<Value> to_year(const Conversion& to, const Value& value);
Result<Value> to_bit(const Conversion& to, const Value& value);
Result<Value> to_real(const Conversion& to, const Value& value);
Result<Value> to_decimal(const Conversion& to, const Value& value);
Result<Value> to_character(const Conversion& to, const Value& value);
Result<Value> to_binary(const Conversion& to, const Value& value);
Result<Value> to_json(const Conversion& to, const Value& value);
Result<Value> to_enum(const Conversion& to, const Value& value);
Result<Value> to_set(const Conversion& to, const Value& value);
Result<Value> to_date_time(const Conversion& to, const Value& value);  ///< DATE too
Result<Value> to_time(const Conversion& to, const Value& value);

/// What a NOT NULL column takes without a value where MySQL does not refuse: 0, '', the first
/// label.
Value implicit_default(const Column& column, Arena& arena);

}  // namespace understudy::sql
