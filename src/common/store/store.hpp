#pragma once

#include "common/base/file.hpp"
#include "common/base/limits.hpp"
#include "common/model/position.hpp"
#include "common/sql/schema_lookup.hpp"
#include "common/store/reader.hpp"
#include "common/store/writer.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace understudy::store {

/// Who owns a data directory and what it follows; `understudy.json` in it.
struct Identity {
    std::uint32_t format_version = 1;
    Uuid server_uuid;
    std::string role;  ///< "primary", "replica"
    std::string application = "understudy";
    friend bool operator==(const Identity&, const Identity&) = default;
};

struct StoreOptions {
    std::string data_directory;
    std::string role;    ///< must fit the directory's, or makes it
    bool create = true;  ///< make an empty directory's identity; else `refused`
    std::uint64_t cache_bytes = 64 * limits::mebibyte;      ///< of the writer's page cache
    std::uint64_t wal_limit_bytes = 64 * limits::mebibyte;  ///< checkpoint when the WAL is longer
};

/// A data directory: one SQLite file per MySQL database (`shop.db`), their tables' MySQL schemas,
/// and the coordinates each file has applied. The directory is locked: one process at a time.
///
/// Threads: writer() belongs to one thread; open_reader() and catalog() are safe anywhere; a Reader
/// is used by one thread at a time.
class Store {
  public:
    /// Errors: `refused` for a locked directory, another role, a foreign file (application_id);
    /// `unsupported` for a newer format; `corrupt`, `io`.
    static Result<std::unique_ptr<Store>> open(FileSystem& fs, const StoreOptions& options);
    virtual ~Store() = default;

    virtual const Identity& identity() const = 0;
    virtual std::string data_directory() const = 0;
    /// The published catalog: what readers see. Immutable; replaced by the commit of a DDL.
    virtual std::shared_ptr<const sql::SchemaLookup> catalog() const = 0;
    virtual Writer& writer() = 0;
    virtual Result<std::unique_ptr<Reader>> open_reader() = 0;

    /// Coordinates that every file has reached: where recovery must begin. Empty: nothing applied.
    virtual Applied oldest_applied() const = 0;
    /// The newest coordinates of any file: what the store contains, once recovery is through.
    virtual Applied newest_applied() const = 0;
    /// Coordinates of one database's file; changes at or before them are in it.
    virtual Applied applied_of(const std::string& database) const = 0;
};

/// The names of the databases in a data directory that nobody has open, without locking it.
Result<std::vector<std::string>> list_database_files(FileSystem& fs,
                                                     const std::string& data_directory);
/// "shop.db" for "shop"; bytes outside [A-Za-z0-9_$-] as @ and 4 hexadecimal digits, as MySQL does.
std::string database_file_name(const std::string& database);

}  // namespace understudy::store
