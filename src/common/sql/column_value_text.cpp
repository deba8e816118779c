#include "common/base/limits.hpp"
#include "common/sql/conversion.hpp"
#include "common/sql/utf8.hpp"
#include "common/sql/value_text.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace understudy::sql {
namespace {

/// Bytes a column of the TEXT or BLOB families, VARBINARY or BINARY takes.
std::uint64_t byte_limit(const Column& column) noexcept {
    switch (column.type) {
        case ColumnType::tiny_text:
        case ColumnType::tiny_blob:
            return 0xff;
        case ColumnType::text:
        case ColumnType::blob:
            return 0xffff;
        case ColumnType::medium_text:
        case ColumnType::medium_blob:
            return 0xffffff;
        case ColumnType::binary:
        case ColumnType::varbinary:
        case ColumnType::vector:
            return column.length;
        default:
            return limits::max_event_bytes;
    }
}

/// The highest code point that a column's character set can hold.
std::uint32_t highest_character(std::uint16_t collation) noexcept {
    switch (collation) {
        case 11:
        case 65:
            return 0x7f;  // ascii
        case 5:
        case 8:
        case 15:
        case 31:
        case 47:
        case 48:
        case 49:
        case 94:
            return 0x2122;  // latin1, which is cp1252 in MySQL
        case 33:
        case 83:
        case 76:
            return 0xffff;  // utf8mb3
        default:
            return collation >= 192 && collation <= 215 ? 0xffff : 0x10ffff;
    }
}

std::string_view without_trailing_blanks(std::string_view text) noexcept {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// "\xF0\x9F\x98\x80..." : six bytes from the first that is wrong, as MySQL prints them.
Result<Value> bad_string(const Conversion& to, std::string_view text, std::size_t at) {
    return to.incorrect(1366, "string", printable(text.substr(at), 6),
                        Value::text(text.substr(0, at)));
}

std::size_t first_above(std::string_view text, std::uint32_t highest) noexcept {
    std::size_t at = 0;
    while (at < text.size() && scan_utf8(text.substr(at, utf8_size(text[at]))).highest <= highest) {
        at += utf8_size(text[at]);
    }
    return at;
}

}  // namespace

Result<Value> to_character(const Conversion& to, const Value& value) {
    std::string_view text = to_text(value, to.arena);
    const Utf8Scan scan = scan_utf8(text);
    if (!scan.valid()) return bad_string(to, text, scan.invalid_at);
    const std::uint32_t highest = highest_character(to.column.collation);
    if (scan.highest > highest) return bad_string(to, text, first_above(text, highest));
    if (to.column.type == ColumnType::char_ || to.column.type == ColumnType::varchar) {
        const bool is_char = to.column.type == ColumnType::char_;
        if (scan.characters > to.column.length) {
            // Blanks beyond the length are cut without an error.
            const std::string_view cut = text.substr(0, utf8_offset(text, to.column.length));
            const bool only_blanks = without_trailing_blanks(text).size() <= cut.size();
            const Value clipped = Value::text(is_char ? without_trailing_blanks(cut) : cut);
            if (!only_blanks) return to.too_long(clipped);
            return clipped;
        }
        return Value::text(is_char ? without_trailing_blanks(text) : text);
    }
    const std::uint64_t limit = byte_limit(to.column);
    if (text.size() > limit) {
        std::size_t cut = static_cast<std::size_t>(limit);
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
        return to.too_long(Value::text(text.substr(0, cut)));
    }
    return Value::text(text);
}

Result<Value> to_binary(const Conversion& to, const Value& value) {
    // Bytes stay bytes, whatever number the engine could take them for.
    const bool is_bytes = value.kind() == Value::Kind::blob;
    const std::string_view bytes = is_bytes ? value.as_bytes() : to_text(value, to.arena);
    const std::uint64_t limit = byte_limit(to.column);
    if (bytes.size() > limit) return to.too_long(Value::blob(bytes.substr(0, limit)));
    if (to.column.type == ColumnType::vector && bytes.size() % 4 != 0) {
        return sql_error(6136, "Value of type 'string, size: " + std::to_string(bytes.size()) +
                                   "' cannot be converted to 'vector' type.");
    }
    if (to.column.type == ColumnType::geometry && bytes.size() < 9) {
        return sql_error(1416,
                         "Cannot get geometry object from data you send to the GEOMETRY field");
    }
    if (to.column.type != ColumnType::binary || bytes.size() == limit) return Value::blob(bytes);
    char* padded = to.arena.allocate(to.column.length);
    std::fill(std::copy(bytes.begin(), bytes.end(), padded), padded + to.column.length, '\0');
    return Value::blob({padded, to.column.length});
}

Result<Value> to_json(const Conversion& to, const Value& value) {
    const std::string_view text = to_text(value, to.arena);
    const Utf8Scan scan = scan_utf8(text);
    if (!scan.valid()) return bad_string(to, text, scan.invalid_at);
    if (!nlohmann::json::accept(text)) {
        // No mode makes this a warning: the column would not be JSON.
        return sql_error(3140,
                         "Invalid JSON text: \"Invalid value.\" at position 0 in value for "
                         "column '" +
                             to.column.name + "'.");
    }
    return Value::text(text);
}

}  // namespace understudy::sql
