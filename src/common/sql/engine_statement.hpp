#pragma once

#include "common/model/value.hpp"
#include "common/sql/schema_lookup.hpp"

#include <cstdint>
#include <optional>
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
    };

    Kind kind = Kind::query;
    std::string sql;
    std::vector<Binding> bindings;        ///< of ?1, ?2, ...
    std::uint16_t client_parameters = 0;  ///< number of '?' in the client's text
    std::vector<TableName> reads;         ///< tables and views read (for rights and for ATTACH)
    std::optional<TableName> writes;      ///< the table written
    /// Column labels as MySQL would print them (the expression's text where it has no alias);
    /// empty: take the engine's.
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
};

}  // namespace understudy::sql
