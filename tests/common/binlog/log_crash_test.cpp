#include "common/binlog/log_samples.hpp"
#include "support/result_text.hpp"

#include <random>

#include <catch2/catch.hpp>

// Runs a log through appends, syncs, rotations, purges and reopenings on a disk that remembers
// everything, then asks for each point in time what a power loss there may leave, and opens that.

using namespace understudy;
using namespace understudy::binlog;
using namespace understudy::binlog::test;
using understudy::test::Fault;
using understudy::test::MemoryFileSystem;

namespace {

/// What was promised after how many changes of the disk.
struct Promise {
    std::size_t changes = 0;
    std::uint64_t acknowledged = 0;  ///< transactions that must be there
    std::uint64_t purged = 0;        ///< transactions that may be gone (purge was asked for)
};

/// A history of `steps` random steps.
class History {
  public:
    History(MemoryFileSystem& fs, std::uint64_t seed) : fs_(fs), random_(seed) {}

    void run(int steps) {
        open();
        for (int i = 0; i < steps && !failed_; ++i) step();
    }
    /// What held for sure at that time.
    Promise at(std::size_t changes) const {
        Promise best;
        for (const Promise& promise : promises_) {
            if (promise.changes <= changes) best = promise;
        }
        // A purge begins before it is promised: what it may remove is known from the next promise.
        for (const Promise& promise : promises_)
            best.purged = std::max(best.purged, promise.purged);
        return best;
    }
    std::uint64_t appended() const { return appended_; }
    bool failed() const { return failed_; }
    void promise() { promises_.push_back({fs_.change_count(), acknowledged_, purged_}); }

  private:
    void open() {
        auto log = Log::open(fs_, sample_options(1'200));
        if (!check(log)) return;
        log_ = std::move(*log);
        acknowledged_ = appended_ = log_->durable().gtids.count();
        promise();
    }
    void step() {
        switch (random_() % 12) {
            case 0:
                check(log_->rotate());
                break;
            case 1:
                purge();
                break;
            case 2:
                if (random_() % 2 == 0) check(log_->close());
                if (!failed_) open();
                break;
            case 3:
            case 4:
            case 5:
            case 6:
                check(log_->sync());
                break;
            default:
                if (check(log_->append(sample_transaction(appended_ + 1, random_() % 300)))) {
                    ++appended_;
                }
        }
        acknowledged_ = std::max(acknowledged_, log_->durable().gtids.count());
        promise();
    }
    void purge() {
        const auto files = log_->files();
        const LogFile& kept = files[random_() % files.size()];
        purged_ = std::max(purged_, kept.previous_gtids.count());
        promise();
        check(log_->purge_to(kept.name));
    }
    template <class T>
    bool check(const Result<T>& result) {
        failed_ = failed_ || !result;
        return result.has_value();
    }

    MemoryFileSystem& fs_;
    std::mt19937_64 random_;
    std::unique_ptr<Log> log_;
    std::uint64_t appended_ = 0, acknowledged_ = 0, purged_ = 0;
    std::vector<Promise> promises_;
    bool failed_ = false;
};

/// Opens what a crash left, and reads it: whole transactions 1 + (at most) purged ... to at least
/// all that was acknowledged, one after the other; and the log goes on.
void require_promise(MemoryFileSystem& fs, const Promise& promise, std::uint64_t appended) {
    auto log = Log::open(fs, sample_options(1'200));
    REQUIRE(log);
    const auto found = read_log(fs, **log);
    REQUIRE(found);
    const std::uint64_t last = (*log)->durable().gtids.count();
    const std::uint64_t first = (*log)->purged_gtids().count() + 1;
    REQUIRE(last >= promise.acknowledged);
    REQUIRE(last <= appended);
    REQUIRE(first <= promise.purged + 1);
    std::vector<std::uint64_t> expected;
    for (std::uint64_t number = first; number <= last; ++number) expected.push_back(number);
    REQUIRE(found->numbers == expected);
    REQUIRE((*log)->append(sample_transaction(last + 1)).value().gtid.number == last + 1);
    REQUIRE((*log)->sync());
    REQUIRE(read_log(fs, **log).value().numbers.back() == last + 1);
}

}  // namespace

TEST_CASE("log: after a power loss at any point every acknowledged transaction is there") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        MemoryFileSystem fs;
        History history(fs, seed);
        history.run(60);
        REQUIRE_FALSE(history.failed());
        for (std::size_t changes = 0; changes <= fs.change_count(); ++changes) {
            for (std::uint64_t chance = 0; chance < 4; ++chance) {
                INFO("seed " << seed << ", after change " << changes << ", chance " << chance);
                const auto crashed = fs.after_crash(changes, chance * 1'000'003 + changes);
                require_promise(*crashed, history.at(changes), history.appended());
            }
        }
    }
}

TEST_CASE("log: recovery itself may be interrupted by a power loss at any point") {
    MemoryFileSystem fs;
    History history(fs, 7);
    history.run(40);
    for (std::size_t changes = 0; changes <= fs.change_count(); changes += 3) {
        const auto crashed = fs.after_crash(changes, changes);
        const std::size_t before = crashed->change_count();
        { REQUIRE(Log::open(*crashed, sample_options(1'200))); }
        for (std::size_t again = before; again <= crashed->change_count(); ++again) {
            INFO("after change " << changes << ", again after " << again);
            const auto twice = crashed->after_crash(again, again);
            require_promise(*twice, history.at(changes), history.appended());
        }
    }
}

TEST_CASE("log: whichever call fails, what was acknowledged is there when it is opened again") {
    MemoryFileSystem sound;
    History whole(sound, 11);
    whole.run(40);
    const std::size_t calls = sound.call_count();
    for (const Fault fault : {Fault::io_error, Fault::disk_full, Fault::short_write}) {
        for (std::size_t nth = 1; nth <= calls; ++nth) {
            INFO("call " << nth << " fails in manner " << static_cast<int>(fault));
            MemoryFileSystem fs;
            fs.fail_call(nth, fault);
            History history(fs, 11);
            history.run(40);
            history.promise();
            const std::size_t changes = fs.change_count();
            require_promise(*fs.copy(), history.at(changes), history.appended() + 1);
            require_promise(*fs.after_crash(changes, nth), history.at(changes),
                            history.appended() + 1);
        }
    }
}
