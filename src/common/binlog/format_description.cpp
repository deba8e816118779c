#include "common/binlog/format_description.hpp"

#include "common/base/check.hpp"

#include <cstdio>

namespace understudy::binlog {
namespace {

constexpr std::uint16_t format_version = 4;
constexpr std::size_t version_bytes = 50;

/// Of MySQL 8.4 and 9.x, for the types 1 to 42.
constexpr std::uint8_t post_header_bytes[] = {0,  13, 0,  8,  0,  0,  0, 0,  4,  0, 4,  0,  0, 0,
                                              99, 0,  4,  26, 8,  0,  0, 0,  0,  0, 0,  2,  0, 0,
                                              0,  10, 10, 10, 42, 42, 0, 18, 52, 0, 10, 40, 0, 0};

/// MySQL writes the checksum algorithm since 5.6.1, MariaDB in all versions that are still around.
bool knows_checksums(const std::string& server_version) noexcept {
    int major = 0, minor = 0, patch = 0;
    if (std::sscanf(server_version.c_str(), "%d.%d.%d", &major, &minor, &patch) != 3) return true;
    return major > 5 || (major == 5 && (minor > 6 || (minor == 6 && patch >= 1))) ||
           server_version.find("MariaDB") != std::string::npos;
}

}  // namespace

Result<FormatDescription> decode_format_description(const EventView& event) {
    FormatDescription format;
    ByteReader in(event.body);
    const std::uint16_t version = in.u16();
    const std::string_view server_version = in.text(version_bytes);
    format.server_version = server_version.substr(0, server_version.find('\0'));
    format.created = in.u32();
    in.skip(1);  // header length
    const ByteView lengths_and_algorithm = in.rest();
    if (!in.ok() || lengths_and_algorithm.empty()) {
        return Error{ErrorCode::truncated, "FORMAT_DESCRIPTION is too short"};
    }
    if (!knows_checksums(format.server_version)) {
        format.checksum = ChecksumAlgorithm::none;
    } else {
        TRY(verify_checksum(event));
        const std::uint8_t algorithm = lengths_and_algorithm.back();
        if (algorithm > static_cast<std::uint8_t>(ChecksumAlgorithm::crc32)) {
            return Error{ErrorCode::unsupported, "checksum algorithm " + std::to_string(algorithm) +
                                                     ", known are 0 (none) and 1 (CRC32)"};
        }
        format.checksum = static_cast<ChecksumAlgorithm>(algorithm);
    }
    if (version != format_version) {
        return Error{ErrorCode::unsupported,
                     "binary log format version " + std::to_string(version) + ", expected 4"};
    }
    return format;
}

void encode_format_description(const EventHeader& header, const FormatDescription& format,
                               Bytes& out) {
    UNDERSTUDY_CHECK(format.server_version.size() <= version_bytes);
    const std::size_t start = out.size();
    ByteWriter writer(out);
    encode_event_header(header, writer);
    writer.u16(format_version);
    writer.text(format.server_version);
    writer.zeros(version_bytes - format.server_version.size());
    writer.u32(format.created);
    writer.u8(event_header_bytes);
    writer.bytes(post_header_bytes);
    writer.u8(static_cast<std::uint8_t>(format.checksum));
    finish_event(out, start, ChecksumAlgorithm::crc32);
}

}  // namespace understudy::binlog
