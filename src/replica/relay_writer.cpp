#include "replica/relay_writer.hpp"

#include <utility>

#include <pthread.h>

namespace understudy::replica {

RelayWriter::RelayWriter(RelayQueue& queue, binlog::RelayCopy& copy, ReplicationState& state,
                         std::function<void()> wake_applier, std::function<void(Error)> failed)
    : queue_(queue),
      copy_(copy),
      state_(state),
      wake_applier_(std::move(wake_applier)),
      failed_(std::move(failed)) {}

void RelayWriter::start() {
    queue_.reopen();
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "relay");
        run();
    });
}

void RelayWriter::stop() {
    if (!thread_.joinable()) return;
    queue_.close();
    thread_.join();
}

void RelayWriter::run() {
    RelayBatch batch;
    std::optional<Error> stopped_by;
    while (true) {
        queue_.take(batch);
        if (batch.closed) break;
        if (stopped_by) continue;  // what still comes is fetched again later
        if (const Result<void> written = write(batch); !written) {
            stopped_by = written.error();
            failed_(written.error());
        }
    }
}

Result<void> RelayWriter::write(const RelayBatch& batch) {
    ByteView bytes(batch.bytes);
    for (const RelayBatch::Item& item : batch.items) {
        switch (item.kind) {
            case RelayBatch::Item::Kind::event:
                TRY(copy_.append(item.offset, bytes.first(item.size)));
                bytes = bytes.subspan(item.size);
                break;
            case RelayBatch::Item::Kind::begin_file:
                TRY(copy_.begin(item.file, item.offset));
                break;
            case RelayBatch::Item::Kind::skip_to:
                TRY(copy_.skip_to(item.offset));
                break;
        }
    }
    TRY(copy_.sync());
    const Position end = copy_.durable_end();
    std::uint64_t total = 0;
    for (const binlog::LogFile& file : copy_.files()) total += file.size_bytes;
    state_.update([&](ReplicationStatus& status) {
        status.received = end;
        status.relay_bytes = total;
    });
    wake_applier_();
    return {};
}

}  // namespace understudy::replica
