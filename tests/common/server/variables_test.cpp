#include "common/server/variables.hpp"

#include "common/server/charsets.hpp"
#include "common/server/session_state.hpp"
#include "common/server/sql_mode.hpp"
#include "common/server/table.hpp"

#include <catch2/catch.hpp>

using namespace understudy;
using namespace understudy::server;

namespace {

struct ServerVariables : Variables {
    ServerVariables() {
        add_common_variables(*this);
        add_number("server_id", 3306);
    }
};

std::string text_of(const SessionState& state, std::string_view name) {
    const auto value = state.find(sql::VariableLookup::Scope::any, name);
    return value ? value->bytes : "(none)";
}

}  // namespace

TEST_CASE("variables: errors of SET GLOBAL are MySQL's") {
    Variables variables;
    add_common_variables(variables);
    CHECK(variables.set_global("nonsense", Value::integer(1)).error().sql_number == 1193);
    CHECK(variables.set_global("nonsense", Value::integer(1)).error().message ==
          "Unknown system variable 'nonsense'");
    CHECK(variables.set_global("hostname", Value::text("x")).error().sql_number == 1238);
    CHECK(variables.set_global("sql_mode", Value::text("NOT_A_MODE")).error().sql_number == 1231);
    CHECK(variables.set_global("last_insert_id", Value::integer(1)).error().sql_number == 1228);
    CHECK(variables.set_global("autocommit", Value::integer(2)).error().message ==
          "Variable 'autocommit' can't be set to the value of '2'");
}

TEST_CASE("variables: a refused side effect leaves the value as it was") {
    Variables variables;
    Variable variable;
    variable.name = "read_only";
    variable.boolean = true;
    variable.value = cell(0U);
    variable.validator = on_off("read_only");
    bool refuse = false;
    variable.on_global = [&](const Value&) -> Result<void> {
        if (refuse) return sql_error(1231, "no");
        return {};
    };
    variables.add(variable);
    REQUIRE(variables.set_global("read_only", Value::text("ON")));
    CHECK(variables.global_value("read_only")->view().as_integer() == 1);
    refuse = true;
    CHECK_FALSE(variables.set_global("read_only", Value::text("OFF")));
    CHECK(variables.global_value("read_only")->view().as_integer() == 1);
}

TEST_CASE("sql_mode: names become the bits of QUERY events and come back in order") {
    const Result<std::uint64_t> mode =
        parse_sql_mode(Value::text("NO_ENGINE_SUBSTITUTION, strict_trans_tables"));
    REQUIRE(mode);
    CHECK(*mode == 0x40200000);
    CHECK(sql_mode_text(*mode) == "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION");
    CHECK(*parse_sql_mode(Value::text("ANSI")) == 0x4002f);
    CHECK(*parse_sql_mode(Value::text("")) == 0);
    CHECK(*parse_sql_mode(Value::text("NO_AUTO_CREATE_USER")) == 0);
    CHECK(parse_sql_mode(Value::text("STRICT")).error().sql_number == 1231);
}

TEST_CASE("session state: variables take effect on the context that statements see") {
    const ServerVariables variables;
    SessionState state(variables, Family::mysql, "8.4.8-understudy", 7);
    CHECK(state.context.strict);
    CHECK(state.query_context.thread_id == 7);
    REQUIRE(state.set("sql_mode", Value::text("NO_AUTO_VALUE_ON_ZERO")));
    CHECK_FALSE(state.context.strict);
    CHECK(state.context.no_auto_value_on_zero);
    CHECK(state.query_context.sql_mode == 0x80000);
    REQUIRE(state.set("time_zone", Value::text("-03:30")));
    CHECK(state.context.utc_offset_seconds == -(3 * 3600 + 30 * 60));
    CHECK(state.query_context.time_zone == "-03:30");
    REQUIRE(state.set("autocommit", Value::integer(0)));
    CHECK_FALSE(state.autocommit);
    REQUIRE(state.set("foreign_key_checks", Value::text("OFF")));
    CHECK_FALSE(state.context.foreign_key_checks);
    REQUIRE(state.set_default("sql_mode"));
    CHECK(state.context.strict);
    state.reset();
    CHECK(state.autocommit);
    CHECK(state.context.foreign_key_checks);
    CHECK(state.context.utc_offset_seconds == 0);
}

TEST_CASE("session state: wrong values are refused with MySQL's numbers") {
    const ServerVariables variables;
    SessionState state(variables, Family::mysql, "8.4.8-understudy", 7);
    CHECK(state.set("time_zone", Value::text("Mars/Olympus")).error().sql_number == 1298);
    CHECK(state.set("time_zone", Value::text("+15:00")).error().sql_number == 1298);
    CHECK(state.set("time_zone", Value::text("+1:0")).error().sql_number == 1298);
    CHECK(state.set("no_such", Value::integer(1)).error().sql_number == 1193);
    CHECK(state.set("server_id", Value::integer(1)).error().sql_number == 1238);
    CHECK(state.set_names("latin1", "").error().sql_number == 1115);
    CHECK(state.set_names("utf8mb4", "no_such_ci").error().sql_number == 1273);
}

TEST_CASE("session state: SET NAMES sets what the log and the client need") {
    const ServerVariables variables;
    SessionState state(variables, Family::mysql, "8.4.8-understudy", 7);
    REQUIRE(state.set_names("utf8mb4", "utf8mb4_0900_ai_ci"));
    CHECK(text_of(state, "character_set_client") == "utf8mb4");
    CHECK(text_of(state, "collation_connection") == "utf8mb4_0900_ai_ci");
    CHECK(state.query_context.client_collation == 255);
    REQUIRE(state.set_names("binary", ""));
    CHECK(state.query_context.connection_collation == collation::binary);
}

TEST_CASE("session state: each listener has its own VERSION(), whatever the registry says") {
    ServerVariables variables;
    variables.add_text("version", "8.4.8-understudy");
    SessionState state(variables, Family::mariadb, "10.11.19-MariaDB-understudy", 7);
    CHECK(text_of(state, "version") == "10.11.19-MariaDB-understudy");
}

TEST_CASE("LIKE: wildcards, escapes and ASCII case") {
    CHECK(like("server_id", "SERVER_ID"));
    CHECK(like("version_comment", "version%"));
    CHECK(like("wait_timeout", "wait\\_timeout"));
    CHECK_FALSE(like("waitxtimeout", "wait\\_timeout"));
    CHECK(like("abcabc", "%abc"));
    CHECK(like("", "%"));
    CHECK_FALSE(like("", "_"));
    CHECK(like("a%b", "a\\%b"));
    CHECK_FALSE(like("ab", "a"));
    CHECK(like("mississippi", "%iss%pi"));
    CHECK_FALSE(like("mississippi", "%iss%x"));
}
