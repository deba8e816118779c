#include "common/sql/translate/assignment.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

/// An INSERT under way: the table, and which of its columns the client gives, in the client's
/// order. The engine's INSERT always names every column that is not generated, in table order.
struct Insertion {
    const Source& table;
    std::vector<std::size_t> targets;

    const std::vector<Column>& columns() const noexcept { return table.schema->columns; }
};

std::string column_names(const Insertion& insertion) {
    std::string names;
    for (const Column& column : insertion.columns()) {
        if (!column.generated.empty()) continue;
        names += (names.empty() ? "" : ",") + quoted(column.name);
    }
    return names;
}

/// "(a, b)" behind the table's name; all visible columns without it.
Result<void> translate_targets(Context& context, Insertion& insertion) {
    TokenReader& in = context.in;
    const bool query_follows =
        in.is_any_word_ahead(1, {"SELECT", "WITH", "VALUES", "TABLE"}) || in.is_op("(", 1);
    if (!in.is_op("(") || query_follows) {
        for (std::size_t i = 0; i < insertion.columns().size(); ++i) {
            if (!insertion.columns()[i].invisible) insertion.targets.push_back(i);
        }
        return {};
    }
    in.skip();
    if (in.accept_op(")")) return {};
    do {
        TRY_ASSIGN(std::string name, in.expect_name());
        while (in.accept_op(".")) {
            TRY_ASSIGN(name, in.expect_name());
        }
        TRY_ASSIGN(const std::size_t position, find_target(insertion.table, name));
        if (std::find(insertion.targets.begin(), insertion.targets.end(), position) !=
            insertion.targets.end()) {
            return sql_error(1110, "Column '" + name + "' specified twice");
        }
        insertion.targets.push_back(position);
    } while (in.accept_op(","));
    return in.expect_op(")");
}

/// One value for every column that is not generated: those given, and defaults. `given` is what
/// the client wrote for each target; empty where it wrote DEFAULT.
Result<std::string> complete_row(Context& context, const Insertion& insertion,
                                 const std::vector<std::string>& given) {
    std::string row;
    for (std::size_t i = 0; i < insertion.columns().size(); ++i) {
        if (!insertion.columns()[i].generated.empty()) continue;
        row += row.empty() ? "" : ",";
        const auto target = std::find(insertion.targets.begin(), insertion.targets.end(), i);
        const auto index = static_cast<std::size_t>(target - insertion.targets.begin());
        if (target != insertion.targets.end() && !given[index].empty()) {
            row += inserted(insertion.table, i, given[index]);
        } else {
            TRY_ASSIGN(const std::string value, default_of(context, insertion.table, i));
            row += value;
        }
    }
    return row;
}

/// A value of VALUES or SET; empty for DEFAULT.
Result<std::string> translate_given(Context& context, const Insertion& insertion,
                                    std::size_t position) {
    if (context.in.is_word("DEFAULT") && !context.in.is_op("(", 1)) {
        context.in.skip();
        return std::string();
    }
    return translate_value(context, insertion.table, position);
}

/// An item of a row of known shape; NULL, TRUE and FALSE are literals like others there.
std::string translate_simple_item(Context& context) {
    TokenReader& in = context.in;
    if (in.accept_word("DEFAULT")) return {};
    if (in.is_op("-") || in.is_op("+")) in.skip();
    const Lexeme& token = in.peek();
    in.skip();
    if (token.kind == Lexeme::Kind::parameter) return context.out.client_parameter(token.ordinal);
    return context.out.literal({token.ordinal, false, true});
}

Error count_mismatch(std::size_t row) {
    return sql_error(1136, "Column count doesn't match value count at row " + std::to_string(row));
}

Result<std::string> translate_row(Context& context, const Insertion& insertion, std::size_t row,
                                  bool simple) {
    TokenReader& in = context.in;
    TRY(in.expect_op("("));
    std::vector<std::string> given;
    while (!in.is_op(")")) {
        if (given.size() >= insertion.targets.size()) return count_mismatch(row);
        if (simple) {
            given.push_back(translate_simple_item(context));
        } else {
            TRY_ASSIGN(std::string value,
                       translate_given(context, insertion, insertion.targets[given.size()]));
            given.push_back(std::move(value));
        }
        if (!in.accept_op(",")) break;
    }
    TRY(in.expect_op(")"));
    Insertion shape = insertion;
    if (given.empty()) shape.targets.clear();
    if (given.size() != shape.targets.size()) return count_mismatch(row);
    for (std::size_t i = 0; i < given.size(); ++i) {
        const Column& column = insertion.columns()[shape.targets[i]];
        if (!column.generated.empty() && !given[i].empty()) {
            return sql_error(3105, "The value specified for generated column '" + column.name +
                                       "' in table '" + insertion.table.table.table +
                                       "' is not allowed.");
        }
    }
    TRY_ASSIGN(const std::string values, complete_row(context, shape, given));
    return "(" + values + ")";
}

/// Behind VALUES.
Result<std::string> translate_value_rows(Context& context, const Insertion& insertion) {
    TokenReader& in = context.in;
    const Fingerprint& form = in.form();
    if (form.rows_end != 0 && in.position() == form.first_row) {
        context.out.begin_row();
        TRY_ASSIGN(const std::string row, translate_row(context, insertion, 1, true));
        context.out.end_row();
        in.seek(form.rows_end);
        return "VALUES " + row;
    }
    std::string sql = "VALUES ";
    std::size_t rows = 0;
    do {
        in.accept_word("ROW");
        TRY_ASSIGN(const std::string row, translate_row(context, insertion, ++rows, false));
        sql += (rows == 1 ? "" : ",") + row;
    } while (in.accept_op(","));
    return sql;
}

/// Behind SET.
Result<std::string> translate_set(Context& context, Insertion& insertion) {
    TokenReader& in = context.in;
    std::vector<std::string> given;
    insertion.targets.clear();
    do {
        TRY_ASSIGN(const std::string name, in.expect_name());
        TRY_ASSIGN(const std::size_t position, find_target(insertion.table, name));
        TRY(in.expect_op("="));
        insertion.targets.push_back(position);
        TRY_ASSIGN(std::string value, translate_given(context, insertion, position));
        given.push_back(std::move(value));
    } while (in.accept_op(","));
    TRY_ASSIGN(const std::string row, complete_row(context, insertion, given));
    return "VALUES (" + row + ")";
}

/// INSERT ... SELECT: the query's columns get names, so that each can be converted.
Result<std::string> translate_source_query(Context& context, const Insertion& insertion) {
    context.local_outputs = true;
    TRY_ASSIGN(const Query query, translate_query(context));
    if (!query.open && query.columns.size() != insertion.targets.size()) return count_mismatch(1);
    std::string names;
    std::vector<std::string> given;
    for (std::size_t i = 0; i < insertion.targets.size(); ++i) {
        given.push_back("\"c" + std::to_string(i) + "\"");
        names += (i == 0 ? "" : ",") + given.back();
    }
    TRY_ASSIGN(const std::string row, complete_row(context, insertion, given));
    // WHERE: without it the engine takes ON CONFLICT for a join.
    return "WITH \"us_rows\"(" + names + ") AS (" + query.sql + ") SELECT " + row +
           " FROM \"us_rows\" WHERE true";
}

Result<std::string> translate_rows(Context& context, Insertion& insertion) {
    TokenReader& in = context.in;
    if (in.is_any_word({"VALUES", "VALUE"}) && (in.is_op("(", 1) || in.is_word("ROW", 1))) {
        in.skip();
        return translate_value_rows(context, insertion);
    }
    if (in.accept_word("SET")) return translate_set(context, insertion);
    return translate_source_query(context, insertion);
}

/// ON DUPLICATE KEY UPDATE, if it comes next.
Result<std::string> translate_on_duplicate(Context& context, const Insertion& insertion) {
    TokenReader& in = context.in;
    if (in.accept_word("AS")) {
        TRY_ASSIGN(context.new_row_alias, in.expect_name());
        if (in.is_op("(")) return not_supported("column aliases of the new row");
    }
    if (!in.accept_word("ON")) return std::string();
    TRY(in.expect_word("DUPLICATE"));
    TRY(in.expect_word("KEY"));
    TRY(in.expect_word("UPDATE"));
    Scope scope(nullptr);
    scope.allow_ambiguity();  // a bare name is the existing row's
    scope.add(insertion.table);
    Source excluded = insertion.table;
    excluded.name = "excluded";
    scope.add(excluded);
    const Restore inner(context.scope, &scope);
    context.out.statement.on_duplicate_update = true;
    TRY_ASSIGN(const std::string assignments, translate_assignments(context, insertion.table));
    return " ON CONFLICT DO UPDATE SET " + assignments;
}

}  // namespace

Result<void> translate_insert(Context& context) {
    TokenReader& in = context.in;
    EngineStatement& statement = context.out.statement;
    const bool replace = in.is_word("REPLACE");
    in.skip();
    while (in.is_any_word({"LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY"})) in.skip();
    statement.ignore = in.accept_word("IGNORE");
    in.accept_word("INTO");
    TRY_ASSIGN(const Source table, translate_table_name(context));
    if (!table.schema) return not_supported("INSERT into a view");
    if (in.is_word("PARTITION")) return not_supported("PARTITION (...)");
    statement.kind = replace ? EngineStatement::Kind::replace : EngineStatement::Kind::insert;
    statement.reads.clear();
    statement.writes = table.table;
    Scope scope(nullptr);
    context.scope = &scope;
    Insertion insertion{table, {}};
    TRY(translate_targets(context, insertion));
    TRY_ASSIGN(const std::string rows, translate_rows(context, insertion));
    TRY_ASSIGN(const std::string on_duplicate, translate_on_duplicate(context, insertion));
    if (in.is_word("RETURNING")) return not_supported("RETURNING");
    const std::string_view verb = replace            ? "REPLACE INTO "
                                  : statement.ignore ? "INSERT OR IGNORE INTO "
                                                     : "INSERT INTO ";
    statement.sql.append(verb)
        .append(quoted(table.table.database))
        .append(".")
        .append(quoted(table.table.table));
    if (!on_duplicate.empty()) statement.sql += " AS " + quoted(table.name);
    statement.sql += " (" + column_names(insertion) + ") " + rows + on_duplicate;
    return {};
}

}  // namespace understudy::sql
