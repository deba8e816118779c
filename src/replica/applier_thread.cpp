#include "replica/applier_thread.hpp"

#include <chrono>
#include <utility>

#include <pthread.h>

namespace understudy::replica {
namespace {

constexpr std::uint16_t applier_error_number =
    13121;  // ER_RPL_APPLIER-like: "Relay log read failure"
constexpr std::size_t events_between_looks = 1000;

std::int64_t now_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

ApplierThread::ApplierThread(FileSystem& fs, store::Store& store, const binlog::LogView& relay,
                             apply::ApplyOptions options, ReplicationState& state)
    : fs_(fs), store_(store), relay_(relay), options_(options), state_(state) {
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "applier");
        run();
    });
}

ApplierThread::~ApplierThread() {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = Wanted::quit;
    }
    changed_.notify_all();
    thread_.join();
}

void ApplierThread::start_applying(Until until, Position start) {
    {
        const std::lock_guard lock(mutex_);
        if (wanted_ == Wanted::quit) return;
        until_ = std::move(until);
        start_ = std::move(start);
        wanted_ = Wanted::apply;
    }
    changed_.notify_all();
}

void ApplierThread::stop_applying() {
    std::unique_lock lock(mutex_);
    if (wanted_ == Wanted::apply) wanted_ = Wanted::stand_by;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !applying_; });
}

bool ApplierThread::is_applying() const {
    const std::lock_guard lock(mutex_);
    return wanted_ == Wanted::apply;
}

void ApplierThread::wake() {
    {
        const std::lock_guard lock(mutex_);
        news_ = true;
    }
    changed_.notify_all();
}

void ApplierThread::post(Task task) {
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    changed_.notify_all();
}

ApplierThread::Wanted ApplierThread::wanted() const {
    const std::lock_guard lock(mutex_);
    return wanted_;
}

void ApplierThread::run_tasks() {
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(tasks_);
    }
    for (const Task& task : tasks) task();
}

void ApplierThread::run() {
    while (true) {
        run_tasks();
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return wanted_ != Wanted::stand_by || !tasks_.empty(); });
            if (wanted_ == Wanted::quit) break;
            if (wanted_ == Wanted::stand_by) continue;
            applying_ = true;
        }
        apply_until_told();
        {
            const std::lock_guard lock(mutex_);
            applying_ = false;
        }
        changed_.notify_all();
    }
    run_tasks();
}

/// From START to STOP: an error, the end of an UNTIL, or being told.
void ApplierThread::apply_until_told() {
    state_.update([&](ReplicationStatus& status) {
        status.applier =
            HalfStatus{RunState::running, "Reading event from the relay log", 0, {}, 0};
        status.until = until_;
        status.caught_up = false;
    });
    if (const Result<void> opened = open_road(); !opened) return stop_with(opened.error());
    while (wanted() == Wanted::apply) {
        const Result<bool> more = apply_some();
        if (!more) return stop_with(more.error());
        publish();
        run_tasks();
        const Result<bool> reached = reached_until();
        if (!reached || *reached) break;
        if (*more) continue;
        std::unique_lock lock(mutex_);
        changed_.wait(lock,
                      [this] { return news_ || !tasks_.empty() || wanted_ != Wanted::apply; });
        news_ = false;
    }
    const Result<void> flushed = applier_->flush();
    publish();
    stop_with(flushed ? std::nullopt : std::optional<Error>(flushed.error()));
}

Result<void> ApplierThread::open_road() {
    applier_ = apply::Applier::make(store_, options_);
    const store::Applied applied = store_.oldest_applied();
    const Position from = applied.position.file.empty() ? start_ : applied.position;
    TRY_ASSIGN(reader_, binlog::LogReader::open(fs_, relay_, from));
    return {};
}

Result<bool> ApplierThread::apply_some() {
    for (std::size_t count = 0; count < events_between_looks; ++count) {
        TRY_ASSIGN(const std::optional<binlog::LogReader::Item> item, reader_->next());
        if (!item) {
            TRY(applier_->flush());
            return false;
        }
        TRY(applier_->feed(item->event, Position{item->begin.file, item->end_offset}));
        if (applier_->at_boundary()) {
            TRY_ASSIGN(const bool reached, reached_until());
            if (reached) break;
        }
    }
    return true;
}

Result<bool> ApplierThread::reached_until() const {
    if (!until_.any() || !applier_->at_boundary()) return false;
    if (until_.position) return compare(reader_->position(), *until_.position) >= 0;
    TRY_ASSIGN(const GtidSet applied, parse_gtid_set(applier_->applied().gtids));
    if (until_.after_gtids) return applied.contains(*until_.after_gtids);
    return false;
}

void ApplierThread::publish() {
    const store::Applied applied = applier_->applied();
    const apply::ApplyCounters& counters = applier_->counters();
    const bool caught_up = !applier_->has_gathered() && applier_->at_boundary() &&
                           compare(reader_->position(), relay_.durable_end()) >= 0;
    state_.update([&](ReplicationStatus& status) {
        status.applied = applied.position;
        status.applied_gtids = applied.gtids;
        status.transactions = counters.transactions;
        status.rows = counters.rows;
        status.engine_commits = counters.engine_commits;
        status.last_applied_timestamp_us = counters.last_commit_timestamp_us;
        status.caught_up = caught_up;
        status.applier.doing = caught_up
                                   ? "Replica has read all relay log; waiting for more updates"
                                   : "Applying batch of row changes";
    });
}

void ApplierThread::stop_with(const std::optional<Error>& error) {
    if (error && applier_ != nullptr) {
        // Whole transactions before the failing one are good; what they were is committed.
        const Result<void> kept = applier_->flush();
        if (kept) publish();
    }
    {
        const std::lock_guard lock(mutex_);
        if (wanted_ == Wanted::apply) wanted_ = Wanted::stand_by;
    }
    state_.update([&](ReplicationStatus& status) {
        status.applier.state = RunState::stopped;
        status.applier.doing.clear();
        if (error) record_failure(status.applier, *error, applier_error_number, now_s());
    });
}

}  // namespace understudy::replica
