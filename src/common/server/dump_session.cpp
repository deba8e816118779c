#include "common/server/dump_session.hpp"

#include "common/server/co_try.hpp"

#include <charconv>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace understudy::server {
namespace {

namespace asio = boost::asio;

/// What is sent in one go: many small events, or one large one.
constexpr std::size_t batch_bytes = 256 * limits::kibibyte;
/// Behind by more than this, the log's bytes are not in memory any more.
constexpr std::uint64_t far_bytes = 1 * limits::mebibyte;
constexpr std::uint16_t flag_non_block = 0x1;
constexpr std::uint16_t flag_heartbeat_v2 = 0x2;  ///< from MySQL 8.0.26+; MariaDB: annotate rows
constexpr auto for_ever = std::chrono::hours(24 * 365);

std::string first_of(const SessionState& state, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        std::string text = state.user_variable_text(name);
        if (!text.empty()) return text;
    }
    return {};
}

}  // namespace

DumpTerms dump_terms(const SessionState& state, std::uint32_t server_id, std::uint16_t flags) {
    DumpTerms terms;
    terms.stay = (flags & flag_non_block) == 0;
    terms.replica_server_id = server_id;
    terms.replica_uuid = first_of(state, {"replica_uuid", "slave_uuid"});
    const std::string period =
        first_of(state, {"source_heartbeat_period", "master_heartbeat_period"});
    std::uint64_t nanoseconds = 0;
    std::from_chars(period.data(), period.data() + period.size(), nanoseconds);
    if (nanoseconds > 0) {
        terms.heartbeat = std::max(
            std::chrono::milliseconds(1),
            std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::nanoseconds(std::min<std::uint64_t>(nanoseconds, INT64_MAX))));
    }
    return terms;
}

DumpRequest dump_request(const Conversation& conversation, std::uint16_t flags) {
    const SessionState& state = conversation.state;
    DumpRequest request;
    const std::string checksum =
        first_of(state, {"source_binlog_checksum", "master_binlog_checksum"});
    if (same_name(checksum, "CRC32")) request.checksum = DumpRequest::Checksum::crc32;
    if (same_name(checksum, "NONE")) request.checksum = DumpRequest::Checksum::none;
    const bool mariadb = !state.user_variable_text("mariadb_slave_capability").empty();
    request.heartbeat_v2 = !mariadb && (flags & flag_heartbeat_v2) != 0;
    request.own_server_id = conversation.services.options.server_id;
    return request;
}

DumpSession::DumpSession(Conversation& conversation, DumpTerms terms)
    : c_(conversation),
      terms_(std::move(terms)),
      signal_(std::make_shared<Signal>(conversation.services.io)) {
    listener_ = c_.services.backend.log()->add_listener([signal = signal_, &io = c_.services.io] {
        if (signal->posted.exchange(true)) return;
        asio::post(io, [signal] {
            signal->posted = false;
            signal->moved = true;
            signal->timer.cancel();
        });
    });
    c_.wake_up = [signal = signal_] {
        signal->moved = true;
        signal->timer.cancel();
    };
}

DumpSession::~DumpSession() {
    c_.services.backend.log()->remove_listener(listener_);
    c_.wake_up = nullptr;
    if (RegisteredReplica* self = c_.services.replicas.find(c_.state.context.connection_id)) {
        self->needs.reset();
        self->replace = nullptr;
    }
}

/// A replica that connects again ends the dump of its old connection, which may not know yet that
/// the replica is gone.
void DumpSession::enter_registry(const DumpStream& stream) {
    const std::uint64_t id = c_.state.context.connection_id;
    RegisteredReplica& self = c_.services.replicas.add(id);
    if (self.server_id == 0) self.server_id = terms_.replica_server_id;
    self.uuid = terms_.replica_uuid;
    if (RegisteredReplica* twin = c_.services.replicas.find(c_.services.replicas.find_twin(id))) {
        if (twin->replace) twin->replace();
    }
    self.needs = stream.position();
    self.replace = [this] {
        replaced_ = true;
        c_.wake_up();
    };
}

Result<void> DumpSession::replaced() const {
    if (!replaced_) return {};
    const std::string last = "'" + last_.file + "' at " + std::to_string(last_.offset);
    return sql_error(1236,
                     "A replica with the same server_uuid/server_id as this replica has connected "
                     "to the source; the first event '" +
                         first_.file + "' at " + std::to_string(first_.offset) +
                         ", the last event read from " + last + ", the last byte read from " +
                         last + ".");
}

bool DumpSession::is_far_behind(const Position& position) const {
    const Position end = c_.services.backend.log()->view().durable_end();
    return position.file != end.file || end.offset > position.offset + far_bytes;
}

asio::awaitable<Result<bool>> DumpSession::fill(DumpStream& stream) {
    packets_.clear();
    if (!is_far_behind(stream.position())) co_return stream.fill(batch_bytes, packets_);
    Result<bool> result = false;
    Wakeup done;
    const auto on_disk_thread = [&result, &done, &stream, this] {
        result = stream.fill(batch_bytes, packets_);
        asio::post(c_.services.io, [&done] { done.notify(); });
    };
    asio::post(c_.services.disk, on_disk_thread);
    if (!done.take()) co_await done.wait();
    co_return result;
}

asio::awaitable<void> DumpSession::send() {
    if (packets_.empty() || c_.gone) co_return;
    const Result<void> sent = co_await c_.connection->send_framed(packets_, c_.write_timeout());
    if (!sent) c_.gone = true;
}

asio::awaitable<DumpSession::Woken> DumpSession::wait() {
    if (!signal_->moved) {
        const bool beats = terms_.heartbeat.count() > 0;
        signal_->timer.expires_after(beats ? terms_.heartbeat
                                           : std::chrono::milliseconds(for_ever));
        const auto token = asio::as_tuple(asio::use_awaitable);
        co_await signal_->timer.async_wait(token);
    }
    co_return std::exchange(signal_->moved, false) ? Woken::by_log : Woken::by_clock;
}

asio::awaitable<Result<void>> DumpSession::run(DumpRequest request) {
    Backend& backend = c_.services.backend;
    const Uuid& uuid = backend.store().identity().server_uuid;
    CO_TRY_ASSIGN(
        const std::unique_ptr<DumpStream> stream,
        DumpStream::open(backend.file_system(), *backend.log(), uuid, std::move(request)));
    first_ = stream->position();
    enter_registry(*stream);
    while (!c_.gone) {
        Result<bool> filled = co_await fill(*stream);
        const Result<void> taken_over = replaced();
        co_await send();
        last_ = stream->position();
        c_.replies.continue_at(stream->next_sequence());
        CO_TRY(taken_over);
        CO_TRY_ASSIGN(const bool at_end, std::move(filled));
        c_.services.replicas.add(c_.state.context.connection_id).needs = stream->position();
        if (!at_end) continue;
        if (!terms_.stay) {
            c_.replies.eof();
            co_return Result<void>();
        }
        const Woken woken = co_await wait();
        if (woken == Woken::by_log) continue;
        packets_.clear();
        stream->append_heartbeat(packets_);
        co_await send();
    }
    co_return Result<void>();
}

}  // namespace understudy::server
