// What the translation makes of MySQL's operators.

// g++ 12 with sanitizers sees an uninitialised std::function within <regex> (a false alarm).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include "common/sql/decimal_text.hpp"
#include "common/sql/functions/library.hpp"
#include "common/sql/utf8.hpp"

#include <array>
#include <cmath>
#include <regex>

namespace understudy::sql {
namespace {

Result<Value> number(Arguments a, SessionContext&, Arena&) {
    return a[0].is_null() ? a[0] : to_number(a[0]).value();
}

/// us_fixed(x, digits): a number with exactly that many fraction digits.
Result<Value> fixed(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const auto digits = static_cast<unsigned>(std::clamp<std::int64_t>(integer_of(a[1]), 0, 30));
    const auto scanned = scan_number(to_text(to_number(a[0]).value(), arena));
    if (!scanned) return a[0];
    char* out = arena.allocate(max_decimal_text);
    return Value::text({out, format_decimal(*scanned, 65, digits, out).size});
}

void warn_division(SessionContext& session) {
    session.warnings.push_back({Warning::Level::warning, 1365, "Division by 0"});
}

Result<Value> divide(Arguments a, SessionContext& session, Arena&) {
    if (any_null(a)) return Value::null();
    const double by = to_number(a[1]).as_real();
    if (by == 0) {
        warn_division(session);
        return Value::null();
    }
    return Value::real(to_number(a[0]).as_real() / by);
}

Result<Value> integer_divide(Arguments a, SessionContext& session, Arena&) {
    if (any_null(a)) return Value::null();
    const Number x = to_number(a[0]);
    const Number by = to_number(a[1]);
    if (by.is_zero()) {
        warn_division(session);
        return Value::null();
    }
    const bool plain = x.kind == Number::Kind::integer && by.kind == Number::Kind::integer;
    if (plain && by.integer != -1) return Value::integer(x.integer / by.integer);
    const bool wide = x.kind != Number::Kind::real && by.kind != Number::Kind::real &&
                      x.as_real() >= 0 && by.as_real() > 0;
    if (wide) return Value::unsigned_integer(x.as_bits() / by.as_bits());
    const double quotient = std::trunc(x.as_real() / by.as_real());
    if (std::fabs(quotient) >= 9.2233720368547758e18) {
        return sql_error(1690, "BIGINT value is out of range in DIV");
    }
    return Value::integer(static_cast<std::int64_t>(quotient));
}

Result<Value> modulo(Arguments a, SessionContext& session, Arena&) {
    if (any_null(a)) return Value::null();
    const Number x = to_number(a[0]);
    const Number by = to_number(a[1]);
    if (by.is_zero()) {
        warn_division(session);
        return Value::null();
    }
    if (x.kind == Number::Kind::integer && by.kind == Number::Kind::integer) {
        return Value::integer(by.integer == -1 ? 0 : x.integer % by.integer);
    }
    if (x.kind != Number::Kind::real && by.kind != Number::Kind::real && x.as_real() >= 0 &&
        by.as_real() > 0) {
        return Value::unsigned_integer(x.as_bits() % by.as_bits());
    }
    return Value::real(std::fmod(x.as_real(), by.as_real()));
}

template <class Operation>
Result<Value> on_bits(Arguments a, Operation operation) {
    if (any_null(a)) return Value::null();
    return Value::unsigned_integer(
        operation(to_number(a[0]).as_bits(), a.size() > 1 ? to_number(a[1]).as_bits() : 0));
}
Result<Value> bit_or(Arguments a, SessionContext&, Arena&) {
    return on_bits(a, [](std::uint64_t x, std::uint64_t y) { return x | y; });
}
Result<Value> bit_and(Arguments a, SessionContext&, Arena&) {
    return on_bits(a, [](std::uint64_t x, std::uint64_t y) { return x & y; });
}
Result<Value> bit_xor(Arguments a, SessionContext&, Arena&) {
    return on_bits(a, [](std::uint64_t x, std::uint64_t y) { return x ^ y; });
}
Result<Value> bit_not(Arguments a, SessionContext&, Arena&) {
    return on_bits(a, [](std::uint64_t x, std::uint64_t) { return ~x; });
}
Result<Value> shift_left(Arguments a, SessionContext&, Arena&) {
    return on_bits(a, [](std::uint64_t x, std::uint64_t y) { return y < 64 ? x << y : 0; });
}
Result<Value> shift_right(Arguments a, SessionContext&, Arena&) {
    return on_bits(a, [](std::uint64_t x, std::uint64_t y) { return y < 64 ? x >> y : 0; });
}

/// MySQL's LIKE over characters, without recursion: remembers the last % only.
bool matches_like(std::string_view text, std::string_view pattern, char escape) noexcept {
    std::size_t t = 0, p = 0;
    std::size_t retry_pattern = std::string_view::npos, retry_text = 0;
    while (t < text.size()) {
        const bool escaped = p + 1 < pattern.size() && escape != '\0' && pattern[p] == escape;
        if (p < pattern.size() && !escaped && pattern[p] == '%') {
            retry_pattern = ++p;
            retry_text = t;
            continue;
        }
        const std::size_t at = p + (escaped ? 1 : 0);
        if (p < pattern.size() && !escaped && pattern[p] == '_') {
            ++p;
            t += utf8_size(text[t]);
            continue;
        }
        if (at < pattern.size() && pattern[at] == text[t]) {
            p = at + 1;
            ++t;
            continue;
        }
        if (retry_pattern == std::string_view::npos) return false;
        p = retry_pattern;
        retry_text += utf8_size(text[retry_text]);
        t = retry_text;
    }
    while (p < pattern.size() && pattern[p] == '%') ++p;
    return p == pattern.size();
}

Result<Value> like(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    char escape = '\\';
    if (a.size() > 2) {
        const std::string_view given = to_text(a[2], arena);
        if (given.size() > 1) return sql_error(1210, "Incorrect arguments to ESCAPE");
        escape = given.empty() ? '\0' : given[0];
    }
    return Value::integer(matches_like(to_text(a[0], arena), to_text(a[1], arena), escape) ? 1 : 0);
}

Result<Value> regexp(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    // std::regex recurses once per character: a long text would exhaust the stack.
    if (text.size() > 16'384) {
        return sql_error(1235,
                         "This version of Understudy doesn't yet support 'REGEXP on texts "
                         "longer than 16 KiB'");
    }
    thread_local std::string cached_pattern;
    thread_local std::regex cached;
    const std::string pattern(to_text(a[1], arena));
    try {
        if (pattern.empty()) return sql_error(3685, "Illegal argument to a regular expression.");
        if (pattern != cached_pattern) {
            cached.assign(pattern, std::regex::ECMAScript | std::regex::nosubs);
            cached_pattern = pattern;
        }
        return Value::integer(std::regex_search(text.begin(), text.end(), cached) ? 1 : 0);
    } catch (const std::regex_error& error) {
        cached_pattern.clear();
        return sql_error(3688, std::string("Syntax error in regular expression: ") + error.what());
    }
}

constexpr std::array table = {
    Function{"us_number", 1, 1, true, ResultType::any, number},
    Function{"us_fixed", 2, 2, true, ResultType::text, fixed},
    Function{"us_div", 2, 2, true, ResultType::real, divide},
    Function{"us_intdiv", 2, 2, true, ResultType::integer, integer_divide},
    Function{"us_mod", 2, 2, true, ResultType::any, modulo},
    Function{"us_bit_or", 2, 2, true, ResultType::integer, bit_or},
    Function{"us_bit_and", 2, 2, true, ResultType::integer, bit_and},
    Function{"us_bit_xor", 2, 2, true, ResultType::integer, bit_xor},
    Function{"us_bit_not", 1, 1, true, ResultType::integer, bit_not},
    Function{"us_shift_left", 2, 2, true, ResultType::integer, shift_left},
    Function{"us_shift_right", 2, 2, true, ResultType::integer, shift_right},
    Function{"us_like", 2, 3, true, ResultType::integer, like},
    Function{"us_regexp", 2, 2, true, ResultType::integer, regexp},
    Function{"us_regexp_like", 2, 2, true, ResultType::integer, regexp},
};

}  // namespace

std::span<const Function> operator_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
