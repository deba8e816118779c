#include "common/sql/translate/operand.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

bool is_column(const Operand& operand, ColumnType type) noexcept {
    return operand.column != nullptr && operand.column->type == type;
}

bool is_label(const Operand& operand) noexcept {
    return is_column(operand, ColumnType::enum_) || is_column(operand, ColumnType::set);
}

bool is_number(const Operand& operand) noexcept {
    return operand.type == Operand::Type::integer || operand.type == Operand::Type::real ||
           operand.type == Operand::Type::decimal;
}

std::string call(std::string_view function, const std::string& argument) {
    return std::string(function) + "(" + argument + ")";
}

std::string keyed(std::string_view function, const std::string& argument, std::uint64_t key) {
    return std::string(function) + "(" + argument + "," + std::to_string(key) + ")";
}

/// Columns whose stored form needs the other side brought into the same form.
bool has_own_form(const Operand& operand) noexcept {
    if (operand.column == nullptr || operand.key == 0) return false;
    switch (operand.column->type) {
        case ColumnType::decimal:
        case ColumnType::date:
        case ColumnType::datetime:
        case ColumnType::timestamp:
        case ColumnType::time:
        case ColumnType::enum_:
        case ColumnType::set:
            return true;
        default:
            return false;
    }
}

}  // namespace

Operand::Type type_of(const Column& column) noexcept {
    if (is_integer(column.type)) return Operand::Type::integer;
    if (is_character(column.type)) return Operand::Type::text;
    if (is_binary_text(column.type)) return Operand::Type::binary;
    switch (column.type) {
        case ColumnType::year:
        case ColumnType::bit:
            return Operand::Type::integer;
        case ColumnType::float_:
        case ColumnType::double_:
            return Operand::Type::real;
        case ColumnType::decimal:
            return Operand::Type::decimal;
        case ColumnType::date:
        case ColumnType::time:
        case ColumnType::datetime:
        case ColumnType::timestamp:
            return Operand::Type::temporal;
        case ColumnType::enum_:
        case ColumnType::set:
        case ColumnType::json:
            return Operand::Type::text;
        default:
            return Operand::Type::binary;
    }
}

Operand wrapped(const Operand& inner, std::string sql, Operand::Type type) {
    Operand result = Operand::of(std::move(sql), type);
    result.constant = inner.constant;
    return result;
}

std::string as_expression(const Operand& operand) {
    if (is_column(operand, ColumnType::decimal)) return call("us_number", operand.sql);
    return as_argument(operand);
}

std::string as_argument(const Operand& operand) {
    if (is_column(operand, ColumnType::timestamp)) return call("us_local", operand.sql);
    return operand.sql;
}

std::string as_number(const Operand& operand) {
    if (is_label(operand) && operand.key != 0) return keyed("us_index", operand.sql, operand.key);
    if (operand.type == Operand::Type::integer || operand.type == Operand::Type::real) {
        return operand.sql;
    }
    if (operand.type == Operand::Type::decimal) return as_expression(operand);
    if (operand.type == Operand::Type::unknown && operand.column == nullptr) return operand.sql;
    return call("us_number", as_argument(operand));
}

std::string as_sort_key(const Operand& operand) {
    if (is_column(operand, ColumnType::decimal)) return call("us_number", operand.sql);
    if (is_column(operand, ColumnType::time)) return call("us_time_number", operand.sql);
    if (is_label(operand) && operand.key != 0) return keyed("us_index", operand.sql, operand.key);
    return operand.sql;
}

std::string as_output(const Operand& operand) {
    if (operand.column != nullptr || operand.type != Operand::Type::decimal) return operand.sql;
    return "us_fixed(" + operand.sql + "," + std::to_string(operand.scale) + ")";
}

std::string compared_with(const Operand& operand, const Operand& other, bool ordered) {
    if (operand.type == Operand::Type::null || other.type == Operand::Type::null) {
        return operand.sql;
    }
    if (has_own_form(other) && operand.constant) {
        if (is_column(other, ColumnType::decimal) && ordered) return call("us_number", operand.sql);
        if (is_column(other, ColumnType::time) && ordered)
            return call("us_time_number", operand.sql);
        return keyed("us_key", operand.sql, other.key);
    }
    if (has_own_form(operand) && other.constant) {
        if (!ordered || (operand.column->type != ColumnType::decimal &&
                         operand.column->type != ColumnType::time)) {
            return operand.sql;
        }
        return as_sort_key(operand);
    }
    const bool numeric = is_number(operand) || is_number(other);
    if (operand.type == Operand::Type::temporal && other.type == Operand::Type::temporal) {
        const bool same = operand.column != nullptr && other.column != nullptr &&
                          operand.column->type == other.column->type &&
                          operand.column->decimals == other.column->decimals &&
                          operand.column->type != ColumnType::time;
        return same ? operand.sql : call("us_temporal", as_argument(operand));
    }
    if (!numeric) return as_argument(operand);
    if (is_number(operand)) return as_expression(operand);
    // A number on the other side: texts compare by their value. Parameters are taken as they come.
    if (operand.type == Operand::Type::unknown) return operand.sql;
    return call("us_number", as_argument(operand));
}

Operand compare(const Operand& left, std::string_view op, const Operand& right) {
    const bool ordered = op == "<" || op == "<=" || op == ">" || op == ">=";
    std::string sql = compared_with(left, right, ordered);
    const std::string_view engine_op = op == "<=>" ? "IS" : op == "!=" ? "<>" : op;
    sql.append(" ").append(engine_op).append(" ");
    sql += compared_with(right, left, ordered);
    Operand result = Operand::of("(" + sql + ")", Operand::Type::integer);
    result.constant = left.constant && right.constant;
    return result;
}

Operand arithmetic(const Operand& left, std::string_view op, const Operand& right) {
    using Type = Operand::Type;
    const std::string a = as_number(left);
    const std::string b = as_number(right);
    Operand result;
    result.constant = left.constant && right.constant;
    const auto exact = [](const Operand& operand) {
        return operand.type == Type::integer || operand.type == Type::decimal;
    };
    const bool both_exact = exact(left) && exact(right);
    const bool both_integer = left.type == Type::integer && right.type == Type::integer;
    if (op == "/") {
        result.sql = "us_div(" + a + "," + b + ")";
        result.type = both_exact ? Type::decimal : Type::real;
        result.scale = std::min(left.scale + 4, 30);
        return result;
    }
    if (op == "DIV") {
        result.sql = "us_intdiv(" + a + "," + b + ")";
        result.type = Type::integer;
        return result;
    }
    if (op == "%") {
        result.sql = "us_mod(" + a + "," + b + ")";
    } else {
        result.sql = "(" + a + " " + std::string(op) + " " + b + ")";
    }
    if (both_integer) {
        result.type = Type::integer;
    } else if (both_exact) {
        result.type = Type::decimal;
        result.scale =
            op == "*" ? std::min(left.scale + right.scale, 30) : std::max(left.scale, right.scale);
    } else if (left.type != Type::unknown && right.type != Type::unknown) {
        result.type = Type::real;
    }
    return result;
}

}  // namespace understudy::sql
