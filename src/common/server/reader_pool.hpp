#pragma once

#include "common/base/result.hpp"
#include "common/store/store.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace understudy::server {

/// A query on its way through the reader threads, in slices: a slice fills one buffer and gives the
/// thread back, so that a slow client holds a reader but never a thread. Owned by the session;
/// belongs to the pool between submit() and deliver().
class ReadJob {
  public:
    enum class Progress : std::uint8_t { paused, finished };

    /// Runs on a reader thread. After `finished` the reader may serve others.
    virtual Progress slice(store::Reader& reader) noexcept = 0;
    /// There will be no slice: no reader could be opened, or the job was interrupted (1317).
    virtual void fail(Error error) noexcept = 0;
    /// Tells the session that a slice is over. On a reader thread; the last thing it does.
    virtual void deliver() noexcept = 0;

    virtual ~ReadJob() = default;

  private:
    friend class ReaderPool;
    store::Reader* reader_ = nullptr;  ///< from the first slice to the last
    bool own_reader_ = false;          ///< leased by the session: not the pool's to take back
    bool interrupted_ = false;
};

/// A few threads and, a little more of them, connections to the store for reading.
///
/// Threads: submit(), interrupt(), lease() and give_back() on the io thread; the rest inside.
class ReaderPool {
  public:
    /// `max_readers` bounds the queries that are open at once; further ones wait their turn.
    ReaderPool(store::Store& store, std::size_t threads, std::size_t max_readers);
    ~ReaderPool();
    ReaderPool(const ReaderPool&) = delete;
    ReaderPool& operator=(const ReaderPool&) = delete;

    /// Runs the next slice of `job`, with `reader` if it is given (a leased one).
    void submit(ReadJob& job, store::Reader* reader = nullptr);
    /// The job's query ends with error 1317, now or when its turn comes.
    void interrupt(ReadJob& job) noexcept;
    /// Gives up a paused job: its reader is free again. Destroy its cursor first.
    void abandon(ReadJob& job) noexcept;

    /// A reader for a session's own use (a pinned snapshot). Errors: 1040 if half of them are
    /// leased already; the store's.
    Result<std::unique_ptr<store::Reader>> lease();
    void give_back(std::unique_ptr<store::Reader> reader) noexcept;

  private:
    void work();
    store::Reader* take_reader(Error& error);
    ReadJob* next_job(std::unique_lock<std::mutex>& lock);
    void release(ReadJob& job) noexcept;

    store::Store& store_;
    const std::size_t max_readers_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<ReadJob*> queue_;
    std::vector<std::unique_ptr<store::Reader>> readers_;
    std::vector<store::Reader*> free_;  ///< last in, first out: its caches are warm
    std::size_t leased_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace understudy::server
