#include "common/sql/translate/context.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

bool ends_table(const TokenReader& in) {
    return in.is_any_word({"WHERE",     "GROUP",     "HAVING", "ORDER", "LIMIT",   "UNION",
                           "FOR",       "LOCK",      "SET",    "ON",    "USING",   "JOIN",
                           "INNER",     "LEFT",      "RIGHT",  "CROSS", "NATURAL", "STRAIGHT_JOIN",
                           "INTO",      "WINDOW",    "USE",    "FORCE", "IGNORE",  "PARTITION",
                           "EXCEPT",    "INTERSECT", "VALUES", "VALUE", "SELECT",  "OUTER",
                           "PROCEDURE", "FETCH",     "OFFSET", "WITH",  "AS"});
}

Result<std::string> translate_alias(TokenReader& in) {
    if (in.accept_word("AS")) return in.expect_name();
    if (in.is_name() && !ends_table(in)) return in.expect_name();
    return std::string();
}

/// USE INDEX (a, b), FORCE KEY FOR JOIN (c), ...
Result<void> skip_index_hints(TokenReader& in) {
    while (in.is_any_word({"USE", "FORCE", "IGNORE"}) &&
           (in.is_word("INDEX", 1) || in.is_word("KEY", 1))) {
        while (!in.is_op("(") && !in.at_end()) in.skip();
        TRY(in.skip_parentheses());
        in.accept_op(",");
    }
    return {};
}

std::string from_text(const Source& source) {
    std::string sql = source.table.database.empty()
                          ? quoted(source.table.table)
                          : quoted(source.table.database) + "." + quoted(source.table.table);
    return sql + " AS " + quoted(source.name);
}

Result<std::string> translate_derived(Context& context) {
    TRY_ASSIGN(Query query, translate_query(context));
    TRY(context.in.expect_op(")"));
    TRY_ASSIGN(const std::string alias, translate_alias(context.in));
    if (alias.empty()) {
        return sql_error(1248, "Every derived table must have its own alias");
    }
    if (context.in.is_op("(")) return not_supported("column lists of derived tables");
    Source source;
    source.name = alias;
    source.columns = std::move(query.columns);
    source.open = query.open;
    context.scope->add(std::move(source));
    return "(" + query.sql + ") AS " + quoted(alias);
}

Result<std::string> translate_table_factor(Context& context) {
    TokenReader& in = context.in;
    if (in.is_op("(")) {
        std::size_t ahead = 1;
        while (in.is_op("(", ahead)) ++ahead;
        in.skip();
        if (in.is_any_word_ahead(ahead - 1, {"SELECT", "WITH", "VALUES", "TABLE"})) {
            return translate_derived(context);
        }
        TRY_ASSIGN(const std::string inner, translate_tables(context));
        TRY(in.expect_op(")"));
        return "(" + inner + ")";
    }
    if (in.is_word("LATERAL") || (in.is_word("JSON_TABLE") && in.is_op("(", 1))) {
        return not_supported(in.is_word("LATERAL") ? "LATERAL" : "JSON_TABLE");
    }
    TRY_ASSIGN(Source source, translate_table_name(context));
    if (in.is_word("PARTITION") && in.is_op("(", 1)) return not_supported("PARTITION (...)");
    TRY_ASSIGN(std::string alias, translate_alias(in));
    if (!alias.empty()) source.name = std::move(alias);
    TRY(skip_index_hints(in));
    if (context.scope->find_source(source.name) != nullptr) {
        return sql_error(1066, "Not unique table/alias: '" + source.name + "'");
    }
    std::string sql = from_text(source);
    context.scope->add(std::move(source));
    return sql;
}

/// "JOIN" in the engine's words, if a join comes next.
std::string_view accept_join(TokenReader& in) {
    if (in.accept_op(",")) return " JOIN ";
    if (in.accept_word("JOIN") || in.accept_word("STRAIGHT_JOIN")) return " JOIN ";
    if (in.accept_words("INNER", "JOIN") || in.accept_words("CROSS", "JOIN")) return " JOIN ";
    const bool natural = in.is_word("NATURAL");
    const std::size_t at = natural ? 1 : 0;
    if (natural && in.is_word("JOIN", 1)) {
        in.skip(2);
        return " NATURAL JOIN ";
    }
    for (const bool left : {true, false}) {
        if (!in.is_word(left ? "LEFT" : "RIGHT", at)) continue;
        const std::size_t outer = in.is_word("OUTER", at + 1) ? 1 : 0;
        if (!in.is_word("JOIN", at + 1 + outer)) continue;
        in.skip(at + 2 + outer);
        if (natural) return left ? " NATURAL LEFT JOIN " : " NATURAL RIGHT JOIN ";
        return left ? " LEFT JOIN " : " RIGHT JOIN ";
    }
    return {};
}

Result<std::string> translate_using(TokenReader& in) {
    TRY(in.expect_op("("));
    std::string names;
    do {
        TRY_ASSIGN(const std::string name, in.expect_name());
        names += (names.empty() ? "" : ",") + quoted(name);
    } while (in.accept_op(","));
    TRY(in.expect_op(")"));
    return " USING (" + names + ")";
}

const Source* find_common_table(const Context& context, std::string_view name) {
    for (auto level = context.common_tables.rbegin(); level != context.common_tables.rend();
         ++level) {
        for (const Source& source : *level) {
            if (same_name(source.name, name)) return &source;
        }
    }
    return nullptr;
}

}  // namespace

Result<Source> translate_table_name(Context& context) {
    TokenReader& in = context.in;
    TRY_ASSIGN(std::string table, in.expect_name());
    std::string database;
    if (in.accept_op(".")) {
        database = std::move(table);
        TRY_ASSIGN(table, in.expect_name());
    }
    Source source;
    source.name = table;
    if (database.empty()) {
        if (const Source* common = find_common_table(context, table)) {
            source = *common;
            source.table.table = common->name;
            return source;
        }
        database = context.session.database;
        if (database.empty() && same_name(table, "dual")) return source;
        if (database.empty()) return sql_error(1046, "No database selected");
    }
    const auto known = context.schemas.find_table(database, table);
    if (known) {
        source.schema = known->schema;
        source.id = known->id;
        source.table = {known->schema->database, known->schema->name};
    } else if (context.schemas.find_view(database, table)) {
        source.table = {database, table};
        source.open = true;
    } else {
        if (!context.schemas.has_database(database)) {
            return sql_error(1049, "Unknown database '" + database + "'");
        }
        return sql_error(1146, "Table '" + database + "." + table + "' doesn't exist");
    }
    context.out.read(source.table);
    return source;
}

Result<std::string> translate_tables(Context& context) {
    TokenReader& in = context.in;
    TRY_ASSIGN(std::string sql, translate_table_factor(context));
    while (true) {
        const std::string_view join = accept_join(in);
        if (join.empty()) return sql;
        if (join.find("NATURAL") != std::string_view::npos) context.scope->allow_ambiguity();
        TRY_ASSIGN(const std::string right, translate_table_factor(context));
        sql.append(join).append(right);
        if (in.accept_word("ON")) {
            const Restore clause(context.clause, std::string_view("on clause"));
            const Restore mode(context.literals, LiteralMode::parameter);
            TRY_ASSIGN(const Operand condition, translate_expression(context));
            sql += " ON " + as_expression(condition);
        } else if (in.accept_word("USING")) {
            context.scope->allow_ambiguity();
            TRY_ASSIGN(const std::string columns, translate_using(in));
            sql += columns;
        }
    }
}

Result<std::string> translate_with(Context& context) {
    TokenReader& in = context.in;
    context.common_tables.emplace_back();
    if (!in.accept_word("WITH")) return std::string();
    const bool recursive = in.accept_word("RECURSIVE");
    std::string sql = recursive ? "WITH RECURSIVE " : "WITH ";
    bool first = true;
    do {
        TRY_ASSIGN(const std::string name, in.expect_name());
        Source source;
        source.name = name;
        sql += (first ? "" : ", ") + quoted(name);
        first = false;
        std::vector<std::string> names;
        if (in.accept_op("(")) {
            do {
                TRY_ASSIGN(std::string column, in.expect_name());
                names.push_back(std::move(column));
            } while (in.accept_op(","));
            TRY(in.expect_op(")"));
            for (std::size_t i = 0; i < names.size(); ++i) {
                sql += (i == 0 ? "(" : ",") + quoted(names[i]);
            }
            sql += ")";
        }
        TRY(in.expect_word("AS"));
        TRY(in.expect_op("("));
        if (recursive) {  // it may name itself, with columns not known yet
            source.open = true;
            context.common_tables.back().push_back(source);
        }
        const std::size_t level = context.common_tables.size();
        TRY_ASSIGN(Query query, translate_query(context));
        context.common_tables.resize(level);
        TRY(in.expect_op(")"));
        if (recursive) context.common_tables.back().pop_back();
        for (std::size_t i = 0; i < names.size() && i < query.columns.size(); ++i) {
            query.columns[i].name = names[i];
        }
        source.columns = std::move(query.columns);
        source.open = query.open;
        context.common_tables.back().push_back(std::move(source));
        sql += " AS (" + query.sql + ")";
    } while (in.accept_op(","));
    return sql + " ";
}

}  // namespace understudy::sql
