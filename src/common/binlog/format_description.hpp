#pragma once

#include "common/binlog/event_header.hpp"

#include <string>

namespace understudy::binlog {

/// FORMAT_DESCRIPTION: the first event of every file, which says how to read the rest.
///
///     offset  size  field
///          0     2  binlog version    4
///          2    50  server version    NUL-padded
///         52     4  created           seconds since the epoch if the file is the first after a
///                                     server start, else 0
///         56     1  header length     19
///         57     n  post-header length of each event type from 1 on
///     57 + n     1  checksum algorithm of all other events; absent before MySQL 5.6.1
/// The event itself ends in a CRC-32 whatever the algorithm, if that byte is there.
/// Source: MySQL internals, "FORMAT_DESCRIPTION_EVENT".
struct FormatDescription {
    std::string server_version;
    std::uint32_t created = 0;
    ChecksumAlgorithm checksum = ChecksumAlgorithm::crc32;

    friend bool operator==(const FormatDescription&, const FormatDescription&) = default;
};

/// Takes an event split as if it had a checksum, and verifies it.
/// Errors: `truncated`; `corrupt` for a bad checksum; `unsupported` for another format version or
/// an unknown checksum algorithm.
Result<FormatDescription> decode_format_description(const EventView& event);

/// Appends a whole event with MySQL 8.4's post-header lengths; `header` gives time, server, flags.
void encode_format_description(const EventHeader& header, const FormatDescription& format,
                               Bytes& out);

}  // namespace understudy::binlog
