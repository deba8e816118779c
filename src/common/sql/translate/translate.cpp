#include "common/sql/statement.hpp"
#include "common/sql/translate/context.hpp"
#include "common/sql/translate/fingerprint.hpp"
#include "common/sql/translate/literal.hpp"
#include "common/sql/translate/statement_cache.hpp"

namespace understudy::sql {
namespace {

using Kind = EngineStatement::Kind;

Result<void> translate_rows(Context& context) {
    Scope scope(nullptr);
    const Restore inner(context.scope, &scope);
    TRY_ASSIGN(const Query query, translate_query(context));
    context.out.statement.sql = query.sql;
    return {};
}

/// DO e, e: computes and forgets.
Result<void> translate_do(Context& context) {
    Scope scope(nullptr);
    const Restore inner(context.scope, &scope);
    std::string list;
    do {
        TRY_ASSIGN(const Operand value, translate_expression(context));
        list += (list.empty() ? "" : ",") + value.sql;
    } while (context.in.accept_op(","));
    context.out.statement.sql = "SELECT " + list + " LIMIT 0";
    return {};
}

Result<void> translate_any(Context& context) {
    TokenReader& in = context.in;
    if (in.at_end()) return sql_error(1065, "Query was empty");
    if (in.is_word("INSERT") || in.is_word("REPLACE")) return translate_insert(context);
    if (in.is_word("UPDATE")) return translate_update(context);
    if (in.is_word("DELETE")) return translate_delete(context);
    if (in.accept_word("DO")) return translate_do(context);
    return translate_rows(context);
}

Result<StatementCache::EntryPtr> translate_form(std::string_view text, const Fingerprint& form,
                                                const SessionContext& session,
                                                const SchemaLookup& schemas) {
    Context context{TokenReader(text, form), StatementBuilder{}, session, schemas};
    TRY(translate_any(context));
    context.in.accept_op(";");
    if (!context.in.at_end()) return context.in.syntax_error();
    context.out.finish();
    auto entry = std::make_shared<StatementCache::Entry>();
    EngineStatement& statement = context.out.statement;
    statement.schema_version = schemas.version();
    statement.client_parameters = static_cast<std::uint16_t>(form.parameters);
    entry->statement = std::make_shared<EngineStatement>(std::move(statement));
    entry->uses = std::move(context.out.uses);
    for (const std::uint32_t ordinal : context.out.fixed) {
        entry->fixed.emplace_back(ordinal, form.literals[ordinal].lexeme->text);
    }
    return StatementCache::EntryPtr(std::move(entry));
}

std::vector<OwnedValue> take_literals(const Fingerprint& form, const StatementCache::Entry& entry) {
    std::vector<OwnedValue> result;
    result.reserve(entry.uses.size() + form.row_literals.size());
    for (const LiteralUse& use : entry.uses) {
        const Fingerprint::Literal& literal = form.literals[use.ordinal];
        result.push_back(literal_value(*literal.lexeme, use.negated || literal.negated, use.exact));
    }
    for (const Fingerprint::Literal& literal : form.row_literals) {
        result.push_back(literal_value(*literal.lexeme, literal.negated, true));
    }
    return result;
}

}  // namespace

Error not_supported(std::string_view what) {
    return sql_error(1235,
                     "This version of Understudy doesn't yet support '" + std::string(what) + "'");
}

Result<Translation> translate(std::string_view text, const SessionContext& session,
                              const SchemaLookup& schemas) {
    thread_local Fingerprint form;
    TRY(take_fingerprint(text, session, schemas.version(), form));
    if (form.parameters > UINT16_MAX - 1) {
        return sql_error(1390, "Prepared statement contains too many placeholders");
    }
    StatementCache::EntryPtr entry = statement_cache().find(form);
    if (entry == nullptr) {
        TRY_ASSIGN(entry, translate_form(text, form, session, schemas));
        statement_cache().insert(form, entry);
    }
    Translation result;
    result.statement = entry->statement;
    result.literals = take_literals(form, *entry);
    result.rows = form.rows;
    return result;
}

}  // namespace understudy::sql
