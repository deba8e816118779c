#include "common/sql/decimal_text.hpp"
#include "common/sql/functions/library.hpp"

#include <array>
#include <cmath>
#include <random>

namespace understudy::sql {
namespace {

using Unary = double (*)(double);

Value finite(double number) {
    return std::isfinite(number) ? Value::real(number) : Value::null();
}

template <Unary function>
Result<Value> real(Arguments a, SessionContext&, Arena&) {
    return a[0].is_null() ? a[0] : finite(function(to_number(a[0]).as_real()));
}

template <Unary function>
Result<Value> to_whole(Arguments a, SessionContext&, Arena&) {
    if (a[0].is_null()) return a[0];
    const Number number = to_number(a[0]);
    if (number.kind != Number::Kind::real) return number.value();
    const double whole = function(number.real);
    if (std::fabs(whole) >= 9.2233720368547758e18) return Value::real(whole);
    return Value::integer(static_cast<std::int64_t>(whole));
}

Result<Value> absolute(Arguments a, SessionContext&, Arena&) {
    if (a[0].is_null()) return a[0];
    const Number number = to_number(a[0]);
    if (number.kind == Number::Kind::real) return Value::real(std::fabs(number.real));
    if (number.kind == Number::Kind::integer && number.integer < 0) {
        if (number.integer == INT64_MIN) {
            return sql_error(1690, "BIGINT value is out of range in 'abs(-9223372036854775808)'");
        }
        return Value::integer(-number.integer);
    }
    return number.value();
}

Result<Value> sign(Arguments a, SessionContext&, Arena&) {
    if (a[0].is_null()) return a[0];
    const double number = to_number(a[0]).as_real();
    return Value::integer(number > 0 ? 1 : number < 0 ? -1 : 0);
}

enum class Digits : std::uint8_t { rounded, cut };

/// ROUND and TRUNCATE: of a decimal text exactly; of a double to the nearest.
Result<Value> to_digits(Arguments a, Arena& arena, Digits mode) {
    if (any_null(a)) return Value::null();
    const std::int64_t digits =
        a.size() > 1 ? std::clamp<std::int64_t>(integer_of(a[1]), -30, 30) : 0;
    const Number number = to_number(a[0]);
    if (number.kind != Number::Kind::real && digits >= 0) return number.value();
    const bool is_text = a[0].kind() == Value::Kind::text;
    if (is_text && digits >= 0 && mode == Digits::rounded) {
        const auto scanned = scan_number(a[0].as_bytes());
        char* out = arena.allocate(max_decimal_text);
        const auto kept = std::min(static_cast<std::size_t>(digits), scanned->fraction.size());
        return Value::text(
            {out, format_decimal(*scanned, 65, static_cast<unsigned>(kept), out).size});
    }
    const double scale = std::pow(10.0, static_cast<double>(digits < 0 ? -digits : digits));
    const double scaled = digits < 0 ? number.as_real() / scale : number.as_real() * scale;
    if (!std::isfinite(scaled)) return number.value();
    const double whole = mode == Digits::cut ? std::trunc(scaled) : std::round(scaled);
    const double result = digits < 0 ? whole * scale : whole / scale;
    if ((number.kind != Number::Kind::real || digits == 0) && std::fabs(result) < 9e18) {
        return Value::integer(static_cast<std::int64_t>(result));
    }
    return Value::real(result);
}

Result<Value> round(Arguments a, SessionContext&, Arena& arena) {
    return to_digits(a, arena, Digits::rounded);
}
Result<Value> truncate(Arguments a, SessionContext&, Arena& arena) {
    return to_digits(a, arena, Digits::cut);
}

Result<Value> power(Arguments a, SessionContext&, Arena&) {
    if (any_null(a)) return Value::null();
    const double result = std::pow(to_number(a[0]).as_real(), to_number(a[1]).as_real());
    if (!std::isfinite(result)) return sql_error(1690, "DOUBLE value is out of range in 'pow()'");
    return Value::real(result);
}

Result<Value> logarithm(Arguments a, SessionContext&, Arena&) {
    if (any_null(a)) return Value::null();
    const double x = to_number(a.back()).as_real();
    const double base = a.size() > 1 ? to_number(a[0]).as_real() : std::exp(1.0);
    if (x <= 0 || base <= 0 || base == 1) return Value::null();
    return a.size() > 1 ? finite(std::log(x) / std::log(base)) : finite(std::log(x));
}

Result<Value> arc_tangent(Arguments a, SessionContext&, Arena&) {
    if (any_null(a)) return Value::null();
    const double y = to_number(a[0]).as_real();
    return Value::real(a.size() > 1 ? std::atan2(y, to_number(a[1]).as_real()) : std::atan(y));
}

Result<Value> pi(Arguments, SessionContext&, Arena&) {
    return Value::real(3.141592653589793);
}
double degrees_of(double radians) {
    return radians * 180 / 3.141592653589793;
}
double radians_of(double degrees) {
    return degrees * 3.141592653589793 / 180;
}
double cotangent(double x) {
    return 1 / std::tan(x);
}

Result<Value> random(Arguments a, SessionContext&, Arena&) {
    thread_local std::mt19937_64 generator{std::random_device{}()};
    if (!a.empty()) generator.seed(to_number(a[0]).as_bits());
    return Value::real(std::uniform_real_distribution<double>(0, 1)(generator));
}

Result<Value> bit_count(Arguments a, SessionContext&, Arena&) {
    if (any_null(a)) return Value::null();
    return Value::integer(__builtin_popcountll(to_number(a[0]).as_bits()));
}

/// GREATEST and LEAST: as numbers if all are numbers, else as texts.
Result<Value> extreme(Arguments a, Arena& arena, int direction) {
    if (any_null(a)) return Value::null();
    bool numeric = true;
    for (const Value& value : a) {
        numeric = numeric && value.kind() != Value::Kind::text && value.kind() != Value::Kind::blob;
    }
    const Value* best = &a[0];
    for (const Value& value : a.subspan(1)) {
        const double difference = numeric ? to_number(value).as_real() - to_number(*best).as_real()
                                          : to_text(value, arena).compare(to_text(*best, arena));
        if (difference * direction > 0) best = &value;
    }
    return *best;
}
Result<Value> greatest(Arguments a, SessionContext&, Arena& arena) {
    return extreme(a, arena, 1);
}
Result<Value> least(Arguments a, SessionContext&, Arena& arena) {
    return extreme(a, arena, -1);
}

Result<Value> interval(Arguments a, SessionContext&, Arena&) {
    if (a[0].is_null()) return Value::integer(-1);
    const double number = to_number(a[0]).as_real();
    std::int64_t index = 0;
    for (const Value& limit : a.subspan(1)) {
        if (!limit.is_null() && number < to_number(limit).as_real()) break;
        ++index;
    }
    return Value::integer(index);
}

Result<Value> is_null(Arguments a, SessionContext&, Arena&) {
    return Value::integer(a[0].is_null() ? 1 : 0);
}

constexpr ResultType R = ResultType::real;
constexpr ResultType I = ResultType::integer;
constexpr ResultType any = ResultType::any;
constexpr std::array table = {
    Function{"us_abs", 1, 1, true, any, absolute},
    Function{"us_ceil", 1, 1, true, I, to_whole<std::ceil>},
    Function{"us_ceiling", 1, 1, true, I, to_whole<std::ceil>},
    Function{"us_floor", 1, 1, true, I, to_whole<std::floor>},
    Function{"us_round", 1, 2, true, any, round},
    Function{"us_truncate", 2, 2, true, any, truncate},
    Function{"us_sign", 1, 1, true, I, sign},
    Function{"us_pow", 2, 2, true, R, power},
    Function{"us_power", 2, 2, true, R, power},
    Function{"us_sqrt", 1, 1, true, R, real<std::sqrt>},
    Function{"us_exp", 1, 1, true, R, real<std::exp>},
    Function{"us_ln", 1, 1, true, R, logarithm},
    Function{"us_log", 1, 2, true, R, logarithm},
    Function{"us_log2", 1, 1, true, R, real<std::log2>},
    Function{"us_log10", 1, 1, true, R, real<std::log10>},
    Function{"us_sin", 1, 1, true, R, real<std::sin>},
    Function{"us_cos", 1, 1, true, R, real<std::cos>},
    Function{"us_tan", 1, 1, true, R, real<std::tan>},
    Function{"us_cot", 1, 1, true, R, real<cotangent>},
    Function{"us_asin", 1, 1, true, R, real<std::asin>},
    Function{"us_acos", 1, 1, true, R, real<std::acos>},
    Function{"us_atan", 1, 2, true, R, arc_tangent},
    Function{"us_atan2", 2, 2, true, R, arc_tangent},
    Function{"us_degrees", 1, 1, true, R, real<degrees_of>},
    Function{"us_radians", 1, 1, true, R, real<radians_of>},
    Function{"us_pi", 0, 0, true, R, pi},
    Function{"us_rand", 0, 1, false, R, random},
    Function{"us_bit_count", 1, 1, true, I, bit_count},
    Function{"us_greatest", 2, -1, true, any, greatest},
    Function{"us_least", 2, -1, true, any, least},
    Function{"us_interval", 2, -1, true, I, interval},
    Function{"us_isnull", 1, 1, true, I, is_null},
};

}  // namespace

std::span<const Function> numeric_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
