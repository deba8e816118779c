#include "common/binlog/log.hpp"

#include "common/binlog/log_samples.hpp"
#include "support/result_text.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::binlog;
using namespace understudy::binlog::test;
using understudy::test::Fault;
using understudy::test::MemoryFileSystem;

namespace {

void append_and_sync(Log& log, std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t number = first; number <= last; ++number) {
        REQUIRE(log.append(sample_transaction(number)));
    }
    REQUIRE(log.sync());
}

}  // namespace

TEST_CASE("log: what was appended and synced is read back in order, with consecutive GTIDs") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options()).value();
    append_and_sync(*log, 1, 3);
    const Found found = read_log(fs, *log).value();
    CHECK(found.numbers == numbers_up_to(3));
    CHECK(found.gtids.back() == Gtid{sample_uuid(), {}, 3});
    CHECK(found.end == log->durable().position);
    CHECK(log->durable().gtids.to_string() == "00000000-0000-0000-0000-000000000001:1-3");
    CHECK(found.types.front() == EventType::format_description);
    CHECK(found.types[1] == EventType::previous_gtids);
}

TEST_CASE("log: nothing appended is visible before sync") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options(limits::gibibyte)).value();
    const Position before = log->durable_end();
    const Appended appended = log->append(sample_transaction(1, 3'000'000)).value();
    CHECK(log->durable_end() == before);
    CHECK(read_log(fs, *log).value().numbers.empty());
    REQUIRE(log->sync());
    CHECK(log->durable_end() == appended.end);
    CHECK(appended.begin == before);
    CHECK(read_log(fs, *log).value().numbers == numbers_up_to(1));
}

TEST_CASE("log: a file that would grow too large is ended with ROTATE; no transaction is split") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options()).value();
    append_and_sync(*log, 1, 40);
    const std::vector<LogFile> files = log->files();
    REQUIRE(files.size() > 4);
    for (const LogFile& file : files) {
        CHECK(file.size_bytes <= 2'000);
        CHECK(file.size_bytes == fs.content(log_folder + "/" + file.name).size());
    }
    CHECK(files[0].previous_gtids.empty());
    CHECK_FALSE(files[1].previous_gtids.empty());
    CHECK(read_log(fs, *log).value().numbers == numbers_up_to(40));
    CHECK(as_text(fs.content(log_folder + "/binlog.index")).starts_with("./binlog.000001\n"));
}

TEST_CASE("log: a transaction larger than a file gets a file of its own") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options()).value();
    append_and_sync(*log, 1, 1);
    REQUIRE(log->append(sample_transaction(2, 10'000)));
    append_and_sync(*log, 3, 3);
    CHECK(log->files().size() == 3);
    CHECK(read_log(fs, *log).value().numbers == numbers_up_to(3));
}

TEST_CASE("log: opened again it continues its numbers in a new file") {
    MemoryFileSystem fs;
    {
        const auto log = Log::open(fs, sample_options()).value();
        append_and_sync(*log, 1, 2);
        REQUIRE(log->close());
    }
    const auto log = Log::open(fs, sample_options()).value();
    CHECK(log->recovery().reason.empty());
    CHECK(log->durable_end().file == "binlog.000002");
    append_and_sync(*log, 3, 3);
    const Found found = read_log(fs, *log).value();
    CHECK(found.numbers == numbers_up_to(3));
    CHECK(found.gtids.back().number == 3);
    CHECK(std::count(found.types.begin(), found.types.end(), EventType::stop) == 1);
}

TEST_CASE("log: another server's transactions count for the set, not for the own numbers") {
    MemoryFileSystem fs;
    LogOptions other = sample_options();
    other.server_uuid = sample_uuid(9);
    {
        const auto log = Log::open(fs, other).value();
        append_and_sync(*log, 1, 2);
        REQUIRE(log->close());
    }
    const auto log = Log::open(fs, sample_options()).value();
    append_and_sync(*log, 3, 3);
    CHECK(log->durable().gtids.to_string() ==
          "00000000-0000-0000-0000-000000000001:1,00000000-0000-0000-0000-000000000009:1-2");
}

TEST_CASE("log: purge removes whole files and remembers their transactions") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options()).value();
    append_and_sync(*log, 1, 40);
    const std::vector<LogFile> files = log->files();
    CHECK(log->purge_to("binlog.000099").error().sql_number == 1373);
    CHECK(log->purge_to(files[2].name).value() ==
          std::vector<std::string>{files[0].name, files[1].name});
    CHECK(log->purged_gtids() == files[2].previous_gtids);
    CHECK_FALSE(fs.exists(log_folder + "/binlog.000001").value());
    const Found found = read_log(fs, *log).value();
    CHECK(found.gtids.front().number == files[2].previous_gtids.count() + 1);
    CHECK(found.numbers.back() == 40);
}

TEST_CASE("log: listeners hear of each move of the durable end until they are removed") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options()).value();
    int calls = 0;
    const std::uint64_t id = log->add_listener([&calls] { ++calls; });
    REQUIRE(log->append(sample_transaction(1)));
    CHECK(calls == 0);
    REQUIRE(log->sync());
    CHECK(calls == 1);
    REQUIRE(log->sync());
    CHECK(calls == 1);
    log->remove_listener(id);
    append_and_sync(*log, 2, 2);
    CHECK(calls == 1);
}

TEST_CASE("log: a sync that failed once is never retried into success") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options()).value();
    append_and_sync(*log, 1, 1);
    REQUIRE(log->append(sample_transaction(2)));
    fs.fail_call(2, Fault::io_error);  // the write is the first call
    CHECK(log->sync().error().message == "log/binlog.000001: fdatasync: Input/output error");
    CHECK(log->sync().error().message ==
          "the binary log has stopped: log/binlog.000001: fdatasync: Input/output error");
    CHECK_FALSE(log->append(sample_transaction(3)));
    CHECK_FALSE(log->discard_unsynced());
    CHECK(read_log(fs, *log).value().numbers == numbers_up_to(1));
}

TEST_CASE("log: after a full disk the unsynced part is discarded and serving goes on") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options(limits::gibibyte)).value();
    append_and_sync(*log, 1, 1);
    REQUIRE(log->append(sample_transaction(2)));
    fs.fail_call(1, Fault::short_write);
    const auto appended = log->append(sample_transaction(3, 3'000'000));
    REQUIRE_FALSE(appended);
    CHECK(appended.error().message == "log/binlog.000001: write: No space left on device");
    CHECK_FALSE(log->sync());
    REQUIRE(log->discard_unsynced());
    append_and_sync(*log, 2, 3);
    const Found found = read_log(fs, *log).value();
    CHECK(found.numbers == numbers_up_to(3));
    CHECK(found.gtids.back().number == 3);
}

TEST_CASE("log: a reader that keeps up reads from memory, not from the disk") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options(limits::gibibyte)).value();
    append_and_sync(*log, 1, 1);
    const auto reader = LogReader::open(fs, *log, log->durable_end()).value();
    append_and_sync(*log, 2, 30);
    const std::size_t calls = fs.call_count();
    std::size_t events = 0;
    while (reader->next().value()) ++events;
    CHECK(events == 29 * 4);
    CHECK(fs.call_count() == calls);
}
