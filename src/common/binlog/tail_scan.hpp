#pragma once

#include "common/binlog/file_reader.hpp"
#include "common/model/gtid_set.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace understudy::binlog {

/// What the last file of a log holds, read event by event from its start.
struct TailScan {
    std::uint64_t size = 0;       ///< bytes in the file
    std::uint64_t whole_end = 4;  ///< behind the last event that is outside any transaction
    bool in_use = false;          ///< the file was not closed cleanly
    bool has_transactions = false;
    GtidSet previous_gtids;
    GtidSet gtids;  ///< previous_gtids and those of the whole transactions
    /// The first event that is not whole: why, with name and offset.
    std::optional<Error> damage;
    std::uint64_t damage_offset = 0;
    /// Transactions carry the first_of_sync mark, or there is none to judge by.
    bool has_sync_marks = true;

    bool ends_whole() const noexcept { return !damage && whole_end == size; }
};

/// Errors: only those of the file's start (see FileReader::open), of GTID events that are whole but
/// make no sense (`corrupt`), and `io`. Damage behind the start is part of the result.
Result<TailScan> scan_tail(FileSystem& fs, const std::string& path);

/// An event behind damage that proves that the damaged bytes had been synced, so that no crash can
/// explain the damage: a whole event with the first_of_sync mark (or, if `scan.has_sync_marks` is
/// false, any GTID event), that stands where it says it stands. Its offset, if there is one.
Result<std::optional<std::uint64_t>> find_proof_of_sync(FileSystem& fs, const std::string& path,
                                                        const TailScan& scan);

}  // namespace understudy::binlog
