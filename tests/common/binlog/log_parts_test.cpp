#include "common/binlog/hole.hpp"
#include "common/binlog/log_search.hpp"
#include "common/binlog/log_tail.hpp"
#include "common/binlog/logical_clock.hpp"
#include "common/binlog/transaction_boundary.hpp"
#include "support/result_text.hpp"

#include <numeric>

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::binlog;

namespace {

Bytes counting(std::size_t size) {
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return bytes;
}

Bytes event_of(EventType type, const std::string& body) {
    Bytes bytes;
    ByteWriter out(bytes);
    EventHeader header;
    header.type = type;
    encode_event_header(header, out);
    out.text(body);
    finish_event(bytes, 0, ChecksumAlgorithm::crc32);
    return bytes;
}

std::string query(const std::string& text) {
    std::string body(8, '\0');  // thread, execution seconds
    body += '\3';               // length of the database's name
    body.append(2, '\0');       // error code
    body += '\2';               // length of the status variables
    body += '\0';
    body += "ss";
    body += "db1";
    body += '\0';
    return body + text;
}

std::string mariadb_gtid(char flags) {
    std::string body(12, '\1');
    body += flags;
    body.append(6, '\0');
    return body;
}

/// '.' for a boundary, '-' for none, after each event.
std::string boundaries(const std::vector<std::pair<EventType, std::string>>& events) {
    TransactionBoundary boundary;
    std::string result;
    for (const auto& [type, body] : events) {
        const Bytes bytes = event_of(type, body);
        boundary.feed(split_event(bytes, ChecksumAlgorithm::crc32).value());
        result += boundary.at_boundary() ? '.' : '-';
    }
    return result;
}

GtidSet set_of(const std::string& text) {
    return parse_gtid_set(text).value();
}

constexpr const char* uuid_a = "00000000-0000-0000-0000-00000000000a";
constexpr const char* uuid_b = "00000000-0000-0000-0000-00000000000b";

}  // namespace

TEST_CASE("log tail: gives back exactly the newest bytes, across the seam of the ring") {
    LogTail tail(100);
    tail.restart("f", 4);
    Bytes expected = counting(4);
    for (std::size_t size : {1U, 30U, 69U, 7U, 100U, 3U, 250U, 99U, 2U}) {
        const Bytes more = counting(size);
        tail.append(more);
        understudy::append(expected, more);
        for (std::uint64_t from = 0; from <= expected.size(); ++from) {
            Bytes out = {42};
            const auto length = static_cast<std::size_t>(expected.size() - from);
            const bool held = from >= 4 && length <= 100;
            REQUIRE(tail.read("f", from, length, out) == held);
            if (held) {
                REQUIRE(std::equal(out.begin() + 1, out.end(),
                                   expected.end() - static_cast<std::ptrdiff_t>(length)));
            }
        }
        Bytes out;
        CHECK_FALSE(tail.read("f", expected.size(), 1, out));
        CHECK_FALSE(tail.read("g", expected.size(), 0, out));
    }
}

TEST_CASE("logical clock: a transaction depends on the last writer of its keys") {
    LogicalClock clock;
    const auto stamp = [&clock](std::vector<std::uint64_t> keys) {
        const LogicalClock::Stamp result = clock.next(keys);
        return std::pair(result.last_committed, result.sequence_number);
    };
    using Pair = std::pair<std::uint64_t, std::uint64_t>;
    CHECK(stamp({10}) == Pair(0, 1));
    CHECK(stamp({11}) == Pair(0, 2));
    CHECK(stamp({10, 12}) == Pair(1, 3));
    CHECK(stamp({11, 12}) == Pair(3, 4));
    CHECK(clock.next_barrier().last_committed == 4);
    CHECK(stamp({99}) == Pair(5, 6));
    CHECK(stamp({10}) == Pair(5, 7));
    clock.roll_back(1);
    CHECK(stamp({98}) == Pair(6, 7));
    clock.restart();
    CHECK(stamp({10}) == Pair(0, 1));
}

TEST_CASE("logical clock: when it must forget, later transactions wait for the one it forgot at") {
    LogicalClock clock;
    std::vector<std::uint64_t> keys(LogicalClock::max_keys);
    std::iota(keys.begin(), keys.end(), 1);
    CHECK(clock.next(keys).last_committed == 0);
    const std::uint64_t one_more[] = {1'000'000};
    CHECK(clock.next(one_more).last_committed == 0);
    const std::uint64_t another[] = {2'000'000};
    CHECK(clock.next(another).last_committed == 2);
    const std::uint64_t early[] = {1};
    CHECK(clock.next(early).last_committed == 2);
}

TEST_CASE("transaction boundary: MySQL's and MariaDB's transactions end where they end") {
    using E = EventType;
    CHECK(boundaries({{E::format_description, ""},
                      {E::previous_gtids, ""},
                      {E::gtid, ""},
                      {E::query, query("BEGIN")},
                      {E::table_map, ""},
                      {E::write_rows, ""},
                      {E::xid, ""},
                      {E::rotate, ""}}) == "..----..");
    CHECK(boundaries({{E::gtid, ""}, {E::query, query("CREATE TABLE t (a INT)")}}) == "-.");
    CHECK(boundaries({{E::anonymous_gtid, ""},
                      {E::query, query("BEGIN")},
                      {E::query, query("INSERT INTO t VALUES (1)")},
                      {E::query, query("COMMIT")}}) == "---.");
    CHECK(boundaries({{E::gtid, ""}, {E::transaction_payload, ""}}) == "-.");
    CHECK(boundaries({{E::gtid, ""},
                      {E::query, query("XA START X'61',X'',1")},
                      {E::write_rows, ""},
                      {E::query, query("XA END X'61',X'',1")},
                      {E::xa_prepare, ""},
                      {E::gtid, ""},
                      {E::query, query("XA COMMIT X'61',X'',1")}}) == "----.-.");
    CHECK(boundaries({{E::mariadb_gtid, mariadb_gtid(0x0c)},
                      {E::mariadb_annotate_rows, "x"},
                      {E::table_map, ""},
                      {E::write_rows_v1, ""},
                      {E::xid, ""}}) == "----.");
    CHECK(boundaries({{E::mariadb_gtid, mariadb_gtid(0x29)},
                      {E::query, query("DROP TABLE t")},
                      {E::mariadb_gtid, mariadb_gtid(0x29)},
                      {E::intvar, ""},
                      {E::mariadb_query_compressed, "x"}}) == "-.--.");
    CHECK(boundaries({{E::query, query("BEGIN")},
                      {E::query, query("ROLLBACK TO s")},
                      {E::query, query("ROLLBACK")}}) == "--.");
    CHECK(boundaries({{E::query, "short"}}) == ".");
}

TEST_CASE("hole: its mark is read back, and nothing else is taken for one") {
    for (const auto algorithm : {ChecksumAlgorithm::none, ChecksumAlgorithm::crc32}) {
        for (const std::uint64_t end : {std::uint64_t{157}, std::uint64_t{0x123456789a}}) {
            const Bytes mark = encode_hole(end, algorithm);
            CHECK(mark.size() == (algorithm == ChecksumAlgorithm::crc32 ? 23 : 19));
            CHECK(hole_end(split_event(mark, algorithm).value()) == end);
        }
    }
    const Bytes ignorable = event_of(EventType::ignorable, "");
    CHECK_FALSE(hole_end(split_event(ignorable, ChecksumAlgorithm::crc32).value()));
}

TEST_CASE("GTID start: the newest file before which the replica has everything") {
    const std::string a = uuid_a;
    const std::vector<LogFile> files = {{"b.000003", 0, set_of(a + ":1-10")},
                                        {"b.000004", 0, set_of(a + ":1-20")},
                                        {"b.000005", 0, set_of(a + ":1-30")}};
    const GtidSet executed = set_of(a + ":1-35");
    const Uuid own = parse_uuid(uuid_a).value();
    const auto start = [&](const std::string& has) {
        return find_gtid_start(files, executed, own, set_of(has));
    };
    CHECK(start(a + ":1-35").value() == Position{"b.000005", 4});
    CHECK(start(a + ":1-30").value().file == "b.000005");
    CHECK(start(a + ":1-29").value().file == "b.000004");
    CHECK(start(a + ":1-10").value().file == "b.000003");
    CHECK(start(a + ":1-10:15-20").value().file == "b.000003");
    CHECK(start(a + ":1-35," + uuid_b + ":1-7").value().file == "b.000005");

    const auto purged = start(a + ":1-8");
    REQUIRE_FALSE(purged);
    CHECK(purged.error().sql_number == 1236);
    CHECK(purged.error().message.find("Cannot replicate because the source purged required binary "
                                      "logs.") == 0);
    CHECK(purged.error().message.find("the missing transactions are '" + a + ":9-10'") !=
          std::string::npos);
    const auto more = start(a + ":1-36");
    REQUIRE_FALSE(more);
    CHECK(more.error().message.find("Replica has more GTIDs than the source has, using the "
                                    "source's SERVER_UUID.") == 0);
}
