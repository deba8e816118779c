#pragma once

#include "common/sql/statement.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;

namespace understudy::sql {

/// A toy store in memory: SQLite with the engine's functions, and tables made from schemas. Runs
/// MySQL text through translate() and gives rows as the mysql client prints them.
class SqliteHarness final : public SchemaLookup {
  public:
    SqliteHarness();
    ~SqliteHarness() override;
    SqliteHarness(const SqliteHarness&) = delete;
    SqliteHarness& operator=(const SqliteHarness&) = delete;

    /// Adds a table of database `t`; `columns` is its SQLite column list.
    void add_table(TableSchema schema, const std::string& columns);
    /// Rows joined by '|' and newlines, or "ERROR number: message".
    std::string run(const std::string& mysql);
    std::string run(const std::string& mysql, std::vector<Value> parameters);

    std::uint64_t version() const noexcept override { return version_; }
    bool has_database(std::string_view database) const override { return database == "t"; }
    std::optional<KnownTable> find_table(std::string_view database,
                                         std::string_view table) const override;
    std::vector<std::string> databases() const override { return {"t"}; }
    std::vector<std::string> tables(std::string_view) const override { return {}; }
    std::optional<std::string> find_view(std::string_view, std::string_view) const override {
        return std::nullopt;
    }

    SessionContext session;
    sqlite3* handle() const noexcept { return db_; }
    const Column& column(std::uint64_t key) const;
    Error last_error;

  private:
    sqlite3* db_ = nullptr;
    std::uint64_t version_ = 1;
    std::map<std::uint32_t, TableSchemaPtr> tables_;
};

}  // namespace understudy::sql
