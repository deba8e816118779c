// UPDATE and DELETE, of one table or of the first of several.

#include "common/sql/translate/assignment.hpp"

namespace understudy::sql {
namespace {

std::string named_table(const Source& table) {
    return quoted(table.table.database) + "." + quoted(table.table.table) + " AS " +
           quoted(table.name);
}

/// "(a,b)" of the columns that find a row again: the primary key, else the row's number.
std::string row_identity(const Source& table) {
    const TableSchema& schema = *table.schema;
    if (schema.primary_key.empty()) return quoted(table.name) + ".rowid";
    std::string names;
    for (const IndexPart& part : schema.primary_key) {
        names += (names.empty() ? "" : ",") + quoted(table.name) + "." +
                 quoted(schema.columns[part.column].name);
    }
    return names;
}

std::string in_parentheses(const std::string& names) {
    return names.find(',') == std::string::npos ? names : "(" + names + ")";
}

void skip_modifiers(TokenReader& in) {
    while (in.is_any_word({"LOW_PRIORITY", "QUICK"})) in.skip();
}

/// UPDATE a JOIN b ON ... SET ...: the rows are found by a query first.
Result<void> finish_joined_update(Context& context, const std::string& tables,
                                  const std::string& assignments, const std::string& where) {
    const Source& target = context.scope->sources().front();
    EngineStatement& statement = context.out.statement;
    // Which of several partners gives the values is as open as in MySQL; the engine takes one.
    if (tables.find(" LEFT JOIN ") != std::string::npos ||
        tables.find(" RIGHT JOIN ") != std::string::npos ||
        tables.find("NATURAL") != std::string::npos || tables.find("USING") != std::string::npos) {
        return not_supported("UPDATE of an outer join");
    }
    const std::string head = named_table(target);
    if (!tables.starts_with(head + " JOIN ")) return not_supported("UPDATE of nested joins");
    std::string rest = tables.substr(head.size() + 6);
    std::string condition;
    if (const std::size_t on = rest.find(" ON "); on != std::string::npos) {
        if (rest.find(" JOIN ") != std::string::npos) {
            return not_supported("UPDATE of more than two joined tables");
        }
        condition = rest.substr(on + 4);
        rest.resize(on);
    }
    if (!where.empty()) {
        const std::string own = where.substr(7);
        condition = condition.empty() ? own : "(" + condition + ") AND (" + own + ")";
    }
    statement.sql += head + " SET " + assignments + " FROM " + rest;
    if (!condition.empty()) statement.sql += " WHERE " + condition;
    return {};
}

/// DELETE of one table's rows, as the joined tables select them.
Result<void> translate_joined_delete(Context& context, const std::string& target,
                                     const std::string& tables) {
    const Source* table = context.scope->find_source(target);
    if (table == nullptr || !table->schema) {
        return sql_error(1109, "Unknown table '" + target + "' in MULTI DELETE");
    }
    TRY_ASSIGN(const std::string where, translate_where(context));
    EngineStatement& statement = context.out.statement;
    statement.writes = table->table;
    const std::string names = row_identity(*table);
    statement.sql = "DELETE FROM " + named_table(*table) + " WHERE " + in_parentheses(names) +
                    " IN (SELECT " + names + " FROM " + tables + where + ")";
    return {};
}

}  // namespace

Result<void> translate_update(Context& context) {
    TokenReader& in = context.in;
    EngineStatement& statement = context.out.statement;
    Scope scope(nullptr);
    context.scope = &scope;
    in.skip();
    skip_modifiers(in);
    statement.kind = EngineStatement::Kind::update;
    statement.ignore = in.accept_word("IGNORE");
    TRY_ASSIGN(const std::string tables, translate_tables(context));
    const Source target = scope.sources().front();
    if (!target.schema) return not_supported("UPDATE of a view or a derived table");
    statement.writes = target.table;
    TRY(in.expect_word("SET"));
    TRY_ASSIGN(const std::string assignments, translate_assignments(context, target));
    TRY_ASSIGN(const std::string where, translate_where(context));
    statement.sql = statement.ignore ? "UPDATE OR IGNORE " : "UPDATE ";
    if (scope.sources().size() > 1) {
        return finish_joined_update(context, tables, assignments, where);
    }
    statement.reads.clear();
    TRY_ASSIGN(const std::string order, translate_order_by(context));
    TRY_ASSIGN(const std::string limit, translate_limit(context));
    statement.sql += named_table(target) + " SET " + assignments + where + order + limit;
    return {};
}

Result<void> translate_delete(Context& context) {
    TokenReader& in = context.in;
    EngineStatement& statement = context.out.statement;
    Scope scope(nullptr);
    context.scope = &scope;
    in.skip();
    skip_modifiers(in);
    statement.kind = EngineStatement::Kind::remove;
    statement.ignore = in.accept_word("IGNORE");
    std::string named;
    if (!in.is_word("FROM")) {  // DELETE t FROM ...
        TRY_ASSIGN(named, in.expect_name());
        if (in.accept_op(".") && !in.accept_op("*")) {
            TRY_ASSIGN(named, in.expect_name());
            if (in.accept_op(".")) TRY(in.expect_op("*"));
        }
        if (in.is_op(",")) return not_supported("DELETE of several tables");
    }
    TRY(in.expect_word("FROM"));
    TRY_ASSIGN(std::string tables, translate_tables(context));
    if (in.accept_word("USING")) {  // DELETE FROM t USING ...
        named = scope.sources().front().name;
        Scope joined(nullptr);
        const Restore inner(context.scope, &joined);
        TRY_ASSIGN(tables, translate_tables(context));
        return translate_joined_delete(context, named, tables);
    }
    if (!named.empty()) return translate_joined_delete(context, named, tables);
    const Source& target = scope.sources().front();
    if (scope.sources().size() != 1 || !target.schema) return in.syntax_error();
    statement.reads.clear();
    statement.writes = target.table;
    TRY_ASSIGN(const std::string where, translate_where(context));
    TRY_ASSIGN(const std::string order, translate_order_by(context));
    TRY_ASSIGN(const std::string limit, translate_limit(context));
    statement.sql = "DELETE FROM " + named_table(target) + where + order + limit;
    return {};
}

}  // namespace understudy::sql
