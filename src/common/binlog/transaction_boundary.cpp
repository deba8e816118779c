#include "common/binlog/transaction_boundary.hpp"

#include <string_view>

namespace understudy::binlog {
namespace {

constexpr std::size_t mariadb_gtid_flags_offset = 12;
constexpr std::uint8_t mariadb_gtid_standalone = 1;

/// The statement of a QUERY event; empty if the event is too short to hold one.
std::string_view query_text(ByteView body) noexcept {
    ByteReader in(body);
    in.skip(4 + 4);  // thread, execution seconds
    const std::uint8_t database_size = in.u8();
    in.skip(2);  // error code
    const std::uint16_t status_size = in.u16();
    in.skip(status_size);
    in.skip(database_size + 1U);
    return as_text(in.rest());
}

bool is_standalone(ByteView body) noexcept {
    return body.size() > mariadb_gtid_flags_offset &&
           (body[mariadb_gtid_flags_offset] & mariadb_gtid_standalone) != 0;
}

}  // namespace

void TransactionBoundary::feed(const EventView& event) noexcept {
    switch (event.header.type) {
        case EventType::gtid:
        case EventType::anonymous_gtid:
        case EventType::gtid_tagged:
            state_ = State::announced;
            break;
        case EventType::mariadb_gtid:
            state_ = is_standalone(event.body) ? State::announced : State::open;
            break;
        case EventType::query:
        case EventType::execute_load_query:
        case EventType::mariadb_query_compressed:
            query(event);
            break;
        case EventType::xid:
        case EventType::xa_prepare:
        case EventType::transaction_payload:
        case EventType::incident:
            state_ = State::outside;
            break;
        default:
            break;
    }
}

void TransactionBoundary::query(const EventView& event) noexcept {
    const std::string_view text =
        event.header.type == EventType::query ? query_text(event.body) : std::string_view{};
    if (text == "BEGIN" || text.starts_with("XA START")) {
        state_ = State::open;
    } else if (state_ != State::open || text == "COMMIT" || text == "ROLLBACK" ||
               text.starts_with("XA COMMIT") || text.starts_with("XA ROLLBACK")) {
        state_ = State::outside;
    }
}

}  // namespace understudy::binlog
