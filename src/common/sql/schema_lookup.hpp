#pragma once

#include "common/model/table_schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::sql {

struct TableName {
    std::string database;
    std::string table;
    friend auto operator<=>(const TableName&, const TableName&) = default;
};

/// A table as the translator sees it. `id` names this very version of the schema within the
/// process: translated SQL mentions it, and a changed table has another id.
struct KnownTable {
    TableSchemaPtr schema;
    std::uint32_t id = 0;
};

/// The catalog, as far as SQL translation needs it. One immutable moment of it; safe to share.
class SchemaLookup {
  public:
    virtual ~SchemaLookup() = default;
    /// Changes with every DDL; a translation is valid for the version it was made with.
    virtual std::uint64_t version() const noexcept = 0;
    virtual bool has_database(std::string_view database) const = 0;
    virtual std::optional<KnownTable> find_table(std::string_view database,
                                                 std::string_view table) const = 0;
    virtual std::vector<std::string> databases() const = 0;
    virtual std::vector<std::string> tables(std::string_view database) const = 0;
    virtual std::optional<std::string> find_view(std::string_view database,
                                                 std::string_view view) const = 0;
};

}  // namespace understudy::sql
