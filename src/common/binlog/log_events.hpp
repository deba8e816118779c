#pragma once

#include "common/binlog/logical_clock.hpp"
#include "common/binlog/transaction_encoder.hpp"
#include "common/model/gtid_set.hpp"

#include <cstdint>
#include <string>

namespace understudy::binlog {

/// The events that a log adds of its own to those of the transactions. Each is finished but for
/// end_offset and CRC, which LogWriter sets, if not said otherwise.

struct FileStart {
    std::string server_version;
    std::uint32_t server_id = 0;
    std::uint32_t timestamp = 0;
    bool first_after_start = false;  ///< replicas drop their temporary tables then
    const GtidSet* previous_gtids = nullptr;
};

/// The content of a new file: magic number, FORMAT_DESCRIPTION with IN_USE, PREVIOUS_GTIDS; whole,
/// with end_offsets and checksums.
Bytes encode_file_start(const FileStart& start);

enum class FirstOfSync : bool { no, yes };

/// The GTID event before the transaction's own events, appended to `out`.
void encode_transaction_gtid(const EncodedTransaction& transaction, const Gtid& gtid,
                             LogicalClock::Stamp stamp, FirstOfSync first, Bytes& out);

/// ROTATE to the start of `next_file`. Everything before it is synced.
Bytes encode_log_rotate(std::uint32_t server_id, std::uint32_t timestamp,
                        const std::string& next_file);
/// STOP. Everything before it is synced.
Bytes encode_log_stop(std::uint32_t server_id, std::uint32_t timestamp);

}  // namespace understudy::binlog
