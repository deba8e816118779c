#pragma once

#include "common/binlog/log_reader.hpp"
#include "common/model/gtid_set.hpp"
#include "common/server/backend.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace understudy::server {

/// What a replica asks for, from COM_BINLOG_DUMP(_GTID) and the user variables that it set.
struct DumpRequest {
    Position start;  ///< file empty: the oldest
    bool by_gtid = false;
    GtidSet has;  ///< with by_gtid: what must not be sent
    /// crc32: asked for. none: "I know what checksums are": events keep theirs, the fake ROTATE
    /// has none. unknown: the replica would take the checksum for data.
    enum class Checksum : std::uint8_t { unknown, none, crc32 };
    Checksum checksum = Checksum::unknown;
    bool heartbeat_v2 = false;
    std::uint32_t own_server_id = 1;  ///< of this server, in the events made up
};

/// The events that one replica gets, as framed packets, for as long as it stays. No socket, no
/// clock, no waiting. The stream, per file of the log:
///
///     file := fake_rotate format_description (heartbeat? event)*
///
/// Transactions that the replica has (by GTID) are left out; a heartbeat then says how far that
/// was. One thread at a time.
class DumpStream {
  public:
    /// Errors: 1236 with MySQL's texts; a replica stops on it and shows the text.
    static Result<std::unique_ptr<DumpStream>> open(FileSystem& fs, const ServedLog& log,
                                                    const Uuid& server_uuid, DumpRequest request);

    /// Appends packets to `out` until the durable end or until `out` is at least `limit_bytes`.
    /// True: the end was reached; there is nothing more to send now.
    Result<bool> fill(std::size_t limit_bytes, Bytes& out);
    /// A heartbeat at the place reached.
    void append_heartbeat(Bytes& out);
    /// Where the replica is, once it has got everything that fill() gave.
    const Position& position() const noexcept { return position_; }
    std::uint8_t next_sequence() const noexcept { return sequence_; }

  private:
    DumpStream(const ServedLog& log, DumpRequest request, std::unique_ptr<binlog::LogReader> reader,
               Position start);
    Result<void> begin_file(const Position& start, Bytes& out);
    Result<void> take(const binlog::LogReader::Item& item, Bytes& out);
    bool is_skipped(const binlog::EventView& event);

    const ServedLog& log_;
    DumpRequest request_;
    std::unique_ptr<binlog::LogReader> reader_;
    Position position_;
    bool started_ = false;
    bool skipping_ = false;  ///< inside a transaction that the replica has
    bool skipped_since_sent_ = false;
    std::uint8_t sequence_ = 1;  ///< of the next packet: 0 was the command
};

}  // namespace understudy::server
