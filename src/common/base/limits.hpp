#pragma once

#include <cstddef>
#include <cstdint>

/// Every bound of the project, in one place. A size that comes from outside is checked against one
/// of these before anything is allocated.
namespace understudy::limits {

inline constexpr std::uint64_t kibibyte = 1024;
inline constexpr std::uint64_t mebibyte = 1024 * kibibyte;
inline constexpr std::uint64_t gibibyte = 1024 * mebibyte;

/// MySQL's own ceiling of max_allowed_packet and so of one row or one event.
inline constexpr std::uint64_t max_event_bytes = 1 * gibibyte;
/// A client may send packets up to this much before it has logged in.
inline constexpr std::uint64_t max_login_packet_bytes = 64 * kibibyte;
/// Default of max_allowed_packet.
inline constexpr std::uint64_t default_max_packet_bytes = 64 * mebibyte;
/// The payload of one protocol packet; longer payloads are split.
inline constexpr std::uint64_t wire_packet_bytes = 0xffffff;

/// A binlog file is rotated before any of its 32-bit positions could wrap.
inline constexpr std::uint64_t max_binlog_file_bytes = 4 * gibibyte - 1;
inline constexpr std::uint64_t default_binlog_file_bytes = 1 * gibibyte;
/// Rows events are cut near this size, as MySQL's binlog-row-event-max-size does.
inline constexpr std::size_t rows_event_bytes = 8 * kibibyte;
/// Recent bytes of a log kept in memory for senders.
inline constexpr std::size_t log_tail_bytes = 16 * mebibyte;

inline constexpr std::size_t max_columns = 1'017;  ///< as InnoDB
inline constexpr std::size_t max_identifier_characters = 64;
inline constexpr std::size_t max_binlog_files = 999'999;
inline constexpr std::size_t max_gtid_set_uuids = 65'536;
inline constexpr std::size_t max_gtid_set_intervals = 1'048'576;

}  // namespace understudy::limits
