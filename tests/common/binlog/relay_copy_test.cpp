#include "common/binlog/relay_copy.hpp"

#include "common/binlog/log_samples.hpp"
#include "support/result_text.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::binlog;
using namespace understudy::binlog::test;
using understudy::test::MemoryFileSystem;

namespace {

const std::string copy_folder = "copy";

/// A source with `transactions` transactions in several files, and a copy of it.
struct Pair {
    MemoryFileSystem source_disk, disk;
    std::unique_ptr<Log> source;
    std::unique_ptr<RelayCopy> copy;

    explicit Pair(std::uint64_t transactions) {
        source = Log::open(source_disk, sample_options()).value();
        add(1, transactions);
        copy = RelayCopy::open(disk, copy_folder).value();
    }
    void add(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t number = first; number <= last; ++number) {
            REQUIRE(source->append(sample_transaction(number)));
        }
        REQUIRE(source->sync());
    }
    /// What a dump from `from` sends, up to `most` events; then a sync.
    void feed(const Position& from, std::size_t most = SIZE_MAX) {
        const auto reader = LogReader::open(source_disk, *source, from).value();
        std::string file;
        for (std::size_t i = 0; i < most; ++i) {
            const auto item = reader->next().value();
            if (!item) break;
            if (item->begin.file != file) {
                file = item->begin.file;
                REQUIRE(copy->begin(file, item->begin.offset));
                if (item->begin.offset != 4) REQUIRE(copy->append(4, format()));
            }
            REQUIRE(copy->append(item->begin.offset, item->event.bytes));
        }
        REQUIRE(copy->sync());
    }
    /// As a source sends it: without IN_USE.
    Bytes format() {
        const auto reader = LogReader::open(source_disk, *source, {}).value();
        const ByteView event = reader->format_description();
        return Bytes(event.begin(), event.end());
    }
    void reopen() {
        copy.reset();
        copy = RelayCopy::open(disk, copy_folder).value();
    }
    Bytes copied(const std::string& file) { return disk.content(copy_folder + "/" + file); }
    Bytes original(const std::string& file) { return source_disk.content("log/" + file); }
};

}  // namespace

TEST_CASE("relay copy: is the source's log, name by name and byte by byte") {
    Pair pair(40);
    REQUIRE(pair.source->close());
    pair.feed({});
    for (const LogFile& file : pair.source->files()) {
        CHECK(pair.copied(file.name) == pair.original(file.name));
    }
    CHECK(pair.copied("binlog.index") == pair.original("binlog.index"));
    CHECK(read_log(pair.disk, *pair.copy).value().numbers == numbers_up_to(40));
    CHECK(pair.copy->durable_end() == pair.source->durable_end());
}

TEST_CASE("relay copy: nothing is visible before sync") {
    Pair pair(3);
    const auto reader = LogReader::open(pair.source_disk, *pair.source, {}).value();
    REQUIRE(pair.copy->begin("binlog.000001", 4));
    REQUIRE(pair.copy->append(4, reader->next().value()->event.bytes));
    const Position before = pair.copy->durable_end();
    const auto item = reader->next().value();
    REQUIRE(pair.copy->append(item->begin.offset, item->event.bytes));
    CHECK(pair.copy->durable_end() == before);
    int calls = 0;
    pair.copy->add_listener([&calls] { ++calls; });
    REQUIRE(pair.copy->sync());
    CHECK(calls == 1);
    CHECK(pair.copy->durable_end().offset == item->end_offset);
}

TEST_CASE("relay copy: one that begins inside a file keeps the source's offsets") {
    Pair pair(3);
    const Position start = pair.source->durable_end();
    pair.add(4, 40);
    pair.feed(start);
    const auto reader = LogReader::open(pair.disk, *pair.copy, start).value();
    CHECK(reader->next().value()->begin == start);
    const Found found = read_log(pair.disk, *pair.copy).value();
    CHECK(found.numbers.front() == 4);
    CHECK(found.numbers.back() == 40);
    const Bytes copied = pair.copied("binlog.000001");
    const Bytes original = pair.original("binlog.000001");
    REQUIRE(copied.size() == original.size());
    CHECK(std::equal(copied.begin() + static_cast<std::ptrdiff_t>(start.offset), copied.end(),
                     original.begin() + static_cast<std::ptrdiff_t>(start.offset)));
    pair.reopen();
    CHECK(pair.copy->resume_position() == pair.source->durable_end());
    CHECK(read_log(pair.disk, *pair.copy).value().numbers == found.numbers);
}

TEST_CASE("relay copy: a reopened copy that is nothing but a hole goes on where it ends") {
    Pair pair(3);
    const Position start = pair.source->durable_end();
    REQUIRE(pair.copy->begin(start.file, start.offset));
    REQUIRE(pair.copy->append(4, pair.format()));
    REQUIRE(pair.copy->sync());
    pair.reopen();
    CHECK(pair.copy->resume_position() == start);
    pair.add(4, 9);
    pair.feed(start);
    CHECK(read_log(pair.disk, *pair.copy).value().numbers.front() == 4);
}

TEST_CASE("relay copy: after a lost connection what is sent again is compared, the rest is added") {
    for (std::size_t most = 1; most < 45; ++most) {
        Pair pair(12);
        pair.feed({}, most);
        const Position end = pair.copy->durable_end();
        pair.feed(pair.copy->resume_position().value());
        CHECK((compare(end, pair.copy->durable_end()) < 0));
        CHECK(read_log(pair.disk, *pair.copy).value().numbers == numbers_up_to(12));
        CHECK(pair.copied("binlog.000001") == pair.original("binlog.000001"));
    }
}

TEST_CASE("relay copy: a restart cuts off the open transaction and loses nothing") {
    for (std::size_t most = 1; most < 45; ++most) {
        Pair pair(12);
        pair.feed({}, most);
        const Position resume = pair.copy->resume_position().value();
        pair.reopen();
        CHECK(pair.copy->durable_end() == resume);
        CHECK(pair.copy->resume_position() == resume);
        pair.feed(resume);
        CHECK(read_log(pair.disk, *pair.copy).value().numbers == numbers_up_to(12));
        CHECK(pair.copied("binlog.000001") == pair.original("binlog.000001"));
    }
}

TEST_CASE("relay copy: a source whose log changed under the same name is found out") {
    Pair pair(3);
    pair.feed({}, 5);
    const Position resume = pair.copy->resume_position().value();
    const auto reader = LogReader::open(pair.source_disk, *pair.source, resume).value();
    const auto item = reader->next().value();
    Bytes changed(item->event.bytes.begin(), item->event.bytes.end());
    changed[30] ^= 1U;
    REQUIRE(pair.copy->begin(resume.file, resume.offset));
    REQUIRE(pair.copy->append(4, pair.format()));
    const auto appended = pair.copy->append(resume.offset, changed);
    REQUIRE_FALSE(appended);
    CHECK(appended.error().code == ErrorCode::corrupt);
    CHECK(appended.error().message.find("differs from what was copied before") !=
          std::string::npos);
}

TEST_CASE("relay copy: events out of place and files out of order are corrupt") {
    Pair pair(40);
    pair.feed({});
    const Position end = pair.copy->durable_end();
    const Bytes event = pair.format();
    CHECK(pair.copy->append(end.offset + 1, event).error().message ==
          end.file + " at " + std::to_string(end.offset + 1) + ": expected at " +
              std::to_string(end.offset));
    CHECK(pair.copy->begin("binlog.000001", 4).error().code == ErrorCode::corrupt);
    CHECK(pair.copy->begin("mysql-bin.000099", 4).error().code == ErrorCode::corrupt);
    CHECK(pair.copy->begin("no name", 4).error().code == ErrorCode::refused);
    CHECK(pair.copy->begin("binlog.000099", 3).error().code == ErrorCode::refused);
}

TEST_CASE("relay copy: what the source leaves out becomes a hole in the middle") {
    Pair pair(3);
    pair.feed({}, 2);
    const Position start = pair.source->durable_end();
    REQUIRE(pair.copy->skip_to(start.offset));
    pair.add(4, 5);
    const auto reader = LogReader::open(pair.source_disk, *pair.source, start).value();
    while (const auto item = reader->next().value()) {
        REQUIRE(pair.copy->append(item->begin.offset, item->event.bytes));
    }
    REQUIRE(pair.copy->sync());
    CHECK(read_log(pair.disk, *pair.copy).value().numbers == std::vector<std::uint64_t>{4, 5});
}

TEST_CASE("relay copy: purge removes what is applied, reset everything") {
    Pair pair(40);
    pair.feed({});
    const auto files = pair.copy->files();
    CHECK(pair.copy->purge_to(files[1].name).value().size() == 1);
    CHECK(pair.copy->oldest_file() == files[1].name);
    REQUIRE(pair.copy->reset());
    CHECK(pair.disk.paths().empty());
    CHECK_FALSE(pair.copy->resume_position());
    CHECK(pair.copy->durable_end() == Position{});
    pair.feed({});
    CHECK(read_log(pair.disk, *pair.copy).value().numbers == numbers_up_to(40));
}

TEST_CASE("relay copy: after a power loss at any point it holds a prefix and takes the rest") {
    Pair pair(20);
    pair.feed({}, 30);
    pair.feed(pair.copy->resume_position().value());
    for (std::size_t changes = 0; changes <= pair.disk.change_count(); ++changes) {
        INFO("after change " << changes);
        Pair after(20);
        const auto crashed = pair.disk.after_crash(changes, changes);
        auto copy = RelayCopy::open(*crashed, copy_folder);
        REQUIRE(copy);
        const Position resume = (*copy)->resume_position().value_or(Position{});
        if (!resume.file.empty()) CHECK((*copy)->durable_end() == resume);
        const auto reader = LogReader::open(after.source_disk, *after.source, resume).value();
        std::string file;
        while (const auto item = reader->next().value()) {
            if (item->begin.file != file) {
                file = item->begin.file;
                REQUIRE((*copy)->begin(file, item->begin.offset));
                if (item->begin.offset != 4) REQUIRE((*copy)->append(4, after.format()));
            }
            REQUIRE((*copy)->append(item->begin.offset, item->event.bytes));
        }
        REQUIRE((*copy)->sync());
        REQUIRE(read_log(*crashed, **copy).value().numbers == numbers_up_to(20));
    }
}
