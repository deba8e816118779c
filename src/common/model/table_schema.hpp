#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

/// What a column was declared as, in MySQL's terms. What the log and the store make of each is in
/// binlog/FORMAT.md and store/TYPES.md.
enum class ColumnType : std::uint8_t {
    tiny_int,
    small_int,
    medium_int,
    int_,
    big_int,
    year,
    bit,
    float_,
    double_,
    decimal,
    char_,
    varchar,
    tiny_text,
    text,
    medium_text,
    long_text,
    binary,
    varbinary,
    tiny_blob,
    blob,
    medium_blob,
    long_blob,
    date,
    time,
    datetime,
    timestamp,
    enum_,
    set,
    json,
    geometry,
    vector,
};

/// MySQL collation ids that have a meaning of their own here.
namespace collation {
inline constexpr std::uint16_t latin1_swedish_ci = 8;
inline constexpr std::uint16_t utf8mb3_general_ci = 33;
inline constexpr std::uint16_t utf8mb4_general_ci = 45;
inline constexpr std::uint16_t utf8mb4_bin = 46;
inline constexpr std::uint16_t binary = 63;
}  // namespace collation

/// A column's DEFAULT.
struct ColumnDefault {
    enum class Kind : std::uint8_t {
        literal,            ///< `text`: the value as a SQL string literal would hold it, unquoted
        null,               ///< DEFAULT NULL, written or implied
        current_timestamp,  ///< with the column's fraction digits
        expression,         ///< `text`: MySQL expression without the outer parentheses
    };
    Kind kind = Kind::null;
    std::string text;
    friend bool operator==(const ColumnDefault&, const ColumnDefault&) = default;
};

struct Column {
    std::string name;
    ColumnType type = ColumnType::int_;
    bool is_unsigned = false;
    bool zerofill = false;
    bool nullable = true;
    bool auto_increment = false;
    bool invisible = false;
    bool on_update_now = false;
    /// CHAR, VARCHAR: characters. BINARY, VARBINARY, VECTOR: bytes. BIT: bits (1..64). DECIMAL:
    /// precision (1..65). Integers: display width if one was written, else 0. Otherwise 0.
    std::uint32_t length = 0;
    /// DECIMAL: scale (0..30). TIME, DATETIME, TIMESTAMP: fraction digits (0..6). Otherwise 0.
    std::uint8_t decimals = 0;
    /// MySQL collation id of character types, ENUM and SET; 63 for everything else.
    std::uint16_t collation = collation::binary;
    std::vector<std::string> labels;  ///< ENUM, SET, in UTF-8, in order of their numbers
    std::optional<ColumnDefault>
        default_value;      ///< absent: no DEFAULT (an error if left out and NOT NULL)
    std::string generated;  ///< GENERATED ALWAYS AS (this); empty: not generated
    bool generated_stored = false;
    std::string comment;
    friend bool operator==(const Column&, const Column&) = default;
};

struct IndexPart {
    std::uint16_t column = 0;  ///< position in TableSchema::columns
    std::uint32_t prefix = 0;  ///< characters (bytes for binary types); 0: the whole column
    bool descending = false;
    friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Index {
    std::string name;
    bool unique = false;
    std::vector<IndexPart> parts;
    std::string comment;
    friend bool operator==(const Index&, const Index&) = default;
};

enum class ReferenceAction : std::uint8_t { restrict_, cascade, set_null, no_action, set_default };

struct ForeignKey {
    std::string name;
    std::vector<std::uint16_t> columns;
    std::string referenced_database;  ///< empty: the table's own
    std::string referenced_table;
    std::vector<std::string> referenced_columns;
    ReferenceAction on_delete = ReferenceAction::restrict_;
    ReferenceAction on_update = ReferenceAction::restrict_;
    friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct CheckConstraint {
    std::string name;
    std::string expression;  ///< MySQL's text, without the outer parentheses
    friend bool operator==(const CheckConstraint&, const CheckConstraint&) = default;
};

/// A table as MySQL's CREATE TABLE declares it. A plain value; immutable once published (shared as
/// `std::shared_ptr<const TableSchema>`): every DDL makes a new one.
struct TableSchema {
    std::string database;
    std::string name;
    std::vector<Column> columns;
    std::vector<IndexPart> primary_key;  ///< empty: none
    std::vector<Index> indexes;          ///< without the primary key
    std::vector<ForeignKey> foreign_keys;
    std::vector<CheckConstraint> checks;
    std::uint16_t default_collation = collation::utf8mb4_bin;
    std::string comment;
    friend bool operator==(const TableSchema&, const TableSchema&) = default;

    /// Position of the column with that name (ASCII case ignored), if there is one.
    std::optional<std::uint16_t> find_column(std::string_view column) const noexcept;
    /// Position of the AUTO_INCREMENT column, if there is one.
    std::optional<std::uint16_t> auto_increment_column() const noexcept;
};

using TableSchemaPtr = std::shared_ptr<const TableSchema>;

bool is_integer(ColumnType type) noexcept;      ///< TINYINT .. BIGINT; neither YEAR nor BIT
bool is_character(ColumnType type) noexcept;    ///< CHAR .. LONGTEXT: text with a charset
bool is_binary_text(ColumnType type) noexcept;  ///< BINARY .. LONGBLOB

/// ASCII case-insensitive equality: how MySQL and SQLite compare column names.
bool same_name(std::string_view a, std::string_view b) noexcept;

}  // namespace understudy
