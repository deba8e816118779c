#include "common/sql/column_value.hpp"

#include "common/sql/value_text.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::sql;

namespace {

Column column(ColumnType type, std::uint32_t length = 0, std::uint8_t decimals = 0,
              bool is_unsigned = false) {
    Column result;
    result.name = "c";
    result.type = type;
    result.length = length;
    result.decimals = decimals;
    result.is_unsigned = is_unsigned;
    result.collation = collation::utf8mb4_bin;
    result.labels = {"a", "b", "c,d"};
    return result;
}

/// The canonical text, or the error's number.
std::string converted(const Value& value, const Column& to) {
    SessionContext session;
    Arena arena;
    const auto result = to_column_value(value, to, 1, session, arena);
    if (!result) return "error " + std::to_string(result.error().sql_number);
    return result->is_null() ? "NULL" : std::string(to_text(*result, arena));
}

}  // namespace

TEST_CASE("column value: integers keep to their ranges") {
    const Column tiny = column(ColumnType::tiny_int);
    CHECK(converted(Value::integer(127), tiny) == "127");
    CHECK(converted(Value::integer(128), tiny) == "error 1264");
    CHECK(converted(Value::integer(-128), tiny) == "-128");
    CHECK(converted(Value::integer(-129), tiny) == "error 1264");
    CHECK(converted(Value::text("12.5"), tiny) == "13");
    CHECK(converted(Value::text("abc"), tiny) == "error 1366");
    CHECK(converted(Value::text("12abc"), tiny) == "error 1265");
    const Column big = column(ColumnType::big_int, 0, 0, true);
    CHECK(converted(Value::unsigned_integer(UINT64_MAX), big) == "18446744073709551615");
    CHECK(converted(Value::text("18446744073709551615"), big) == "18446744073709551615");
    CHECK(converted(Value::text("18446744073709551616"), big) == "error 1264");
    CHECK(converted(Value::integer(-1), big) == "error 1264");
}

TEST_CASE("column value: decimals are exact and round half away from zero") {
    const Column decimal = column(ColumnType::decimal, 5, 2);
    CHECK(converted(Value::text("1.005"), decimal) == "1.01");
    CHECK(converted(Value::text("-1.005"), decimal) == "-1.01");
    CHECK(converted(Value::text("-0.001"), decimal) == "0.00");
    CHECK(converted(Value::text("999.99"), decimal) == "999.99");
    CHECK(converted(Value::text("999.995"), decimal) == "error 1264");
    CHECK(converted(Value::text("1e2"), decimal) == "100.00");
    CHECK(converted(Value::integer(7), decimal) == "7.00");
    CHECK(converted(Value::text(""), decimal) == "error 1366");
}

TEST_CASE("column value: texts keep to their lengths and to UTF-8") {
    const Column varchar = column(ColumnType::varchar, 3);
    CHECK(converted(Value::text("äöü"), varchar) == "äöü");
    CHECK(converted(Value::text("abcd"), varchar) == "error 1406");
    CHECK(converted(Value::text("abc  "), varchar) == "abc");
    CHECK(converted(Value::text("\xff"), varchar) == "error 1366");
    CHECK(converted(Value::text("ab "), column(ColumnType::char_, 3)) == "ab");
    CHECK(converted(Value::text("a"), column(ColumnType::binary, 2)) == std::string("a\0", 2));
}

TEST_CASE("column value: dates and times in every form a client may write") {
    const Column datetime = column(ColumnType::datetime);
    CHECK(converted(Value::text("2026-1-2"), datetime) == "2026-01-02 00:00:00");
    CHECK(converted(Value::text("20261123083000"), datetime) == "2026-11-23 08:30:00");
    CHECK(converted(Value::integer(20261123083000), datetime) == "2026-11-23 08:30:00");
    CHECK(converted(Value::text("2026-12-31 23:59:59.5"), datetime) == "2027-01-01 00:00:00");
    CHECK(converted(Value::text("2026-02-30"), datetime) == "error 1292");
    CHECK(converted(Value::text("0000-00-00"), datetime) == "error 1292");
    CHECK(converted(Value::text("-838:59:59"), column(ColumnType::time)) == "-838:59:59");
    CHECK(converted(Value::text("839:00:00"), column(ColumnType::time)) == "error 1292");
    CHECK(converted(Value::text("1 02:03"), column(ColumnType::time, 0, 3)) == "26:03:00.000");
    CHECK(converted(Value::text("1970-01-01 00:00:00"), column(ColumnType::timestamp)) ==
          "error 1292");
    CHECK(converted(Value::text("2038-01-19 03:14:07"), column(ColumnType::timestamp)) ==
          "2038-01-19 03:14:07");
    CHECK(converted(Value::integer(70), column(ColumnType::year)) == "1970");
    CHECK(converted(Value::integer(1900), column(ColumnType::year)) == "error 1264");
}

TEST_CASE("column value: ENUM, SET, BIT, JSON and NULL") {
    CHECK(converted(Value::text("b"), column(ColumnType::enum_)) == "b");
    CHECK(converted(Value::integer(2), column(ColumnType::enum_)) == "b");
    CHECK(converted(Value::text("B"), column(ColumnType::enum_)) == "error 1265");
    CHECK(converted(Value::text("b,a"), column(ColumnType::set)) == "a,b");
    CHECK(converted(Value::text("b,x"), column(ColumnType::set)) == "error 1265");
    CHECK(converted(Value::text("A"), column(ColumnType::bit, 7)) == "65");
    CHECK(converted(Value::integer(128), column(ColumnType::bit, 7)) == "error 1406");
    CHECK(converted(Value::text("{\"a\": 1}"), column(ColumnType::json)) == "{\"a\": 1}");
    CHECK(converted(Value::text("{a"), column(ColumnType::json)) == "error 3140");
    Column strict = column(ColumnType::int_);
    strict.nullable = false;
    CHECK(converted(Value::null(), strict) == "error 1048");
}
