#pragma once

#include "primary/committer.hpp"
#include "primary/write_queue.hpp"

#include <thread>

namespace understudy::primary {

/// The one thread that writes: takes what the queue holds, lets the committer execute and flush it,
/// sleeps when there is nothing to do. start() and stop() belong to the owner's thread.
class WriterThread {
  public:
    WriterThread(WriteQueue& queue, Committer& committer) : queue_(queue), committer_(committer) {}
    ~WriterThread() { stop(); }
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    void start();
    /// Closes the queue, lets everything in it finish or be refused (1053), and joins.
    void stop();

  private:
    void run();

    WriteQueue& queue_;
    Committer& committer_;
    std::thread thread_;
};

}  // namespace understudy::primary
