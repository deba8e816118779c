#include "common/sql/sqlite_harness.hpp"

#include "common/base/check.hpp"
#include "common/sql/column_value.hpp"
#include "common/sql/functions/function.hpp"
#include "common/sql/value_text.hpp"

#include <sqlite3.h>

namespace understudy::sql {
namespace {

Value value_of(sqlite3_value* value) {
    const auto bytes = [&](const void* data) {
        return std::string_view(static_cast<const char*>(data),
                                static_cast<std::size_t>(sqlite3_value_bytes(value)));
    };
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            return Value::integer(sqlite3_value_int64(value));
        case SQLITE_FLOAT:
            return Value::real(sqlite3_value_double(value));
        case SQLITE_TEXT:
            return Value::text(bytes(sqlite3_value_text(value)));
        case SQLITE_BLOB:
            return Value::blob(bytes(sqlite3_value_blob(value)));
        default:
            return Value::null();
    }
}

std::string wide_bytes(std::uint64_t number) {
    std::string result;
    for (int shift = 56; shift >= 0; shift -= 8) result += static_cast<char>(number >> shift);
    return result;
}

void give(sqlite3_context* context, const Value& value) {
    const std::string_view bytes =
        value.kind() >= Value::Kind::text ? value.as_bytes() : std::string_view();
    const auto size = static_cast<int>(bytes.size());
    switch (value.kind()) {
        case Value::Kind::null:
            return sqlite3_result_null(context);
        case Value::Kind::integer:
            return sqlite3_result_int64(context, value.as_integer());
        case Value::Kind::real:
            return sqlite3_result_double(context, value.as_real());
        case Value::Kind::text:
            return sqlite3_result_text(context, size == 0 ? "" : bytes.data(), size,
                                       SQLITE_TRANSIENT);
        case Value::Kind::blob:
            return sqlite3_result_blob(context, size == 0 ? "" : bytes.data(), size,
                                       SQLITE_TRANSIENT);
        case Value::Kind::unsigned_integer:
            return sqlite3_result_blob(context, wide_bytes(value.as_unsigned()).data(), 8,
                                       SQLITE_TRANSIENT);
    }
}

struct Registered {
    SqliteHarness* harness;
    Result<Value> (*evaluate)(SqliteHarness&, std::span<const Value>, Arena&);
    const Function* function;
};

void call(sqlite3_context* context, int count, sqlite3_value** values) {
    const auto& registered = *static_cast<const Registered*>(sqlite3_user_data(context));
    Arena arena;
    std::vector<Value> arguments;
    for (int i = 0; i < count; ++i) arguments.push_back(value_of(values[i]));
    SqliteHarness& harness = *registered.harness;
    auto result = registered.function != nullptr
                      ? registered.function->evaluate(arguments, harness.session, arena)
                      : registered.evaluate(harness, arguments, arena);
    if (result) return give(context, *result);
    harness.last_error = result.error();
    sqlite3_result_error(context, result.error().message.c_str(), -1);
}

std::uint64_t key_of(const Value& value) {
    return static_cast<std::uint64_t>(value.as_integer());
}

Result<Value> store(SqliteHarness& harness, std::span<const Value> a, Arena& arena) {
    return to_column_value(a[0], harness.column(key_of(a[1])), 1, harness.session, arena);
}
Result<Value> automatic(SqliteHarness& harness, std::span<const Value> a, Arena& arena) {
    if (a[0].is_null() || to_number(a[0]).is_zero()) return Value::null();
    return store(harness, a, arena);
}
Result<Value> absent(SqliteHarness& harness, std::span<const Value> a, Arena& arena) {
    const Column& column = harness.column(key_of(a[0]));
    TRY_ASSIGN(const auto value, default_column_value(column, harness.session, arena));
    if (value) return *value;
    return sql_error(1364, "Field '" + column.name + "' doesn't have a default value");
}
Result<Value> on_update(SqliteHarness& harness, std::span<const Value> a, Arena& arena) {
    return now_column_value(harness.column(key_of(a[0])), harness.session, arena);
}
Result<Value> key(SqliteHarness& harness, std::span<const Value> a, Arena& arena) {
    return comparison_value(a[0], harness.column(key_of(a[1])), harness.session, arena);
}
Result<Value> index(SqliteHarness& harness, std::span<const Value> a, Arena&) {
    if (a[0].is_null()) return a[0];
    return Value::unsigned_integer(label_number(a[0].as_bytes(), harness.column(key_of(a[1]))));
}

void bind(sqlite3_stmt* statement, int at, const Value& value) {
    Arena arena;
    switch (value.kind()) {
        case Value::Kind::null:
            sqlite3_bind_null(statement, at);
            return;
        case Value::Kind::integer:
            sqlite3_bind_int64(statement, at, value.as_integer());
            return;
        case Value::Kind::real:
            sqlite3_bind_double(statement, at, value.as_real());
            return;
        case Value::Kind::unsigned_integer:
            sqlite3_bind_blob(statement, at, wide_bytes(value.as_unsigned()).data(), 8,
                              SQLITE_TRANSIENT);
            return;
        case Value::Kind::text:
        case Value::Kind::blob:
            break;
    }
    const std::string bytes(value.as_bytes());
    const auto size = static_cast<int>(bytes.size());
    if (value.kind() == Value::Kind::text) {
        sqlite3_bind_text(statement, at, bytes.c_str(), size, SQLITE_TRANSIENT);
    } else {
        sqlite3_bind_blob(statement, at, bytes.c_str(), size, SQLITE_TRANSIENT);
    }
}

}  // namespace

SqliteHarness::SqliteHarness() {
    UNDERSTUDY_CHECK(sqlite3_open(":memory:", &db_) == SQLITE_OK);
    sqlite3_exec(db_, "ATTACH ':memory:' AS t", nullptr, nullptr, nullptr);
    session.database = "t";
    session.now_us = 1'795'422'600'000'000;  // 2026-11-23 08:30:00
    session.server_version = "8.4.0-test";
    const auto add = [&](const char* name, int flags, const Registered& registered) {
        sqlite3_create_function_v2(db_, name, -1, SQLITE_UTF8 | flags, new Registered(registered),
                                   call, nullptr, nullptr,
                                   [](void* data) { delete static_cast<Registered*>(data); });
    };
    for (const Function& function : function_table()) {
        const std::string name(function.name);
        add(name.c_str(), function.deterministic ? SQLITE_DETERMINISTIC : 0,
            {this, nullptr, &function});
    }
    add("us_store", 0, {this, store, nullptr});
    add("us_auto", 0, {this, automatic, nullptr});
    add("us_default", 0, {this, absent, nullptr});
    add("us_on_update", 0, {this, on_update, nullptr});
    add("us_key", SQLITE_DETERMINISTIC, {this, key, nullptr});
    add("us_index", SQLITE_DETERMINISTIC, {this, index, nullptr});
}

SqliteHarness::~SqliteHarness() {
    sqlite3_close_v2(db_);
}

void SqliteHarness::add_table(TableSchema schema, const std::string& columns) {
    const std::string sql = "CREATE TABLE t.\"" + schema.name + "\" (" + columns + ")";
    UNDERSTUDY_CHECK(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    schema.database = "t";
    const auto id = static_cast<std::uint32_t>(tables_.size() + 1);
    tables_[id] = std::make_shared<TableSchema>(std::move(schema));
    ++version_;
}

const Column& SqliteHarness::column(std::uint64_t key) const {
    return tables_.at(static_cast<std::uint32_t>(key >> 16))->columns.at(key & 0xffff);
}

std::optional<KnownTable> SqliteHarness::find_table(std::string_view database,
                                                    std::string_view table) const {
    for (const auto& [id, schema] : tables_) {
        if (database == "t" && schema->name == table) return KnownTable{schema, id};
    }
    return std::nullopt;
}

std::string SqliteHarness::run(const std::string& mysql) {
    return run(mysql, {});
}

std::string SqliteHarness::run(const std::string& mysql, std::vector<Value> parameters) {
    const auto error_text = [](const Error& error) {
        return "ERROR " + std::to_string(error.sql_number) + ": " + error.message;
    };
    const auto translation = translate(mysql, session, *this);
    if (!translation) return error_text(translation.error());
    last_error = Error{};
    std::string output;
    for (std::uint32_t row = 0; row < translation->rows; ++row) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, translation->statement->sql.c_str(), -1, &statement, nullptr) !=
            SQLITE_OK) {
            return "ENGINE " + std::string(sqlite3_errmsg(db_)) + " in " +
                   translation->statement->sql;
        }
        for (std::size_t i = 0; i < translation->statement->bindings.size(); ++i) {
            bind(statement, static_cast<int>(i) + 1, translation->bound_value(i, row, parameters));
        }
        int rc = SQLITE_ROW;
        while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
            if (!output.empty()) output += "\n";
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                Arena arena;
                const Value value = value_of(sqlite3_column_value(statement, i));
                if (i > 0) output += "|";
                output += value.is_null() ? "NULL" : std::string(to_text(value, arena));
            }
        }
        const std::string message = sqlite3_errmsg(db_);
        sqlite3_finalize(statement);
        if (rc != SQLITE_DONE) {
            return last_error.sql_number != 0 ? error_text(last_error) : "ENGINE " + message;
        }
    }
    return output;
}

}  // namespace understudy::sql
