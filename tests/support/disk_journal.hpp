#pragma once

#include "common/base/bytes.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace understudy::test {

/// One thing that a program did to a disk. Files are known by number, as a name may move.
struct DiskOperation {
    enum class Kind : std::uint8_t {
        create,          ///< `path` is a new, empty file
        write,           ///< `bytes` at `offset` of the file
        truncate,        ///< the file has `offset` bytes
        sync,            ///< all of the file's writes and truncations so far are durable
        failed_sync,     ///< those since the last sync may be lost, whatever is synced later
        rename,          ///< `path` becomes `other`
        remove,          ///< `path` is gone
        sync_directory,  ///< all creations, renames and removals in folder `path` are durable
    };
    Kind kind = Kind::create;
    std::size_t file = 0;
    std::string path = {};
    std::string other = {};
    std::uint64_t offset = 0;
    Bytes bytes = {};
};

/// What stands on a disk: names, and the content of each file.
struct DiskImage {
    std::map<std::string, std::size_t> names;
    std::map<std::size_t, Bytes> files;
};

/// What a power loss may leave of the first `count` operations. Durable is what was synced: of a
/// file's content by sync, of names by sync_directory. Of the rest chance (`seed`) keeps, file by
/// file: nothing, everything, the oldest part, any subset, or any subset of 512-byte sectors of any
/// subset (a sector that was not kept reads as what was there before, or zeros). Of a folder's
/// changes it keeps any subset. A rename is there or not. Operations after `count` never happened.
///
/// Folders themselves are durable at once.
DiskImage after_power_loss(const std::vector<DiskOperation>& journal, std::size_t count,
                           std::uint64_t seed);

}  // namespace understudy::test
