#include "primary/writer_thread.hpp"

#include <pthread.h>

namespace understudy::primary {

void WriterThread::start() {
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "writer");
        run();
    });
}

void WriterThread::stop() {
    if (!thread_.joinable()) return;
    queue_.close();
    thread_.join();
}

void WriterThread::run() {
    WriteQueue::Batch batch;
    std::optional<Committer::Clock::time_point> deadline;
    while (true) {
        queue_.take(batch, deadline);
        const Committer::Clock::time_point now = Committer::Clock::now();
        for (server::PendingWrite* write : batch.writes) committer_.take(*write, now);
        for (const WriteQueue::Task& task : batch.tasks) committer_.run_between_groups(task);
        if (batch.closed) break;
        deadline = committer_.settle(Committer::Clock::now());
    }
    committer_.shut_down();
}

}  // namespace understudy::primary
