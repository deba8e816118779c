#include "common/sql/sqlite_harness.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::sql;

namespace {

Column column(std::string name, ColumnType type, std::uint32_t length = 0,
              std::uint8_t decimals = 0) {
    Column result;
    result.name = std::move(name);
    result.type = type;
    result.length = length;
    result.decimals = decimals;
    result.collation = is_character(type) ? collation::utf8mb4_bin : collation::binary;
    return result;
}

/// t(id, name, price, d, ts, kind, big) and u(id, t_id, note).
void add_tables(SqliteHarness& db) {
    TableSchema t;
    t.name = "t";
    t.columns = {column("id", ColumnType::int_),
                 column("name", ColumnType::varchar, 20),
                 column("price", ColumnType::decimal, 10, 2),
                 column("d", ColumnType::datetime),
                 column("ts", ColumnType::timestamp),
                 column("kind", ColumnType::enum_),
                 column("big", ColumnType::big_int)};
    t.columns[0].auto_increment = true;
    t.columns[0].nullable = false;
    t.columns[4].on_update_now = true;
    t.columns[5].labels = {"small", "large"};
    t.columns[6].is_unsigned = true;
    t.primary_key = {IndexPart{0}};
    db.add_table(t,
                 "id INTEGER PRIMARY KEY, name TEXT COLLATE RTRIM, price TEXT, d TEXT, ts TEXT, "
                 "kind TEXT COLLATE RTRIM, big INTEGER");
    TableSchema u;
    u.name = "u";
    u.columns = {column("id", ColumnType::int_), column("t_id", ColumnType::int_),
                 column("note", ColumnType::varchar, 10)};
    u.columns[0].nullable = false;
    u.primary_key = {IndexPart{0}};
    db.add_table(u, "id INTEGER PRIMARY KEY, t_id INTEGER, note TEXT COLLATE RTRIM");
}

void fill(SqliteHarness& db) {
    REQUIRE(db.run("INSERT INTO t (name, price, d, ts, kind, big) VALUES "
                   "('ann', 1.5, '2026-01-02 03:04:05', '2026-01-02 03:04:05', 'large', 1),"
                   "('bob', -10, '20261123083000', NULL, 2, 18446744073709551615),"
                   "('cy', '9.999', NULL, NULL, 'small', NULL)") == "");
    REQUIRE(db.run("INSERT INTO u VALUES (1, 1, 'x'), (2, 1, 'y'), (3, 2, NULL)") == "");
}

}  // namespace

TEST_CASE("translate: inserted values take their columns' canonical form") {
    SqliteHarness db;
    add_tables(db);
    fill(db);
    CHECK(db.run("SELECT * FROM t") ==
          "1|ann|1.50|2026-01-02 03:04:05|2026-01-02 03:04:05|large|1\n"
          "2|bob|-10.00|2026-11-23 08:30:00|NULL|large|18446744073709551615\n"
          "3|cy|10.00|NULL|NULL|small|NULL");
    CHECK(db.run("INSERT INTO t (name) VALUES ('123456789012345678901')") ==
          "ERROR 1406: Data too long for column 'name' at row 1");
    CHECK(db.run("INSERT INTO t (nope) VALUES (1)") ==
          "ERROR 1054: Unknown column 'nope' in 'field list'");
    CHECK(db.run("INSERT INTO t (id, name) VALUES (1)") ==
          "ERROR 1136: Column count doesn't match value count at row 1");
    CHECK(db.run("INSERT INTO u VALUES (5, 'abc', 'x')") ==
          "ERROR 1366: Incorrect integer value: 'abc' for column 't_id' at row 1");
}

TEST_CASE("translate: rows of one shape share one statement of one row") {
    SqliteHarness db;
    add_tables(db);
    const auto one = translate("INSERT INTO u VALUES (1, 2, 'a')", db.session, db);
    const auto many =
        translate("INSERT INTO u VALUES (1, -2, NULL), (2,3,'b'), (3, 4, 'c')", db.session, db);
    REQUIRE(one.has_value());
    REQUIRE(many.has_value());
    CHECK(one->statement == many->statement);
    CHECK(many->rows == 3);
    CHECK(many->bound_value(1, 0, {}) == Value::integer(-2));
    CHECK(many->bound_value(2, 2, {}) == Value::text("c"));
    const auto upsert = translate(
        "INSERT INTO u (note, id) VALUES ('a', 1), ('b', 2) ON DUPLICATE KEY UPDATE note = 'z'",
        db.session, db);
    REQUIRE(upsert.has_value());
    CHECK(upsert->rows == 2);
    const auto last = upsert->statement->bindings.size() - 1;
    CHECK(upsert->bound_value(last, 1, {}) == Value::text("z"));
}

TEST_CASE("translate: texts that differ in literals share one statement") {
    SqliteHarness db;
    add_tables(db);
    const auto a = translate("SELECT name FROM t WHERE id = 1", db.session, db);
    const auto b = translate("SELECT name FROM t WHERE id = 22", db.session, db);
    const auto c = translate("SELECT 'x' FROM t WHERE id = 22", db.session, db);
    const auto d = translate("SELECT 'y' FROM t WHERE id = 22", db.session, db);
    REQUIRE((a.has_value() && b.has_value() && c.has_value() && d.has_value()));
    CHECK(a->statement == b->statement);
    CHECK(b->literals[0].view() == Value::integer(22));
    CHECK(c->statement != d->statement);
}

TEST_CASE("translate: comparisons follow the columns' types") {
    SqliteHarness db;
    add_tables(db);
    fill(db);
    CHECK(db.run("SELECT id FROM t WHERE price = 1.5") == "1");
    CHECK(db.run("SELECT id FROM t WHERE price > 2 ORDER BY id") == "3");
    CHECK(db.run("SELECT id FROM t ORDER BY price DESC") == "3\n1\n2");
    CHECK(db.run("SELECT id FROM t WHERE price BETWEEN -20 AND 1.50 ORDER BY id") == "1\n2");
    CHECK(db.run("SELECT id FROM t WHERE d = '2026-1-2 3:4:5'") == "1");
    CHECK(db.run("SELECT id FROM t WHERE d >= 20260601 AND d < NOW() + INTERVAL 1 DAY") == "2");
    CHECK(db.run("SELECT id FROM t WHERE kind = 'large' ORDER BY id") == "1\n2");
    CHECK(db.run("SELECT id FROM t ORDER BY kind, id") == "3\n1\n2");
    CHECK(db.run("SELECT id FROM t WHERE big = 18446744073709551615") == "2");
    CHECK(db.run("SELECT id FROM t WHERE name <=> NULL") == "");
    CHECK(db.run("SELECT id FROM t WHERE id IN (1, '3') ORDER BY id") == "1\n3");
    CHECK(db.run("SELECT id FROM t WHERE name LIKE 'a%'") == "1");
    CHECK(db.run("SELECT id FROM t WHERE name LIKE 'A%'") == "");
}

TEST_CASE("translate: updates convert, and move ON UPDATE columns only for a change") {
    SqliteHarness db;
    add_tables(db);
    fill(db);
    CHECK(db.run("UPDATE t SET price = price + 1 WHERE id = 1") == "");
    CHECK(db.run("SELECT price, ts FROM t WHERE id = 1") == "2.50|2026-11-23 08:30:00");
    CHECK(db.run("UPDATE t SET name = 'bob' WHERE id = 2") == "");
    CHECK(db.run("SELECT ts FROM t WHERE id = 2") == "NULL");
    CHECK(db.run("UPDATE t, u SET t.name = u.note WHERE u.t_id = t.id AND u.id = 2") == "");
    CHECK(db.run("SELECT name FROM t WHERE id = 1") == "y");
    CHECK(db.run("DELETE t FROM t JOIN u ON u.t_id = t.id WHERE u.id = 3") == "");
    CHECK(db.run("SELECT COUNT(*) FROM t") == "2");
    CHECK(db.run("DELETE FROM t ORDER BY id DESC LIMIT 1") == "");
    CHECK(db.run("SELECT id FROM t") == "1");
    CHECK(db.run("INSERT INTO t (id, name) VALUES (1, 'new') ON DUPLICATE KEY UPDATE "
                 "name = CONCAT(name, '-', VALUES(name))") == "");
    CHECK(db.run("SELECT name FROM t") == "y-new");
    CHECK(db.run("INSERT INTO u (id, note) SELECT id + 10, name FROM t WHERE id = 1") == "");
    CHECK(db.run("SELECT note FROM u WHERE id = 11") == "y-new");
}

TEST_CASE("translate: queries of many forms") {
    SqliteHarness db;
    add_tables(db);
    fill(db);
    const auto [mysql, expected] = GENERATE(table<const char*, const char*>({
        {"SELECT 5/2, 5 DIV 2, 5 % 3, 7 XOR 0, 1 || 0", "2.5000|2|2|1|1"},
        {"SELECT 0.1 + 0.2, 1.50 * 2", "0.3|3.00"},
        {"SELECT SUM(price), AVG(id), MIN(price), COUNT(*) FROM t", "1.50|2.0000|-10.00|3"},
        {"SELECT t.id, COUNT(u.id) AS n FROM t LEFT JOIN u ON u.t_id = t.id GROUP BY t.id "
         "ORDER BY n DESC, t.id",
         "1|2\n2|1\n3|0"},
        {"SELECT id FROM t UNION SELECT id + 1 FROM t ORDER BY id DESC LIMIT 1, 2", "3\n2"},
        {"WITH x AS (SELECT price AS p FROM t) SELECT p FROM x ORDER BY p LIMIT 1", "-10.00"},
        {"SELECT CASE id WHEN 1 THEN 'one' ELSE 'more' END FROM t WHERE id < 3", "one\nmore"},
        {"SELECT IF(price > 0, 'p', 'n'), IFNULL(d, 'none') FROM t WHERE id = 3", "p|none"},
        {"SELECT DATE_FORMAT(d, '%Y/%m/%d'), YEAR(d), d + INTERVAL 1 MONTH FROM t WHERE id = 1",
         "2026/01/02|2026|2026-02-02 03:04:05"},
        {"SELECT CAST('12.345' AS DECIMAL(10,2)), CAST(-1 AS UNSIGNED)",
         "12.35|18446744073709551615"},
        {"SELECT ~0, 1 << 3, 5 & 4, 5 ^ 1", "18446744073709551615|8|4|4"},
        {"SELECT TRIM(BOTH 'x' FROM 'xaxx'), SUBSTRING('hello' FROM 2 FOR 3)", "a|ell"},
        {"SELECT /*! 1 */ + /* gone */ 1 -- end", "2"},
        {"SELECT EXISTS(SELECT 1 FROM u WHERE u.t_id = t.id) FROM t", "1\n1\n0"},
        {"SELECT DATABASE(), LAST_INSERT_ID()", "t|0"},
        {"SELECT a.id FROM t a JOIN t b USING (id) WHERE a.id = 2 FOR UPDATE", "2"},
        {"SELECT DISTINCT kind FROM t ORDER BY kind", "small\nlarge"},
        {"SELECT 'it''s', \"q\\n\" 'z', 0x41, b'1000001'", "it's|q\nz|A|A"},
    }));
    INFO(mysql);
    CHECK(db.run(mysql) == expected);
}

TEST_CASE("translate: what is wrong is refused as MySQL does") {
    SqliteHarness db;
    add_tables(db);
    const auto [mysql, number] = GENERATE(table<const char*, int>({
        {"SELECT * FROM nope", 1146},
        {"SELECT x FROM t", 1054},
        {"SELECT id FROM t JOIN u ON u.t_id = t.id", 1052},
        {"SELECT * FROM t WHERE", 1064},
        {"SELECT 'open", 1064},
        {"SELECT nope(1)", 1305},
        {"SELECT * FROM other.t", 1049},
        {"SELECT id INTO @x FROM t", 1235},
        {"SELECT id FROM t GROUP BY id WITH ROLLUP", 1235},
        {"SELECT @x := 1", 1235},
        {"SELECT *", 1096},
        {"INSERT INTO t (id, id) VALUES (1, 2)", 1110},
        {"", 1065},
    }));
    INFO(mysql);
    const auto result = translate(mysql, db.session, db);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().sql_number == number);
}

TEST_CASE("translate: long lists are no deep nesting, and deep nesting is refused") {
    SqliteHarness db;
    add_tables(db);
    fill(db);
    std::string list = "1";
    for (int i = 0; i < 2'000; ++i) list += "," + std::to_string(i + 2);
    CHECK(db.run("SELECT COUNT(*) FROM t WHERE id IN (" + list + ")") == "3");
    const std::string deep(10'000, '(');
    CHECK_FALSE(translate("SELECT " + deep, db.session, db).has_value());
    CHECK_FALSE(translate("SELECT " + std::string(10'000, '-') + "1", db.session, db).has_value());
}

TEST_CASE("translate: no prefix and no changed byte of a statement crashes it") {
    SqliteHarness db;
    add_tables(db);
    const std::string text =
        "INSERT INTO t (name, price) VALUES ('a', -1), (NULL, 0x41) ON DUPLICATE KEY UPDATE name = "
        "CONCAT(VALUES(name), (SELECT MAX(note) FROM u WHERE id IN (1, 2) ORDER BY 1 LIMIT 1, 2))";
    REQUIRE(translate(text, db.session, db).has_value());
    std::size_t refused = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!translate(text.substr(0, i), db.session, db)) ++refused;
        for (const char c : {'(', ')', '\'', ',', '@', '\0', '`', ' '}) {
            std::string changed = text;
            changed[i] = c;
            if (!translate(changed, db.session, db)) ++refused;
        }
    }
    CHECK(refused > text.size());
}
