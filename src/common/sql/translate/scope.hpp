#pragma once

#include "common/base/result.hpp"
#include "common/sql/schema_lookup.hpp"
#include "common/sql/translate/operand.hpp"

#include <string>
#include <vector>

namespace understudy::sql {

/// A column of a derived table, as its query gives it.
struct OutputColumn {
    std::string name;
    Operand operand;  ///< type, scale and column; its text is not used
};

/// A table of a FROM clause: a base table, or a derived one with what is known of its columns.
struct Source {
    std::string name;  ///< the alias, or the table's own name
    TableName table;   ///< of a base table
    TableSchemaPtr schema;
    std::uint32_t id = 0;
    std::vector<OutputColumn> columns;  ///< of a derived table
    bool open = false;                  ///< its columns are not known: any name may be one
};

/// The names that are visible at one place of a statement. Scopes nest with subqueries; the inner
/// one is asked first.
class Scope {
  public:
    explicit Scope(const Scope* outer) noexcept : outer_(outer) {}

    void add(Source source) { sources_.push_back(std::move(source)); }
    /// SELECT labels, for ORDER BY, GROUP BY and HAVING.
    void add_label(OutputColumn column) { labels_.push_back(std::move(column)); }
    /// JOIN ... USING or NATURAL: one name may stand for several columns.
    void allow_ambiguity() noexcept { ambiguity_allowed_ = true; }

    const Scope* outer() const noexcept { return outer_; }
    const std::vector<Source>& sources() const noexcept { return sources_; }
    const std::vector<OutputColumn>& labels() const noexcept { return labels_; }
    const OutputColumn* find_label(std::string_view name) const noexcept;
    const Source* find_source(std::string_view name) const noexcept;

    /// The column `name` of table `table` (empty: of any) of database `database` (empty: any).
    /// Errors: 1054 and 1052 with `clause` in the message.
    Result<Operand> resolve(std::string_view database, std::string_view table,
                            std::string_view name, std::string_view clause) const;

  private:
    std::optional<Operand> find_in(const Source& source, std::string_view name) const;

    const Scope* outer_;
    std::vector<Source> sources_;
    std::vector<OutputColumn> labels_;
    bool ambiguity_allowed_ = false;
};

/// "name" with quotes doubled.
std::string quoted(std::string_view name);
/// 'text' with quotes doubled; NUL bytes make it a blob literal cast to text.
std::string quoted_text(std::string_view text);

}  // namespace understudy::sql
