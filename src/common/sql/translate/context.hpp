#pragma once

#include "common/base/result.hpp"
#include "common/sql/schema_lookup.hpp"
#include "common/sql/session_context.hpp"
#include "common/sql/translate/scope.hpp"
#include "common/sql/translate/statement_builder.hpp"
#include "common/sql/translate/token_reader.hpp"

#include <string>
#include <vector>

namespace understudy::sql {

/// Whether a literal becomes a parameter, or stays in the text (where the engine must see it, or
/// where it makes the label).
enum class LiteralMode : std::uint8_t { parameter, text };

/// Everything the parts of one translation share. Lives for one translate() call.
struct Context {
    TokenReader in;
    StatementBuilder out;
    const SessionContext& session;
    const SchemaLookup& schemas;
    Scope* scope = nullptr;
    LiteralMode literals = LiteralMode::text;
    std::string_view clause = "field list";  ///< for messages
    int depth = 0;                           ///< nesting, bounded against endless recursion
    std::vector<std::vector<Source>> common_tables = {};  ///< WITH, innermost last
    /// INSERT ... AS new ON DUPLICATE KEY UPDATE: the alias of the new row.
    std::string new_row_alias = {};
    /// The next query's own TIMESTAMP columns are wanted in the session's zone: they are stored.
    bool local_outputs = false;
    /// The next SELECT is a later part of a compound query: ORDER BY behind it is not its own.
    bool in_compound = false;
};

/// Sets a member for as long as it lives.
template <class T>
class Restore {
  public:
    Restore(T& target, T value) : target_(target), saved_(std::move(target)) {
        target_ = std::move(value);
    }
    ~Restore() { target_ = std::move(saved_); }
    Restore(const Restore&) = delete;
    Restore& operator=(const Restore&) = delete;

  private:
    T& target_;
    T saved_;
};

/// 1235 "This version of Understudy doesn't yet support '...'"
Error not_supported(std::string_view what);

/// An expression, up to the first token that cannot continue it.
Result<Operand> translate_expression(Context& context);
/// The parts of an expression that begin with a name and `(`.
Result<Operand> translate_call(Context& context, std::string name);
/// "(e, e, ...)" or a subquery in parentheses.
Result<std::string> translate_expressions(Context& context);
/// `expression ASC|DESC, ...`
Result<std::string> translate_order(Context& context);

/// A query: WITH, SELECT, VALUES, TABLE, parentheses and UNION.
struct Query {
    std::string sql;
    std::vector<OutputColumn> columns;
    bool open = false;   ///< has columns that are not known here
    bool local = false;  ///< see Context::local_outputs
};
Result<Query> translate_query(Context& context);

/// The tables of a FROM clause (behind the word), added to the scope.
Result<std::string> translate_tables(Context& context);
/// db.table, completed and looked up. Errors: 1046, 1049, 1146.
Result<Source> translate_table_name(Context& context);
/// WITH clause; "" if there is none.
Result<std::string> translate_with(Context& context);
/// WHERE, or "".
Result<std::string> translate_where(Context& context);
Result<std::string> translate_order_by(Context& context);
/// LIMIT a, b, or "".
Result<std::string> translate_limit(Context& context);

Result<void> translate_insert(Context& context);
Result<void> translate_update(Context& context);
Result<void> translate_delete(Context& context);

}  // namespace understudy::sql
