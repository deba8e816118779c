#include "common/sql/column_value.hpp"
#include "common/sql/dates.hpp"
#include "common/sql/decimal_text.hpp"
#include "common/sql/value_text.hpp"

#include <charconv>

namespace understudy::sql {
namespace {

Value decimal_key(const Value& value, const Column& column, Arena& arena) {
    const auto number = scan_number(to_text(value, arena));
    if (!number) return Value::text("0");
    char* out = arena.allocate(max_decimal_text);
    const DecimalText text = format_decimal(*number, column.length, column.decimals, out);
    // What the column cannot hold equals none of its values.
    if (!text.fits || text.rounded) return value;
    return Value::text({out, text.size});
}

Value date_time_key(const Value& value, const Column& column, const SessionContext& session,
                    Arena& arena) {
    std::optional<DateTime> parsed;
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        const auto text = parse_date_time(value.as_bytes());
        if (text) parsed = text->value;
    } else {
        parsed = date_time_of_number(to_number(value).as_integer());
    }
    if (!parsed) return value;
    DateTime key = *parsed;
    if (column.type == ColumnType::timestamp && !key.has_zero_part()) {
        const std::int64_t offset = session.utc_offset_seconds * microseconds_per_second;
        key = from_microseconds(to_microseconds(key) - offset);
    }
    char* out = arena.allocate(max_date_text);
    if (column.type == ColumnType::date) {
        // A time of day behind the date sorts after the bare date, as it should.
        if (key.hour == 0 && key.minute == 0 && key.second == 0 && key.microsecond == 0) {
            return Value::text({out, format_date(key, out)});
        }
    }
    int digits = column.decimals;
    for (int unit = 1'000'000; digits < 6; ++digits) {
        unit = 1'000'000;
        for (int i = 0; i < digits; ++i) unit /= 10;
        if (key.microsecond % unit == 0) break;
    }
    return Value::text({out, format_date_time(key, digits, out)});
}

Value time_key(const Value& value, const Column& column, Arena& arena) {
    std::optional<std::int64_t> time;
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        if (const auto parsed = parse_time(value.as_bytes())) time = parsed->microseconds;
    } else {
        time = time_of_number(to_number(value).as_integer());
    }
    if (!time || std::abs(*time) > max_time_microseconds) return value;
    char* out = arena.allocate(max_date_text);
    const bool exact = round_fraction(*time, column.decimals) == *time;
    return Value::text({out, format_time(*time, exact ? column.decimals : 6, out)});
}

/// A number compared with an ENUM or SET means the label's number.
Value label_key(const Value& value, const Column& column) {
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) return value;
    const std::int64_t number = to_number(value).as_integer();
    if (number == 0) return Value::text("");
    if (column.type == ColumnType::enum_ && number > 0 &&
        static_cast<std::uint64_t>(number) <= column.labels.size()) {
        return Value::text(column.labels[static_cast<std::size_t>(number) - 1]);
    }
    return value;
}

}  // namespace

Value comparison_value(const Value& value, const Column& column, const SessionContext& session,
                       Arena& arena) {
    if (value.is_null()) return value;
    switch (column.type) {
        case ColumnType::decimal:
            return decimal_key(value, column, arena);
        case ColumnType::date:
        case ColumnType::datetime:
        case ColumnType::timestamp:
            return date_time_key(value, column, session, arena);
        case ColumnType::time:
            return time_key(value, column, arena);
        case ColumnType::enum_:
        case ColumnType::set:
            return label_key(value, column);
        default:
            break;
    }
    if (is_integer(column.type)) return to_number(value).value();
    return value;
}

std::uint64_t label_number(std::string_view value, const Column& column) noexcept {
    const auto find = [&](std::string_view label) {
        std::uint64_t i = 0;
        while (i < column.labels.size() && column.labels[i] != label) ++i;
        return i;
    };
    if (column.type == ColumnType::enum_) {
        const std::uint64_t found = find(value);
        return found < column.labels.size() ? found + 1 : 0;
    }
    std::uint64_t bits = 0;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        const std::uint64_t found = find(value.substr(0, comma));
        if (found < column.labels.size()) bits |= std::uint64_t{1} << found;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return bits;
}

}  // namespace understudy::sql
