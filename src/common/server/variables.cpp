#include "common/server/variables.hpp"

#include "common/model/table_schema.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>

namespace understudy::server {
namespace {

std::string shown(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::null:
            return "NULL";
        case Value::Kind::integer:
            return std::to_string(value.as_integer());
        case Value::Kind::unsigned_integer:
            return std::to_string(value.as_unsigned());
        case Value::Kind::real:
            return std::to_string(value.as_real());
        default:
            return std::string(value.as_bytes());
    }
}

sql::OwnedValue owned_number(std::uint64_t number) {
    return sql::OwnedValue::from(Value::unsigned_integer(number));
}

std::optional<std::uint64_t> to_number(const Value& value) {
    if (value.kind() == Value::Kind::integer) {
        // MySQL clips negative values to the lowest one.
        return value.as_integer() < 0 ? 0 : static_cast<std::uint64_t>(value.as_integer());
    }
    if (value.kind() == Value::Kind::unsigned_integer) return value.as_unsigned();
    if (value.kind() == Value::Kind::real) return static_cast<std::uint64_t>(value.as_real());
    if (value.kind() != Value::Kind::text) return std::nullopt;
    std::uint64_t number = 0;
    const std::string_view text = value.as_bytes();
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    // "0.000000" for max_statement_time: the fraction is dropped.
    if (error != std::errc() || (rest != end && *rest != '.')) return std::nullopt;
    return number;
}

}  // namespace

void Variables::add(Variable variable) {
    std::string name = variable.name;
    variables_.insert_or_assign(std::move(name), std::move(variable));
}

void Variables::add_text(std::string name, std::string value) {
    Variable variable;
    variable.name = std::move(name);
    variable.value = sql::OwnedValue::from(Value::text(value));
    add(std::move(variable));
}

void Variables::add_number(std::string name, std::uint64_t value) {
    Variable variable;
    variable.name = std::move(name);
    variable.value = owned_number(value);
    add(std::move(variable));
}

void Variables::add_flag(std::string name, bool value) {
    Variable variable;
    variable.name = std::move(name);
    variable.boolean = true;
    variable.value = owned_number(value ? 1 : 0);
    add(std::move(variable));
}

void Variables::add_live(std::string name, std::function<sql::OwnedValue()> getter) {
    Variable variable;
    variable.name = std::move(name);
    variable.getter = std::move(getter);
    add(std::move(variable));
}

const Variable* Variables::find(std::string_view name) const {
    const auto found = variables_.find(name);
    return found == variables_.end() ? nullptr : &found->second;
}

std::optional<sql::OwnedValue> Variables::global_value(std::string_view name) const {
    const Variable* variable = find(name);
    if (variable == nullptr || variable->scope == Variable::Scope::session) return std::nullopt;
    if (variable->getter) return variable->getter();
    const std::shared_lock lock(mutex_);
    return variable->value;
}

Result<void> Variables::set_global(std::string_view name, const Value& value) {
    const auto found = variables_.find(name);
    if (found == variables_.end()) return unknown_variable(name);
    Variable& variable = found->second;
    if (!variable.validator) return read_only_variable(name);
    if (variable.scope == Variable::Scope::session) {
        return sql_error(1228, "Variable '" + std::string(name) +
                                   "' is a SESSION variable and can't be used with SET GLOBAL");
    }
    TRY_ASSIGN(sql::OwnedValue kept, variable.validator(value));
    if (variable.on_global) TRY(variable.on_global(kept.view()));
    const std::unique_lock lock(mutex_);
    variable.value = std::move(kept);
    return {};
}

std::vector<std::pair<std::string, sql::OwnedValue>> Variables::list() const {
    std::vector<std::pair<std::string, sql::OwnedValue>> result;
    result.reserve(variables_.size());
    for (const auto& [name, variable] : variables_) {
        if (variable.getter) {
            result.emplace_back(name, variable.getter());
        } else {
            const std::shared_lock lock(mutex_);
            result.emplace_back(name, variable.value);
        }
    }
    return result;
}

Error unknown_variable(std::string_view name) {
    return sql_error(1193, "Unknown system variable '" + std::string(name) + "'");
}

Error read_only_variable(std::string_view name) {
    return sql_error(1238, "Variable '" + std::string(name) + "' is a read only variable");
}

Error wrong_value(std::string_view name, const Value& value) {
    return sql_error(1231, "Variable '" + std::string(name) + "' can't be set to the value of '" +
                               shown(value) + "'");
}

Variable::Validator on_off(std::string name) {
    return [name = std::move(name)](const Value& value) -> Result<sql::OwnedValue> {
        const std::string_view text =
            value.kind() == Value::Kind::text ? value.as_bytes() : std::string_view();
        if (same_name(text, "ON") || same_name(text, "TRUE")) return owned_number(1);
        if (same_name(text, "OFF") || same_name(text, "FALSE")) return owned_number(0);
        const std::optional<std::uint64_t> number = to_number(value);
        if (!number || *number > 1) return wrong_value(name, value);
        return owned_number(*number);
    };
}

Variable::Validator number_between(std::string name, std::uint64_t lowest, std::uint64_t highest) {
    return
        [name = std::move(name), lowest, highest](const Value& value) -> Result<sql::OwnedValue> {
            const std::optional<std::uint64_t> number = to_number(value);
            if (!number)
                return sql_error(1232, "Incorrect argument type to variable '" + name + "'");
            return owned_number(std::clamp(*number, lowest, highest));
        };
}

Variable::Validator any_text() {
    return [](const Value& value) -> Result<sql::OwnedValue> {
        if (value.is_null()) return sql::OwnedValue{};
        return sql::OwnedValue::from(Value::text(shown(value)));
    };
}

Variable::Validator one_of(std::string name, std::vector<std::string> choices) {
    return [name = std::move(name),
            choices = std::move(choices)](const Value& value) -> Result<sql::OwnedValue> {
        const std::string text = shown(value);
        for (const std::string& choice : choices) {
            if (same_name(choice, text)) return sql::OwnedValue::from(Value::text(choice));
        }
        return wrong_value(name, value);
    };
}

}  // namespace understudy::server
