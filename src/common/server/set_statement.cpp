#include "common/server/set_statement.hpp"

#include "common/model/table_schema.hpp"
#include "common/server/access.hpp"
#include "common/server/co_try.hpp"

#include <utility>

namespace understudy::server {
namespace {

using Assignment = sql::Set::Assignment;

std::string unquoted(std::string_view text) {
    if (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') &&
        text.back() == text.front()) {
        text = text.substr(1, text.size() - 2);
    }
    return std::string(text);
}

/// "utf8mb4", "'utf8mb4' COLLATE 'utf8mb4_bin'", DEFAULT
Result<void> set_names(std::string_view text, SessionState& state) {
    const std::size_t blank = text.find(' ');
    std::string charset = unquoted(text.substr(0, blank));
    std::string collation;
    if (blank != std::string_view::npos) {
        const std::size_t last = text.find_last_of(' ');
        collation = unquoted(text.substr(last + 1));
    }
    if (same_name(charset, "DEFAULT")) charset = "utf8mb4";
    return state.set_names(charset, collation);
}

/// What is said in words instead of a value: SET NAMES, SET TRANSACTION. Nothing: it is not that.
std::optional<Result<void>> set_in_words(const Assignment& assignment, SessionState& state) {
    const std::string& name = assignment.name;
    const std::string& text = assignment.expression;
    if (name == "names" || name == "character set" || name == "charset") {
        return set_names(text, state);
    }
    if (name == "transaction isolation level") {
        std::string level = text;
        for (char& c : level) c = c == ' ' ? '-' : c;
        return state.set("transaction_isolation", Value::text(level));
    }
    if (name == "transaction read only" || name == "transaction read write") {
        const bool read_only = name == "transaction read only";
        return state.set("transaction_read_only", Value::integer(read_only ? 1 : 0));
    }
    return std::nullopt;
}

Result<void> check_scope(const Assignment& assignment, const SessionState& state) {
    if (assignment.scope == Assignment::Scope::global) {
        return check_role(Role::admin, "SUPER or SYSTEM_VARIABLES_ADMIN", state);
    }
    if (assignment.scope == Assignment::Scope::persist) {
        return sql_error(1235, "This version of MySQL doesn't yet support 'SET PERSIST'");
    }
    return {};
}

Executor::Awaitable assign(const Assignment& assignment, const Value& value,
                           Conversation& conversation, Executor& executor) {
    SessionState& state = conversation.state;
    if (assignment.scope == Assignment::Scope::user) {
        state.context.user_variables.insert_or_assign(assignment.name,
                                                      sql::OwnedValue::from(value));
        co_return Result<void>();
    }
    if (assignment.scope == Assignment::Scope::global) {
        Result<void> done =
            conversation.services.backend.variables().set_global(assignment.name, value);
        co_return done;
    }
    const bool was_autocommit = state.autocommit;
    CO_TRY(state.set(assignment.name, value));
    if (!was_autocommit && state.autocommit) {
        Result<void> ended = co_await executor.commit_silently();
        co_return ended;
    }
    co_return Result<void>();
}

Executor::Awaitable run_assignment(const Assignment& assignment, Conversation& conversation,
                                   Executor& executor) {
    SessionState& state = conversation.state;
    CO_TRY(check_scope(assignment, state));
    if (std::optional<Result<void>> done = set_in_words(assignment, state)) co_return *done;
    const bool user = assignment.scope == Assignment::Scope::user;
    if (!user && same_name(assignment.expression, "DEFAULT")) {
        Result<void> done = state.set_default(assignment.name);
        co_return done;
    }
    CO_TRY_ASSIGN(std::optional<sql::OwnedValue> value,
                  simple_value(assignment.expression,
                               user ? BareWords::are_columns : BareWords::are_values, state));
    if (!value) {
        Result<sql::OwnedValue> evaluated = co_await executor.evaluate(assignment.expression);
        CO_TRY_ASSIGN(value, std::move(evaluated));
    }
    Result<void> done = co_await assign(assignment, value->view(), conversation, executor);
    co_return done;
}

}  // namespace

Executor::Awaitable run_set(const sql::Set& statement, Conversation& conversation,
                            Executor& executor) {
    for (const Assignment& assignment : statement.assignments) {
        Result<void> done = co_await run_assignment(assignment, conversation, executor);
        CO_TRY(std::move(done));
    }
    conversation.replies.ok({});
    co_return Result<void>();
}

}  // namespace understudy::server
