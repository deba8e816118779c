#include "common/sql/functions/library.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <thread>

namespace understudy::sql {
namespace {

Value owned_text(const std::string& text, Arena& arena) {
    return Value::text(arena.copy(text));
}

Result<Value> database(Arguments, SessionContext& session, Arena& arena) {
    return session.database.empty() ? Value::null() : owned_text(session.database, arena);
}
Result<Value> user(Arguments, SessionContext& session, Arena& arena) {
    return owned_text(session.user + "@" + session.host, arena);
}
Result<Value> version(Arguments, SessionContext& session, Arena& arena) {
    return owned_text(session.server_version, arena);
}
Result<Value> connection_id(Arguments, SessionContext& session, Arena&) {
    return Value::unsigned_integer(session.connection_id);
}
Result<Value> last_insert_id(Arguments a, SessionContext& session, Arena&) {
    if (a.empty()) return Value::unsigned_integer(session.last_insert_id);
    if (a[0].is_null()) return a[0];
    session.last_insert_id = to_number(a[0]).as_bits();
    return Value::unsigned_integer(session.last_insert_id);
}
Result<Value> row_count(Arguments, SessionContext& session, Arena&) {
    return Value::integer(session.row_count);
}
Result<Value> found_rows(Arguments, SessionContext& session, Arena&) {
    return Value::unsigned_integer(session.found_rows);
}

Result<Value> uuid(Arguments, SessionContext&, Arena& arena) {
    thread_local std::mt19937_64 generator{std::random_device{}()};
    const std::uint64_t high = (generator() & ~0xf000ULL) | 0x1000;
    const std::uint64_t low = (generator() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    char text[40];
    std::snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%012llx",
                  static_cast<unsigned>(high >> 32), static_cast<unsigned>(high >> 16 & 0xffff),
                  static_cast<unsigned>(high & 0xffff), static_cast<unsigned>(low >> 48),
                  static_cast<unsigned long long>(low & 0xffffffffffffULL));
    return owned_text(text, arena);
}

/// At most five seconds: the engine's thread does nothing else meanwhile.
Result<Value> sleep(Arguments a, SessionContext&, Arena&) {
    const double seconds = std::clamp(to_number(a[0]).as_real(), 0.0, 5.0);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    return Value::integer(0);
}

Result<Value> user_variable(Arguments a, SessionContext& session, Arena& arena) {
    const auto found = session.user_variables.find(std::string(a[0].as_bytes()));
    if (found == session.user_variables.end()) return Value::null();
    const Value value = found->second.view();
    if (value.kind() == Value::Kind::text) return Value::text(arena.copy(value.as_bytes()));
    if (value.kind() == Value::Kind::blob) return Value::blob(arena.copy(value.as_bytes()));
    return value;
}

/// us_sysvar(scope, name)
Result<Value> system_variable(Arguments a, SessionContext& session, Arena& arena) {
    using Scope = VariableLookup::Scope;
    const std::string_view given = a[0].as_bytes();
    const std::string name(a[1].as_bytes());
    const Scope scope = given == "global"    ? Scope::global
                        : given == "session" ? Scope::session
                                             : Scope::any;
    std::optional<OwnedValue> found;
    if (session.variables != nullptr) found = session.variables->find(scope, name);
    if (!found) return sql_error(1193, "Unknown system variable '" + name + "'");
    const Value value = found->view();
    if (value.kind() == Value::Kind::text) return Value::text(arena.copy(value.as_bytes()));
    return value;
}

constexpr ResultType T = ResultType::text;
constexpr ResultType I = ResultType::integer;
constexpr std::array table = {
    Function{"us_database", 0, 0, true, T, database},
    Function{"us_schema", 0, 0, true, T, database},
    Function{"us_user", 0, 0, true, T, user},
    Function{"us_current_user", 0, 0, true, T, user},
    Function{"us_session_user", 0, 0, true, T, user},
    Function{"us_system_user", 0, 0, true, T, user},
    Function{"us_version", 0, 0, true, T, version},
    Function{"us_connection_id", 0, 0, true, I, connection_id},
    Function{"us_last_insert_id", 0, 1, false, I, last_insert_id},
    Function{"us_row_count", 0, 0, true, I, row_count},
    Function{"us_found_rows", 0, 0, true, I, found_rows},
    Function{"us_uuid", 0, 0, false, T, uuid},
    Function{"us_sleep", 1, 1, false, I, sleep},
    Function{"us_uservar", 1, 1, false, ResultType::any, user_variable},
    Function{"us_sysvar", 2, 2, true, ResultType::any, system_variable},
};

}  // namespace

std::span<const Function> session_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
