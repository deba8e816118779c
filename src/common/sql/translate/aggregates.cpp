#include "common/sql/translate/expression_parts.hpp"

#include <algorithm>
#include <array>

namespace understudy::sql {
namespace {

using Type = Operand::Type;

constexpr std::array<std::string_view, 6> aggregates = {"count", "sum", "avg",
                                                        "min",   "max", "group_concat"};
constexpr std::array<std::string_view, 14> missing = {
    "bit_and",    "bit_or",        "bit_xor",        "std",      "stddev",
    "stddev_pop", "stddev_samp",   "var_pop",        "var_samp", "variance",
    "any_value",  "json_arrayagg", "json_objectagg", "grouping"};
constexpr std::array<std::string_view, 9> window_only = {"row_number",   "rank",       "dense_rank",
                                                         "percent_rank", "cume_dist",  "ntile",
                                                         "first_value",  "last_value", "nth_value"};
constexpr std::array<std::string_view, 2> window_offsets = {"lag", "lead"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<Operand> translate_group_concat(Context& context) {
    TokenReader& in = context.in;
    const bool distinct = in.accept_word("DISTINCT");
    TRY_ASSIGN(const Operand subject, translate_expression(context));
    std::string text = as_argument(subject);
    while (in.accept_op(",")) {
        TRY_ASSIGN(const Operand more, translate_expression(context));
        text = "us_concat(" + text + "," + as_argument(more) + ")";
    }
    if (in.is_word("ORDER")) return not_supported("GROUP_CONCAT(... ORDER BY ...)");
    std::string separator;
    if (in.accept_word("SEPARATOR")) {
        const Restore mode(context.literals, LiteralMode::text);
        TRY_ASSIGN(const Operand given, translate_primary(context));
        if (distinct) return not_supported("GROUP_CONCAT(DISTINCT ... SEPARATOR ...)");
        separator = "," + given.sql;
    }
    TRY(in.expect_op(")"));
    return Operand::of(
        "group_concat(" + std::string(distinct ? "DISTINCT " : "") + text + separator + ")",
        Type::text);
}

/// SUM, AVG, MIN and MAX of one expression, as numbers where it is one.
Operand aggregate_of(const std::string& name, const std::string& distinct, const Operand& subject) {
    const bool extreme = name == "min" || name == "max";
    Operand result;
    result.type = subject.type;
    result.scale = subject.scale;
    if (extreme) {
        result.sql = name + "(" + as_expression(subject) + ")";
        if (subject.column != nullptr && subject.type == Type::temporal &&
            subject.column->type == ColumnType::time) {
            result.sql =
                "us_sec_to_time(" + name + "(us_time_number(" + subject.sql + "))/1000000)";
        }
        return result;
    }
    result.sql = name + "(" + distinct + as_number(subject) + ")";
    const bool exact = subject.type == Type::integer || subject.type == Type::decimal;
    if (name == "avg") {
        result.type = exact ? Type::decimal : Type::real;
        result.scale = std::min(subject.scale + 4, 30);
    } else if (!exact) {
        result.type = subject.type == Type::unknown ? Type::unknown : Type::real;
    }
    return result;
}

Result<std::string> translate_frame(Context& context) {
    TokenReader& in = context.in;
    std::string sql;
    if (!in.is_any_word({"ROWS", "RANGE", "GROUPS"})) return sql;
    while (!in.is_op(")") && !in.at_end()) {
        if (is_literal(in.peek())) {
            const Restore mode(context.literals, LiteralMode::text);
            TRY_ASSIGN(const Operand amount, translate_literal(context, Sign::plus));
            sql += " " + amount.sql;
        } else {
            TRY_ASSIGN(const std::string word, in.expect_name());
            sql += " " + word;
        }
    }
    return sql;
}

}  // namespace

bool is_aggregate(std::string_view lower) noexcept {
    return contains(aggregates, lower) || contains(missing, lower) ||
           contains(window_only, lower) || contains(window_offsets, lower);
}

Result<std::string> translate_over(Context& context) {
    TokenReader& in = context.in;
    if (!in.accept_word("OVER")) return std::string();
    if (!in.is_op("(")) {
        TRY_ASSIGN(const std::string window, in.expect_name());
        return " OVER " + quoted(window);
    }
    in.skip();
    std::string sql = " OVER (";
    if (in.accept_words("PARTITION", "BY")) {
        std::string list;
        do {
            TRY_ASSIGN(const Operand term, translate_expression(context));
            list += (list.empty() ? "" : ",") + as_argument(term);
        } while (in.accept_op(","));
        sql += "PARTITION BY " + list;
    }
    TRY_ASSIGN(const std::string order, translate_order_by(context));
    TRY_ASSIGN(const std::string frame, translate_frame(context));
    TRY(in.expect_op(")"));
    return sql + order + frame + ")";
}

Result<Operand> translate_aggregate(Context& context, const std::string& lower) {
    TokenReader& in = context.in;
    if (contains(missing, lower)) return not_supported(lower + "()");
    Operand result;
    if (lower == "group_concat") {
        TRY_ASSIGN(result, translate_group_concat(context));
    } else if (in.accept_op("*")) {
        TRY(in.expect_op(")"));
        result = Operand::of(lower + "(*)", Type::integer);
    } else {
        const std::string distinct = in.accept_word("DISTINCT") ? "DISTINCT " : "";
        std::vector<Operand> arguments;
        while (!in.is_op(")")) {
            TRY_ASSIGN(Operand argument, translate_expression(context));
            arguments.push_back(std::move(argument));
            if (!in.accept_op(",")) break;
        }
        TRY(in.expect_op(")"));
        const bool one = arguments.size() == 1;
        if (lower == "count") {
            if (!one) return not_supported("COUNT(DISTINCT a, b)");
            result =
                Operand::of("count(" + distinct + as_argument(arguments[0]) + ")", Type::integer);
        } else if (one && contains(aggregates, lower)) {
            result = aggregate_of(lower, distinct, arguments[0]);
        } else {
            std::string list;
            for (const Operand& argument : arguments) {
                list += (list.empty() ? "" : ",") + as_expression(argument);
            }
            result = Operand::of(lower + "(" + list + ")",
                                 arguments.empty() ? Type::integer : arguments[0].type);
        }
    }
    TRY_ASSIGN(const std::string over, translate_over(context));
    result.sql += over;
    return result;
}

}  // namespace understudy::sql
