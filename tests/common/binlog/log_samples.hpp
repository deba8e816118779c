#pragma once

#include "common/binlog/log.hpp"
#include "support/memory_file_system.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Small logs for tests of log files: transactions that carry a number, and a way to read the
/// numbers back through every check that a reader makes.
namespace understudy::binlog::test {

inline const std::string log_folder = "log";

/// uuid "00000000-0000-0000-0000-0000000000NN".
Uuid sample_uuid(std::uint8_t last_byte = 1);
/// A fixed clock, small files: a handful of transactions each.
LogOptions sample_options(std::uint64_t max_file_bytes = 2'000);

/// BEGIN, a ROWS_QUERY event that fills `filler_bytes`, XID `number`.
EncodedTransaction sample_transaction(std::uint64_t number, std::size_t filler_bytes = 40);

/// What a reader finds from the oldest file on.
struct Found {
    std::vector<std::uint64_t> numbers;  ///< XID of each whole transaction
    std::vector<Gtid> gtids;             ///< of each
    std::vector<EventType> types;        ///< of all events
    Position end;
};
/// Reads all that is visible. Errors: those of the reader; `corrupt` if a transaction begins or
/// ends out of order, or does not stand where its headers say.
Result<Found> read_log(FileSystem& fs, const LogView& log, const Position& from = {});

/// 1, 2, ..., `last`.
std::vector<std::uint64_t> numbers_up_to(std::uint64_t last);

}  // namespace understudy::binlog::test
