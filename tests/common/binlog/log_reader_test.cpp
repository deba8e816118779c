#include "common/binlog/log_reader.hpp"

#include "common/binlog/log_samples.hpp"
#include "support/result_text.hpp"

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::binlog;
using namespace understudy::binlog::test;
using understudy::test::MemoryFileSystem;

namespace {

std::unique_ptr<Log> filled_log(FileSystem& fs, std::uint64_t transactions) {
    auto log = Log::open(fs, sample_options()).value();
    for (std::uint64_t number = 1; number <= transactions; ++number) {
        REQUIRE(log->append(sample_transaction(number)));
    }
    REQUIRE(log->sync());
    return log;
}

Error refusal(FileSystem& fs, const LogView& log, const Position& start) {
    const auto reader = LogReader::open(fs, log, start);
    REQUIRE_FALSE(reader);
    return reader.error();
}

}  // namespace

TEST_CASE("log reader: positions are those of the file, and every one is a place to start from") {
    MemoryFileSystem fs;
    const auto log = filled_log(fs, 20);
    const auto reader = LogReader::open(fs, *log, {}).value();
    std::vector<Position> begins;
    std::uint64_t end = 4;
    while (const auto item = reader->next().value()) {
        if (item->begin.offset != 4) CHECK(item->begin.offset == end);
        CHECK(item->end_offset == item->begin.offset + item->event.bytes.size());
        end = item->end_offset;
        begins.push_back(item->begin);
    }
    REQUIRE(begins.size() > 80);
    for (const Position& begin : begins) {
        const auto other = LogReader::open(fs, *log, begin).value();
        CHECK(other->position() == begin);
        CHECK(other->next().value()->begin == begin);
    }
}

TEST_CASE("log reader: every offset that is no event boundary is refused") {
    MemoryFileSystem fs;
    const auto log = filled_log(fs, 3);
    std::vector<std::uint64_t> boundaries;
    const auto reader = LogReader::open(fs, *log, {}).value();
    while (const auto item = reader->next().value()) boundaries.push_back(item->begin.offset);
    boundaries.push_back(log->durable_end().offset);
    for (std::uint64_t offset = 4; offset <= log->durable_end().offset; ++offset) {
        const bool boundary = std::count(boundaries.begin(), boundaries.end(), offset) == 1;
        CHECK(LogReader::open(fs, *log, {"binlog.000001", offset}).has_value() == boundary);
    }
    const Error error = refusal(fs, *log, {"binlog.000001", boundaries[2] + 1});
    CHECK(error.sql_number == 1236);
    CHECK(error.message.starts_with("bogus data in log event"));
}

TEST_CASE("log reader: what does not exist is refused in MySQL's words") {
    MemoryFileSystem fs;
    const auto log = filled_log(fs, 3);
    CHECK(refusal(fs, *log, {"binlog.000009", 4}).message ==
          "Could not find first log file name in binary log index file");
    CHECK(refusal(fs, *log, {"binlog.000001", 3}).message ==
          "Client requested source to start replication from position < 4");
    const std::uint64_t behind = log->durable_end().offset + 1;
    const Error error = refusal(fs, *log, {"binlog.000001", behind});
    CHECK(error.message ==
          "Client requested source to start replication from position > file size");
    CHECK(error.code == ErrorCode::refused);
    CHECK(error.sql_number == 1236);
}

TEST_CASE("log reader: a reader inside a file knows its FORMAT_DESCRIPTION") {
    MemoryFileSystem fs;
    const auto log = filled_log(fs, 3);
    const auto reader = LogReader::open(fs, *log, log->durable_end()).value();
    const Bytes content = fs.content(log_folder + "/binlog.000001");
    const ByteView expected = ByteView(content).subspan(4, reader->format_description().size());
    CHECK(as_text(reader->format_description()) == as_text(expected));
    CHECK(reader->checksum_algorithm() == ChecksumAlgorithm::crc32);
}

TEST_CASE("log reader: a file that is purged while it is read is read to its end") {
    MemoryFileSystem fs;
    const auto log = filled_log(fs, 40);
    const auto reader = LogReader::open(fs, *log, {}).value();
    REQUIRE(reader->next().value());
    const auto files = log->files();
    REQUIRE(log->purge_to(files[1].name));
    std::string last_file;
    while (const auto item = reader->next().value()) last_file = item->begin.file;
    CHECK(last_file == files.back().name);
}

TEST_CASE(
    "log reader: readers follow a writer across rotations, event by event, on their threads") {
    MemoryFileSystem fs;
    const auto log = Log::open(fs, sample_options(5'000)).value();
    constexpr std::uint64_t last = 2'000;
    const auto follow = [&fs, &log](std::vector<std::uint64_t>& numbers) {
        const auto reader = LogReader::open(fs, *log, {"binlog.000001", 4}).value();
        while (numbers.empty() || numbers.back() != last) {
            const auto item = reader->next();
            if (!item) return;
            if (!*item || (*item)->event.header.type != EventType::xid) continue;
            numbers.push_back(ByteReader((*item)->event.body).u64());
        }
    };
    std::vector<std::uint64_t> first, second;
    std::thread first_reader(follow, std::ref(first));
    std::thread second_reader(follow, std::ref(second));
    bool good = true;
    for (std::uint64_t number = 1; number <= last; ++number) {
        good = good && log->append(sample_transaction(number, number % 97)).has_value();
        if (number % 7 == 0 || number == last) good = good && log->sync().has_value();
    }
    first_reader.join();
    second_reader.join();
    CHECK(good);
    CHECK(log->files().size() > 50);
    CHECK(first == numbers_up_to(last));
    CHECK(second == numbers_up_to(last));
}
