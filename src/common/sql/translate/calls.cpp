#include "common/sql/functions/function.hpp"
#include "common/sql/translate/expression_parts.hpp"

#include <algorithm>
#include <array>

namespace understudy::sql {
namespace {

using Type = Operand::Type;

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return result;
}

/// The word that comes next, in upper case, as a string literal: a unit of time.
Result<std::string> translate_unit(Context& context) {
    TRY_ASSIGN(const std::string unit, context.in.expect_name());
    constexpr std::array<std::string_view, 20> units = {"MICROSECOND",
                                                        "SECOND",
                                                        "MINUTE",
                                                        "HOUR",
                                                        "DAY",
                                                        "WEEK",
                                                        "MONTH",
                                                        "QUARTER",
                                                        "YEAR",
                                                        "SECOND_MICROSECOND",
                                                        "MINUTE_MICROSECOND",
                                                        "MINUTE_SECOND",
                                                        "HOUR_MICROSECOND",
                                                        "HOUR_SECOND",
                                                        "HOUR_MINUTE",
                                                        "DAY_MICROSECOND",
                                                        "DAY_SECOND",
                                                        "DAY_MINUTE",
                                                        "DAY_HOUR",
                                                        "YEAR_MONTH"};
    std::string name = upper(unit);
    if (name.starts_with("SQL_TSI_")) name.erase(0, 8);
    if (std::find(units.begin(), units.end(), name) == units.end()) {
        return context.in.syntax_error();
    }
    return "'" + name + "'";
}

/// What follows a call's `(`: "a,b)"; the arguments as a library function takes them.
Result<std::vector<Operand>> translate_arguments(Context& context) {
    std::vector<Operand> result;
    if (context.in.accept_op(")")) return result;
    do {
        TRY_ASSIGN(Operand argument, translate_expression(context));
        result.push_back(std::move(argument));
    } while (context.in.accept_op(","));
    TRY(context.in.expect_op(")"));
    return result;
}

std::string joined(const std::vector<Operand>& arguments,
                   std::string (*render)(const Operand&) = as_argument) {
    std::string result;
    for (const Operand& argument : arguments) {
        if (!result.empty()) result += ",";
        result += render(argument);
    }
    return result;
}

bool all_constant(const std::vector<Operand>& arguments) {
    return std::all_of(arguments.begin(), arguments.end(),
                       [](const Operand& argument) { return argument.constant; });
}

/// The type that IF, IFNULL, COALESCE, ... give for several values.
Operand common_type(const std::vector<Operand>& values, std::size_t first) {
    Operand result;
    bool set = false;
    for (std::size_t i = first; i < values.size(); ++i) {
        const Operand& value = values[i];
        if (value.type == Type::null) continue;
        if (!set) {
            result.type = value.type;
        } else if (result.type != value.type) {
            const auto exact = [](Type type) {
                return type == Type::integer || type == Type::decimal;
            };
            result.type = exact(result.type) && exact(value.type) ? Type::decimal : Type::unknown;
        }
        result.scale = std::max(result.scale, value.scale);
        set = true;
    }
    return result;
}

/// Functions that the engine has itself, or that must not evaluate all their arguments.
Result<Operand> translate_choice(const std::string& name, const std::vector<Operand>& arguments) {
    const std::size_t count = arguments.size();
    const bool fits = name == "coalesce" ? count >= 1 : name == "if" ? count == 3 : count == 2;
    if (!fits) {
        return sql_error(
            1582, "Incorrect parameter count in the call to native function '" + upper(name) + "'");
    }
    Operand result = common_type(arguments, name == "if" ? 1 : 0);
    result.constant = all_constant(arguments);
    const std::string list = joined(arguments, as_expression);
    if (name == "if") {
        result.sql = "iif(" + list + ")";
    } else if (name == "coalesce" && count == 1) {
        result.sql = list;
    } else if (name == "nullif") {
        result.type = arguments[0].type;
        result.scale = arguments[0].scale;
        result.sql = "CASE WHEN " + compare(arguments[0], "=", arguments[1]).sql +
                     " THEN NULL ELSE " + as_expression(arguments[0]) + " END";
    } else {
        result.sql = name + "(" + list + ")";
    }
    return result;
}

/// DATE_ADD(d, INTERVAL n unit), ADDDATE(d, n): behind the `(`.
Result<Operand> translate_date_add(Context& context, bool subtract) {
    TRY_ASSIGN(const Operand date, translate_expression(context));
    TRY(context.in.expect_op(","));
    Operand result;
    if (context.in.is_word("INTERVAL")) {
        TRY_ASSIGN(result, translate_interval(context, date, subtract));
    } else {
        TRY_ASSIGN(const Operand days, translate_expression(context));
        result = wrapped(date,
                         "us_date_add(" + as_argument(date) + "," + (subtract ? "-" : "") +
                             as_number(days) + ",'DAY')",
                         Type::temporal);
    }
    TRY(context.in.expect_op(")"));
    return result;
}

/// TIMESTAMPDIFF(unit, a, b), TIMESTAMPADD(unit, n, d): behind the `(`.
Result<Operand> translate_unit_first(Context& context, const std::string& name) {
    TRY_ASSIGN(const std::string unit, translate_unit(context));
    TRY(context.in.expect_op(","));
    TRY_ASSIGN(const std::vector<Operand> arguments, translate_arguments(context));
    if (arguments.size() != 2) return context.in.syntax_error();
    Operand result;
    result.constant = all_constant(arguments);
    if (name == "timestampadd") {
        result.sql = "us_date_add(" + as_argument(arguments[1]) + "," + as_argument(arguments[0]) +
                     "," + unit + ")";
        result.type = Type::temporal;
        return result;
    }
    result.sql = "us_timestampdiff(" + unit + "," + joined(arguments) + ")";
    result.type = Type::integer;
    return result;
}

/// TRIM([BOTH|LEADING|TRAILING] [x] FROM y): behind the `(`.
Result<Operand> translate_trim(Context& context) {
    TokenReader& in = context.in;
    std::string side = "us_trim";
    bool has_side = true;
    if (in.accept_word("LEADING")) {
        side = "us_trim_leading";
    } else if (in.accept_word("TRAILING")) {
        side = "us_trim_trailing";
    } else {
        has_side = in.accept_word("BOTH");
    }
    std::string removed = "' '";
    Operand subject;
    if (!(has_side && in.accept_word("FROM"))) {
        TRY_ASSIGN(subject, translate_expression(context));
        if (in.accept_word("FROM")) {
            removed = as_argument(subject);
            TRY_ASSIGN(subject, translate_expression(context));
        }
    } else {
        TRY_ASSIGN(subject, translate_expression(context));
    }
    TRY(in.expect_op(")"));
    return wrapped(subject, side + "(" + as_argument(subject) + "," + removed + ")", Type::text);
}

/// SUBSTRING(x FROM a FOR b) or with commas: behind the `(`.
Result<Operand> translate_substring(Context& context) {
    TRY_ASSIGN(const Operand subject, translate_expression(context));
    std::string sql = "us_substring(" + as_argument(subject);
    while (context.in.accept_op(",") || context.in.accept_word("FROM") ||
           context.in.accept_word("FOR")) {
        TRY_ASSIGN(const Operand argument, translate_expression(context));
        sql += "," + as_argument(argument);
    }
    TRY(context.in.expect_op(")"));
    return wrapped(subject, sql + ")", subject.type == Type::binary ? Type::binary : Type::text);
}

Result<Operand> translate_position(Context& context) {
    TRY_ASSIGN(const Operand needle, translate_bits(context));
    TRY(context.in.expect_word("IN"));
    TRY_ASSIGN(const Operand subject, translate_expression(context));
    TRY(context.in.expect_op(")"));
    return wrapped(subject, "us_locate(" + as_argument(needle) + "," + as_argument(subject) + ")",
                   Type::integer);
}

Result<Operand> translate_extract(Context& context) {
    TRY_ASSIGN(const std::string unit, translate_unit(context));
    TRY(context.in.expect_word("FROM"));
    TRY_ASSIGN(const Operand subject, translate_expression(context));
    TRY(context.in.expect_op(")"));
    return wrapped(subject, "us_extract(" + unit + "," + as_argument(subject) + ")", Type::integer);
}

/// VALUES(c) in ON DUPLICATE KEY UPDATE: behind the `(`.
Result<Operand> translate_values(Context& context) {
    TRY_ASSIGN(std::string name, context.in.expect_name());
    if (context.in.accept_op(".")) {
        TRY_ASSIGN(name, context.in.expect_name());
    }
    TRY(context.in.expect_op(")"));
    return context.scope->resolve("", "excluded", name, context.clause);
}

Type type_of_result(ResultType type) {
    switch (type) {
        case ResultType::integer:
            return Type::integer;
        case ResultType::real:
            return Type::real;
        case ResultType::text:
            return Type::text;
        case ResultType::temporal:
            return Type::temporal;
        case ResultType::any:
            break;
    }
    return Type::unknown;
}

/// JSON functions that the engine has under the same name.
Result<Operand> translate_json(Context& context, const std::string& name) {
    TRY_ASSIGN(const std::vector<Operand> arguments, translate_arguments(context));
    if (name == "json_extract" && arguments.size() == 2) {
        return Operand::of("(" + arguments[0].sql + " -> " + arguments[1].sql + ")", Type::text);
    }
    return Operand::of(
        (name == "json_length" ? "json_array_length" : name) + "(" + joined(arguments) + ")",
        name == "json_length" ? Type::integer : Type::text);
}

bool is_engine_json(std::string_view name) noexcept {
    constexpr std::array<std::string_view, 9> names = {
        "json_extract", "json_object", "json_array",  "json_set", "json_insert",
        "json_replace", "json_remove", "json_length", "json_type"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<Operand> translate_library(Context& context, const std::string& name) {
    const std::string engine_name = "us_" + name;
    const Function* function = find_function(engine_name);
    if (function == nullptr) {
        return sql_error(1305,
                         "FUNCTION " +
                             (context.session.database.empty() ? std::string()
                                                               : context.session.database + ".") +
                             upper(name) + " does not exist");
    }
    TRY_ASSIGN(const std::vector<Operand> arguments, translate_arguments(context));
    const auto count = static_cast<int>(arguments.size());
    if (count < function->min_arguments ||
        (function->max_arguments >= 0 && count > function->max_arguments)) {
        return sql_error(
            1582, "Incorrect parameter count in the call to native function '" + upper(name) + "'");
    }
    Operand result =
        Operand::of(engine_name + "(" + joined(arguments) + ")", type_of_result(function->result));
    result.constant = all_constant(arguments);
    if (function->result == ResultType::any && !arguments.empty() &&
        arguments[0].type == Type::integer) {
        result.type = Type::integer;
    }
    return result;
}

}  // namespace

Result<Operand> translate_interval(Context& context, const Operand& left, bool subtract) {
    TRY(context.in.expect_word("INTERVAL"));
    TRY_ASSIGN(const Operand amount, translate_expression(context));
    TRY_ASSIGN(const std::string unit, translate_unit(context));
    std::string sql = std::string(subtract ? "us_date_sub(" : "us_date_add(") + as_argument(left) +
                      "," + as_argument(amount) + "," + unit + ")";
    return wrapped(left, std::move(sql), Type::temporal);
}

Result<Operand> translate_call(Context& context, std::string name) {
    if (is_aggregate(name)) return translate_aggregate(context, name);
    if (name == "cast") return translate_cast(context);
    if (name == "convert") return translate_convert(context);
    if (name == "date_add" || name == "adddate") return translate_date_add(context, false);
    if (name == "date_sub" || name == "subdate") return translate_date_add(context, true);
    if (name == "timestampdiff" || name == "timestampadd")
        return translate_unit_first(context, name);
    if (name == "trim") return translate_trim(context);
    if (name == "substring" || name == "substr" || name == "mid")
        return translate_substring(context);
    if (name == "position") return translate_position(context);
    if (name == "extract") return translate_extract(context);
    if (name == "values") return translate_values(context);
    if (name == "if" || name == "ifnull" || name == "nullif" || name == "coalesce") {
        TRY_ASSIGN(const std::vector<Operand> arguments, translate_arguments(context));
        return translate_choice(name, arguments);
    }
    if (is_engine_json(name)) return translate_json(context, name);
    return translate_library(context, name);
}

}  // namespace understudy::sql
