// What appending to a log costs. Usage: log_bench FOLDER [TRANSACTIONS]
// FOLDER must not exist; it is left behind for a look with mysqlbinlog.

#include "common/binlog/log_samples.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace understudy;
using namespace understudy::binlog;

namespace {

constexpr double second_ns = 1e9;

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / second_ns;
}

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Appends `count` small transactions, with a sync after each `group`.
bool append(Log& log, std::uint64_t count, std::uint64_t group) {
    EncodedTransaction transaction = binlog::test::sample_transaction(1, 250);
    for (std::uint64_t i = 1; i <= count; ++i) {
        transaction.write_set = {i * 0x9e3779b97f4a7c15U, i};
        if (!log.append(transaction)) return false;
        if (i % group == 0 && !log.sync()) return false;
    }
    return log.sync().has_value();
}

bool measure_append(Log& log, std::uint64_t count, std::uint64_t group) {
    const double wall = wall_seconds();
    const double processor = processor_seconds();
    if (!append(log, count, group)) return false;
    const auto n = static_cast<double>(count);
    std::printf("append, groups of %5llu: %8.0f trx/s, %8.0f trx per second of processor time\n",
                static_cast<unsigned long long>(group), n / (wall_seconds() - wall),
                n / (processor_seconds() - processor));
    return true;
}

bool measure_read(const Log& log) {
    const double wall = wall_seconds();
    auto reader = LogReader::open(real_file_system(), log, {});
    if (!reader) return false;
    double events = 0, bytes = 0;
    for (;;) {
        const auto item = (*reader)->next();
        if (!item) return false;
        if (!*item) break;
        ++events;
        bytes += static_cast<double>((*item)->event.bytes.size());
    }
    const double seconds = wall_seconds() - wall;
    std::printf("read: %.0f events/s, %.0f MB/s\n", events / seconds, bytes / seconds / 1e6);
    return true;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count < 2) return 2;
    const std::uint64_t count =
        argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 500'000;
    LogOptions options = binlog::test::sample_options(limits::default_binlog_file_bytes);
    options.directory = arguments[1];
    auto log = Log::open(real_file_system(), options);
    if (!log) {
        std::fprintf(stderr, "%s\n", log.error().message.c_str());
        return 1;
    }
    const bool good =
        measure_append(**log, count, 1'000) && measure_append(**log, count / 10, 10) &&
        measure_append(**log, count / 100, 1) && measure_read(**log) && (*log)->close().has_value();
    return good ? 0 : 1;
}
