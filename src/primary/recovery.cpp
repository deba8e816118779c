#include "primary/recovery.hpp"

#include "common/binlog/log_reader.hpp"

namespace understudy::primary {
namespace {

/// Step 2: the place to start from, if the log can continue what the store has.
Result<Position> starting_place(const store::Applied& applied, const binlog::Log& log) {
    const std::vector<binlog::LogFile> files = log.files();
    const Position end = log.durable().position;
    if (applied.position.file.empty()) {
        if (!log.purged_gtids().empty()) {
            return Error{ErrorCode::corrupt,
                         "the data directory has applied nothing, but the log begins only at " +
                             files.front().name + " (purged: " + log.purged_gtids().to_string() +
                             "); restore a snapshot"};
        }
        return Position{files.front().name, 4};
    }
    if (compare(applied.position, end) > 0) {
        return Error{ErrorCode::corrupt, "the data directory has applied up to " +
                                             applied.position.to_string() +
                                             ", but the log ends at " + end.to_string() +
                                             ": log files are missing or from another time"};
    }
    if (compare(applied.position, Position{files.front().name, 4}) < 0) {
        return Error{ErrorCode::corrupt, "the data directory has applied up to " +
                                             applied.position.to_string() +
                                             ", but the log begins only at " + files.front().name +
                                             "; restore a snapshot"};
    }
    return applied.position;
}

Result<void> replay(binlog::LogReader& reader, apply::Applier& applier) {
    while (true) {
        TRY_ASSIGN(const std::optional<binlog::LogReader::Item> item, reader.next());
        if (!item) break;
        TRY(applier.feed(item->event, Position{item->begin.file, item->end_offset}));
    }
    return applier.flush();
}

}  // namespace

Result<StoreRecovery> recover_store(FileSystem& fs, store::Store& store, binlog::Log& log) {
    StoreRecovery recovery;
    const store::Applied applied = store.oldest_applied();
    TRY_ASSIGN(recovery.from, starting_place(applied, log));
    recovery.to = log.durable().position;

    TRY_ASSIGN(const std::unique_ptr<binlog::LogReader> reader,
               binlog::LogReader::open(fs, log, recovery.from));
    const std::unique_ptr<apply::Applier> applier =
        apply::Applier::make(store, apply::ApplyOptions{});
    TRY(replay(*reader, *applier));
    recovery.applied = applier->counters();

    store::Writer& writer = store.writer();
    TRY(writer.begin());
    TRY(writer.commit(store::Applied{recovery.to, log.durable().gtids.to_string()},
                      store::Writer::Reach::everywhere));
    return recovery;
}

}  // namespace understudy::primary
