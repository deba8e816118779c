#include "common/sql/column_value.hpp"

#include "common/sql/conversion.hpp"
#include "common/sql/dates.hpp"
#include "common/sql/value_text.hpp"

#include <charconv>

namespace understudy::sql {

std::string Conversion::place() const {
    return " for column '" + column.name + "' at row " + std::to_string(row);
}

Result<Value> Conversion::object(std::uint16_t number, std::string message, Value clipped) const {
    if (session.strict) return sql_error(number, std::move(message));
    session.warnings.push_back({Warning::Level::warning, number, std::move(message)});
    return clipped;
}

Result<Value> Conversion::out_of_range(Value clipped) const {
    return object(1264, "Out of range value" + place(), clipped);
}

Result<Value> Conversion::too_long(Value clipped) const {
    return object(1406, "Data too long" + place(), clipped);
}

Result<Value> Conversion::truncated(Value clipped) const {
    return object(1265, "Data truncated" + place(), clipped);
}

Result<Value> Conversion::incorrect(std::uint16_t number, const char* kind, std::string_view text,
                                    Value clipped) const {
    return object(
        number, std::string("Incorrect ") + kind + " value: '" + std::string(text) + "'" + place(),
        clipped);
}

namespace {

Result<Value> convert(const Conversion& to, const Value& value) {
    switch (to.column.type) {
        case ColumnType::tiny_int:
        case ColumnType::small_int:
        case ColumnType::medium_int:
        case ColumnType::int_:
        case ColumnType::big_int:
            return to_integer(to, value);
        case ColumnType::year:
            return to_year(to, value);
        case ColumnType::bit:
            return to_bit(to, value);
        case ColumnType::float_:
        case ColumnType::double_:
            return to_real(to, value);
        case ColumnType::decimal:
            return to_decimal(to, value);
        case ColumnType::char_:
        case ColumnType::varchar:
        case ColumnType::tiny_text:
        case ColumnType::text:
        case ColumnType::medium_text:
        case ColumnType::long_text:
            return to_character(to, value);
        case ColumnType::binary:
        case ColumnType::varbinary:
        case ColumnType::tiny_blob:
        case ColumnType::blob:
        case ColumnType::medium_blob:
        case ColumnType::long_blob:
        case ColumnType::geometry:
        case ColumnType::vector:
            return to_binary(to, value);
        case ColumnType::date:
        case ColumnType::datetime:
        case ColumnType::timestamp:
            return to_date_time(to, value);
        case ColumnType::time:
            return to_time(to, value);
        case ColumnType::enum_:
            return to_enum(to, value);
        case ColumnType::set:
            return to_set(to, value);
        case ColumnType::json:
            return to_json(to, value);
    }
    return Error{ErrorCode::unsupported, "unknown type of column '" + to.column.name + "'"};
}

/// DEFAULT b'101' or DEFAULT 5 of a BIT column.
Result<Value> bit_default(const Column& column, const std::string& text) {
    const bool quoted = text.size() >= 3 && text.starts_with("b'") && text.ends_with('\'');
    const std::string_view digits =
        quoted ? std::string_view(text).substr(2, text.size() - 3) : std::string_view(text);
    std::uint64_t bits = 0;
    const auto end =
        std::from_chars(digits.data(), digits.data() + digits.size(), bits, quoted ? 2 : 10);
    if (end.ec != std::errc{} || end.ptr != digits.data() + digits.size()) {
        return sql_error(1067, "Invalid default value for '" + column.name + "'");
    }
    return Value::unsigned_integer(bits);
}

}  // namespace

Result<Value> to_column_value(const Value& value, const Column& column, std::uint64_t row,
                              SessionContext& session, Arena& arena) {
    const Conversion to{column, row, session, arena};
    if (!value.is_null()) return convert(to, value);
    if (column.nullable) return value;
    return to.object(1048, "Column '" + column.name + "' cannot be null",
                     session.strict ? value : implicit_default(column, arena));
}

Value now_column_value(const Column& column, const SessionContext& session, Arena& arena) {
    // TIMESTAMP is kept in UTC, DATETIME as the session's wall clock.
    const std::int64_t offset =
        column.type == ColumnType::timestamp ? 0 : session.utc_offset_seconds;
    const DateTime now = from_microseconds(session.now_us + offset * microseconds_per_second);
    char* out = arena.allocate(max_date_text);
    const std::size_t size = column.type == ColumnType::date
                                 ? format_date(now, out)
                                 : format_date_time(now, column.decimals, out);
    return Value::text({out, size});
}

Value implicit_default(const Column& column, Arena& arena) {
    char* out = nullptr;
    switch (column.type) {
        case ColumnType::float_:
        case ColumnType::double_:
            return Value::real(0);
        case ColumnType::decimal:
            out = arena.allocate(2 + std::size_t{column.decimals});
            std::fill_n(out, 2 + std::size_t{column.decimals}, '0');
            if (column.decimals > 0) out[1] = '.';
            return Value::text({out, column.decimals > 0 ? 2 + std::size_t{column.decimals} : 1});
        case ColumnType::binary:
            out = arena.allocate(column.length);
            std::fill_n(out, column.length, '\0');
            return Value::blob({out, column.length});
        case ColumnType::date:
        case ColumnType::datetime:
        case ColumnType::timestamp:
            out = arena.allocate(max_date_text);
            return Value::text({out, column.type == ColumnType::date
                                         ? format_date({}, out)
                                         : format_date_time({}, column.decimals, out)});
        case ColumnType::time:
            out = arena.allocate(max_date_text);
            return Value::text({out, format_time(0, column.decimals, out)});
        case ColumnType::enum_:
            return Value::text(column.labels.empty() ? "" : std::string_view(column.labels[0]));
        case ColumnType::json:
            return Value::text("null");
        default:
            break;
    }
    if (is_character(column.type) || column.type == ColumnType::set) return Value::text("");
    if (is_binary_text(column.type) || column.type >= ColumnType::geometry) return Value::blob("");
    return Value::integer(0);
}

Result<std::optional<Value>> default_column_value(const Column& column, SessionContext& session,
                                                  Arena& arena) {
    using Kind = ColumnDefault::Kind;
    if (!column.default_value) {
        if (column.nullable || column.auto_increment) return std::optional<Value>(Value::null());
        if (column.type == ColumnType::enum_) {
            return std::optional<Value>(implicit_default(column, arena));
        }
        if (session.strict) return std::optional<Value>();
        session.warnings.push_back({Warning::Level::warning, 1364,
                                    "Field '" + column.name + "' doesn't have a default value"});
        return std::optional<Value>(implicit_default(column, arena));
    }
    const ColumnDefault& given = *column.default_value;
    switch (given.kind) {
        case Kind::null:
            return std::optional<Value>(Value::null());
        case Kind::current_timestamp:
            return std::optional<Value>(now_column_value(column, session, arena));
        case Kind::expression:
            return sql_error(1235, "This version of Understudy doesn't yet support 'DEFAULT (" +
                                       given.text + ")' here");
        case Kind::literal:
            break;
    }
    if (column.type == ColumnType::bit) {
        TRY_ASSIGN(const Value bits, bit_default(column, given.text));
        return std::optional<Value>(bits);
    }
    TRY_ASSIGN(const Value value,
               to_column_value(Value::text(given.text), column, 1, session, arena));
    return std::optional<Value>(value);
}

}  // namespace understudy::sql
