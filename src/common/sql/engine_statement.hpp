#pragma once

#include "common/model/value.hpp"
#include "common/sql/schema_lookup.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace understudy::sql {

/// A value that owns its bytes.
struct OwnedValue {
    Value::Kind kind = Value::Kind::null;
    std::uint64_t bits = 0;  ///< integer, unsigned_integer, real (its bit pattern)
    std::string bytes;       ///< text, blob
    Value view() const noexcept;
    static OwnedValue from(const Value& value);
};

/// A client's DML statement or query, translated for the engine: SQLite text with parameters
/// ?1 ... ?N, and where each parameter's value comes from. Immutable; cached and shared by text.
struct EngineStatement {
    enum class Kind : std::uint8_t { query, insert, replace, update, remove };

    struct Binding {
        /// Position of the client's '?' (from 0), or `literal`.
        static constexpr std::uint16_t literal = 0xffff;
        std::uint16_t client_parameter = literal;
        std::uint16_t literal_index = 0;  ///< into the literals handed over beside the statement
        bool per_row = false;             ///< moves on with every row: see Translation::rows
    };

    Kind kind = Kind::query;
    std::string sql;
    std::vector<Binding> bindings;        ///< of ?1, ?2, ...
    std::uint16_t client_parameters = 0;  ///< number of '?' in the client's text
    /// How far the per_row bindings move from row to row.
    std::uint16_t literals_per_row = 0, parameters_per_row = 0;
    std::vector<TableName> reads;     ///< tables and views read (for rights and for ATTACH)
    std::optional<TableName> writes;  ///< the table written
    /// Column labels as MySQL would print them; empty: take the engine's (the SQL has an AS for
    /// every column whose label the engine would not give by itself).
    std::vector<std::string> labels;
    std::uint64_t schema_version = 0;  ///< of the SchemaLookup it was made with
    bool ignore = false;               ///< INSERT/UPDATE IGNORE: errors become warnings
    bool on_duplicate_update = false;  ///< affected rows count 2 per row updated
    bool for_update = false;           ///< SELECT ... FOR UPDATE / LOCK IN SHARE MODE
};

using EngineStatementPtr = std::shared_ptr<const EngineStatement>;

/// What translate() makes of a text: the shared part, and this text's literals.
struct Translation {
    EngineStatementPtr statement;
    std::vector<OwnedValue> literals;
    /// INSERT ... VALUES of several rows of one shape: `sql` inserts one row and is to be run once
    /// for each, so that every number of rows shares one prepared statement. Otherwise 1.
    std::uint32_t rows = 1;

    /// The value of ?(binding + 1) for row `row` (from 0). `parameters` are the client's.
    Value bound_value(std::size_t binding, std::uint32_t row,
                      std::span<const Value> parameters) const noexcept;
};

}  // namespace understudy::sql
