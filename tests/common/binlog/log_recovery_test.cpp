#include "common/binlog/log_recovery.hpp"

#include "common/binlog/log_samples.hpp"
#include "support/result_text.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::binlog;
using namespace understudy::binlog::test;
using understudy::test::MemoryFileSystem;

namespace {

const std::string first_file = log_folder + "/binlog.000001";
const std::string second_file = log_folder + "/binlog.000002";
const std::string index_file = log_folder + "/binlog.index";

/// One file with three transactions, each synced by itself; not closed, as after a kill.
struct Killed {
    MemoryFileSystem fs;
    std::vector<Appended> places;

    explicit Killed(std::uint64_t transactions = 3) {
        const auto log = Log::open(fs, sample_options()).value();
        for (std::uint64_t number = 1; number <= transactions; ++number) {
            places.push_back(log->append(sample_transaction(number)).value());
            REQUIRE(log->sync());
        }
    }
    void damage(std::uint64_t offset, const std::string& path = first_file) {
        Bytes content = fs.content(path);
        content.at(static_cast<std::size_t>(offset)) ^= 0x40U;
        fs.set_content(path, content);
    }
    void cut_to(std::uint64_t size) {
        Bytes content = fs.content(first_file);
        content.resize(static_cast<std::size_t>(size));
        fs.set_content(first_file, content);
    }
    Result<std::unique_ptr<Log>> open() { return Log::open(fs, sample_options()); }
    Error error() {
        const auto log = open();
        REQUIRE_FALSE(log);
        return log.error();
    }
};

std::vector<std::uint64_t> numbers_of(FileSystem& fs, const Log& log) {
    return read_log(fs, log).value().numbers;
}

}  // namespace

TEST_CASE("log recovery: a torn last event is cut off, and nothing before it") {
    const std::uint64_t end = Killed().places[2].end.offset;
    const std::uint64_t begin = Killed().places[2].begin.offset;
    for (std::uint64_t size = begin; size <= end; ++size) {
        Killed killed;
        killed.cut_to(size);
        const auto log = killed.open().value();
        const std::uint64_t whole = size == end ? 3 : 2;
        CHECK(numbers_of(killed.fs, *log) == numbers_up_to(whole));
        CHECK(log->recovery().cut_bytes == (size == end ? 0 : size - begin));
        CHECK_FALSE(log->recovery().reason.empty());
        CHECK(log->append(sample_transaction(whole + 1)).value().gtid.number == whole + 1);
    }
}

TEST_CASE("log recovery: a bad checksum in the last transaction is a torn tail") {
    Killed killed;
    killed.damage(killed.places[2].end.offset - 6);
    const auto log = killed.open().value();
    CHECK(numbers_of(killed.fs, *log) == numbers_up_to(2));
    CHECK(log->recovery().cut_file == "binlog.000001");
    CHECK(log->recovery().reason.find("binlog.000001 at ") == 0);
    CHECK(log->recovery().reason.find(": checksum 0x") != std::string::npos);
}

TEST_CASE("log recovery: zeros behind the last transaction are a torn tail") {
    Killed killed;
    Bytes content = killed.fs.content(first_file);
    content.resize(content.size() + 5'000);
    killed.fs.set_content(first_file, content);
    CHECK(numbers_of(killed.fs, *killed.open().value()) == numbers_up_to(3));
}

TEST_CASE("log recovery: damage before something that was synced later is corrupt, any byte") {
    const Killed sound;
    for (std::uint64_t offset = sound.places[0].begin.offset; offset < sound.places[1].end.offset;
         ++offset) {
        Killed killed;
        killed.damage(offset);
        const Error error = killed.error();
        CHECK(error.code == ErrorCode::corrupt);
        CHECK(error.message.find("binlog.000001 at ") == 0);
        const std::string proof =
            " at " + std::to_string(
                         sound.places[offset < sound.places[1].begin.offset ? 1 : 2].begin.offset);
        CHECK(error.message.find("not torn by a crash: a whole event that was written later "
                                 "stands" +
                                 proof) != std::string::npos);
    }
}

TEST_CASE("log recovery: damage within what was never synced is torn, whatever follows it") {
    MemoryFileSystem fs;
    std::vector<Appended> places;
    {
        const auto log = Log::open(fs, sample_options(limits::gibibyte)).value();
        for (std::uint64_t number = 1; number <= 3; ++number) {
            places.push_back(log->append(sample_transaction(number)).value());
        }
        REQUIRE(log->sync());
    }
    Bytes content = fs.content(first_file);
    content[static_cast<std::size_t>(places[1].begin.offset) + 30] ^= 1U;
    fs.set_content(first_file, content);
    const auto log = Log::open(fs, sample_options()).value();
    CHECK(numbers_of(fs, *log) == numbers_up_to(1));
}

TEST_CASE("log recovery: a file that was closed cleanly must be whole") {
    MemoryFileSystem fs;
    Position end;
    {
        const auto log = Log::open(fs, sample_options()).value();
        end = log->append(sample_transaction(1)).value().end;
        REQUIRE(log->close());
    }
    const Bytes closed = fs.content(first_file);
    Bytes damaged = closed;
    damaged[static_cast<std::size_t>(end.offset) - 10] ^= 1U;
    fs.set_content(first_file, damaged);
    const auto first = Log::open(fs, sample_options());
    REQUIRE_FALSE(first);
    CHECK(first.error().code == ErrorCode::corrupt);
    CHECK(first.error().message.ends_with(", in a file that was closed cleanly"));

    const ByteView in_transaction =
        ByteView(closed).first(static_cast<std::size_t>(end.offset) - 31);
    fs.set_content(first_file, in_transaction);
    const auto second = Log::open(fs, sample_options());
    REQUIRE_FALSE(second);
    CHECK(second.error().message.find("the transaction that begins here has no end") !=
          std::string::npos);
}

TEST_CASE("log recovery: any damaged byte of a file's start is an error that names the file") {
    const Killed sound;
    for (std::uint64_t offset = 0; offset < sound.places[0].begin.offset; ++offset) {
        Killed killed;
        killed.damage(offset);
        const auto log = killed.open();
        REQUIRE_FALSE(log);
        CHECK(log.error().message.find("binlog.000001") == 0);
    }
}

TEST_CASE("log recovery: a wrong magic number is shown") {
    Killed killed;
    killed.damage(0);
    CHECK(killed.error().message ==
          "binlog.000001 at 0: not a binary log: magic number 0xbe62696e, expected 0xfe62696e");
}

TEST_CASE("log recovery: a file that the index names must be there") {
    Killed killed;
    REQUIRE(killed.fs.remove(first_file));
    CHECK(killed.error().message == "log/binlog.index: names binlog.000001, which is missing");
}

TEST_CASE("log recovery: the half-made next file of a rotation is removed") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{60}}) {
        Killed killed;
        killed.fs.set_content(second_file, ByteView(killed.fs.content(first_file)).first(size));
        const auto log = killed.open().value();
        CHECK(log->recovery().removed_files == std::vector<std::string>{"binlog.000002"});
        CHECK(log->durable_end().file == "binlog.000002");
        CHECK(numbers_of(killed.fs, *log) == numbers_up_to(3));
    }
}

TEST_CASE("log recovery: files that an unfinished purge left are removed") {
    Killed killed(40);
    const auto files = killed.open().value()->files();
    const Bytes index = killed.fs.content(index_file);
    const std::string text(as_text(index));
    const std::size_t third = text.find("./" + files[2].name);
    killed.fs.set_content(index_file, as_bytes(text.substr(third)));
    const auto log = killed.open().value();
    CHECK(log->files().front().name == files[2].name);
    CHECK(log->recovery().removed_files.size() == 2);
    CHECK_FALSE(killed.fs.exists(first_file).value());
}

TEST_CASE("log recovery: a file with transactions that the index does not name is not touched") {
    Killed killed;
    killed.fs.set_content(second_file, killed.fs.content(first_file));
    CHECK(killed.error().message.find("log/binlog.index: does not name binlog.000002") == 0);
    CHECK(killed.fs.exists(second_file).value());

    Killed without_index;
    REQUIRE(without_index.fs.remove(index_file));
    CHECK(without_index.error().code == ErrorCode::corrupt);
}

TEST_CASE("log recovery: a left-over temporary index is removed, foreign files are left alone") {
    Killed killed;
    killed.fs.set_content(index_file + ".new", as_bytes("./binlog.0000"));
    killed.fs.set_content(log_folder + "/notes.txt", as_bytes("mine"));
    REQUIRE(killed.open());
    CHECK_FALSE(killed.fs.exists(index_file + ".new").value());
    CHECK(killed.fs.exists(log_folder + "/notes.txt").value());
}

TEST_CASE("log recovery: an index line that is no name of this log is shown") {
    Killed killed;
    killed.fs.set_content(index_file, as_bytes("./binlog.000001\n./other.000002\n"));
    CHECK(killed.error().message ==
          "log/binlog.index: line './other.000002' is not the next name of a log file");
}

TEST_CASE("log recovery: damage in a file that is not the last is named by who reads it") {
    Killed killed(40);
    killed.damage(killed.places[1].begin.offset + 30);
    const auto log = killed.open().value();
    const auto found = read_log(killed.fs, *log);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::corrupt);
    CHECK(found.error().message.find("binlog.000001 at " +
                                     std::to_string(killed.places[1].begin.offset) +
                                     ": checksum 0x") == 0);
}
