#pragma once

#include "common/model/gtid_set.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace understudy {

/// A place in a server's binary log: file name and byte offset of the next event.
struct Position {
    std::string file;          ///< "binlog.000001"; empty: the oldest file there is
    std::uint64_t offset = 4;  ///< bytes; 4 is behind the magic number
    friend bool operator==(const Position&, const Position&) = default;

    /// "binlog.000001:157"
    std::string to_string() const { return file + ":" + std::to_string(offset); }
};

/// Order within one server's log: by file number (the digits behind the last dot), then by offset.
std::strong_ordering compare(const Position& a, const Position& b) noexcept;

/// The number behind the last dot of a binlog file name; 0 if it is not one.
std::uint64_t binlog_file_number(std::string_view file) noexcept;

/// Where a history stands: the place behind a transaction, and all transactions up to there.
struct Coordinates {
    Position position;
    GtidSet gtids;
    friend bool operator==(const Coordinates&, const Coordinates&) = default;
};

}  // namespace understudy
