#include "common/server/reader_pool.hpp"

#include "common/base/check.hpp"

#include <algorithm>
#include <utility>

namespace understudy::server {

ReaderPool::ReaderPool(store::Store& store, std::size_t threads, std::size_t max_readers)
    : store_(store), max_readers_(max_readers) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

ReaderPool::~ReaderPool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void ReaderPool::submit(ReadJob& job, store::Reader* reader) {
    {
        const std::lock_guard lock(mutex_);
        if (reader != nullptr) {
            job.reader_ = reader;
            job.own_reader_ = true;
        }
        // A job that holds a reader goes first: finishing it frees the reader.
        if (job.reader_ != nullptr) {
            queue_.push_front(&job);
        } else {
            queue_.push_back(&job);
        }
    }
    wake_.notify_one();
}

void ReaderPool::interrupt(ReadJob& job) noexcept {
    const std::lock_guard lock(mutex_);
    job.interrupted_ = true;
    if (job.reader_ != nullptr) job.reader_->interrupt();
}

void ReaderPool::abandon(ReadJob& job) noexcept {
    const std::lock_guard lock(mutex_);
    release(job);
}

Result<std::unique_ptr<store::Reader>> ReaderPool::lease() {
    {
        const std::lock_guard lock(mutex_);
        if (leased_ >= max_readers_ / 2) return sql_error(1040, "Too many consistent snapshots");
        ++leased_;
    }
    Result<std::unique_ptr<store::Reader>> reader = store_.open_reader();
    if (!reader) {
        const std::lock_guard lock(mutex_);
        --leased_;
    }
    return reader;
}

void ReaderPool::give_back(std::unique_ptr<store::Reader> reader) noexcept {
    reader.reset();
    const std::lock_guard lock(mutex_);
    --leased_;
}

/// A free reader, or a new one; null with `error` set if it cannot be opened. Under the lock.
store::Reader* ReaderPool::take_reader(Error& error) {
    if (!free_.empty()) {
        store::Reader* reader = free_.back();
        free_.pop_back();
        return reader;
    }
    Result<std::unique_ptr<store::Reader>> opened = store_.open_reader();
    if (!opened) {
        error = std::move(opened).error();
        return nullptr;
    }
    readers_.push_back(std::move(*opened));
    return readers_.back().get();
}

/// The first job that can run: it has a reader, or there is one for it. Null: stopping.
ReadJob* ReaderPool::next_job(std::unique_lock<std::mutex>& lock) {
    for (;;) {
        if (stopping_) return nullptr;
        const bool can_open = !free_.empty() || readers_.size() < max_readers_;
        const auto ready = std::find_if(queue_.begin(), queue_.end(), [&](const ReadJob* job) {
            return can_open || job->reader_ != nullptr || job->interrupted_;
        });
        if (ready != queue_.end()) {
            ReadJob* job = *ready;
            queue_.erase(ready);
            return job;
        }
        wake_.wait(lock);
    }
}

void ReaderPool::release(ReadJob& job) noexcept {
    if (job.reader_ != nullptr && !job.own_reader_) free_.push_back(job.reader_);
    job.reader_ = nullptr;
    job.own_reader_ = false;
    job.interrupted_ = false;
}

void ReaderPool::work() {
    std::unique_lock lock(mutex_);
    while (ReadJob* job = next_job(lock)) {
        Error error = sql_error(1317, "Query execution was interrupted");
        if (job->reader_ == nullptr && !job->interrupted_) job->reader_ = take_reader(error);
        store::Reader* reader = job->reader_;
        if (reader == nullptr) {
            release(*job);
            lock.unlock();
            job->fail(std::move(error));
            job->deliver();
            lock.lock();
            continue;
        }
        lock.unlock();
        const ReadJob::Progress progress = job->slice(*reader);
        lock.lock();
        if (progress == ReadJob::Progress::finished) {
            release(*job);
            if (!queue_.empty()) wake_.notify_one();
        }
        lock.unlock();
        job->deliver();
        lock.lock();
    }
}

}  // namespace understudy::server
