#include "common/sql/translate/literal.hpp"

#include "common/sql/decimal_text.hpp"
#include "common/sql/translate/expression_parts.hpp"
#include "common/sql/value_text.hpp"

#include <charconv>

namespace understudy::sql {
namespace {

using Kind = Lexeme::Kind;
using Type = Operand::Type;

OwnedValue owned_text(Value::Kind kind, std::string bytes) {
    OwnedValue result;
    result.kind = kind;
    result.bytes = std::move(bytes);
    return result;
}

int hex_value(char c) noexcept {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/// The digits of 0x2a, x'2a', 0b101 or b'101'.
std::string_view digits_of(std::string_view text) noexcept {
    text.remove_prefix(2);
    if (text.ends_with('\'')) text.remove_suffix(1);
    return text;
}

std::string bytes_of(const Lexeme& lexeme) {
    const std::string_view digits = digits_of(lexeme.text);
    const std::size_t per_byte = lexeme.kind == Kind::hex ? 2 : 8;
    const int base = lexeme.kind == Kind::hex ? 16 : 2;
    std::string result;
    int byte = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        byte = byte * base + hex_value(digits[i]);
        if ((digits.size() - i - 1) % per_byte == 0) {
            result += static_cast<char>(byte);
            byte = 0;
        }
    }
    return result;
}

OwnedValue number_value(const Lexeme& lexeme, bool negated, bool exact) {
    const std::string_view text = lexeme.text;
    if (lexeme.kind == Kind::integer) {
        std::uint64_t number = 0;
        const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
        if (end.ec == std::errc{}) {
            if (!negated) return OwnedValue::from(Value::unsigned_integer(number));
            if (number <= std::uint64_t{1} << 63) {
                return OwnedValue::from(Value::integer(static_cast<std::int64_t>(0 - number)));
            }
        }
    }
    if (exact && lexeme.kind != Kind::real) {
        return owned_text(Value::Kind::text, (negated ? "-" : "") + std::string(text));
    }
    const double number = to_number(Value::text(text)).as_real();
    return OwnedValue::from(Value::real(negated ? -number : number));
}

std::string number_text(const Lexeme& lexeme, bool negated) {
    const OwnedValue value = number_value(lexeme, negated, true);
    if (value.kind == Value::Kind::unsigned_integer) {
        // Above 2^63-1: the 8 bytes that the store keeps for such a number.
        char digits[17];
        const auto end = std::to_chars(digits, digits + sizeof digits, value.bits, 16);
        return "x'" + std::string(digits, end.ptr) + "'";
    }
    return negated ? "(-" + std::string(lexeme.text) + ")" : std::string(lexeme.text);
}

std::string as_text(const Lexeme& lexeme, bool negated) {
    if (lexeme.kind == Kind::string) return quoted_text(lexeme.value());
    if (lexeme.kind == Kind::hex || lexeme.kind == Kind::bits) {
        constexpr char hex[] = "0123456789abcdef";
        std::string result = "x'";
        for (const char c : bytes_of(lexeme)) {
            result += hex[static_cast<unsigned char>(c) >> 4];
            result += hex[static_cast<unsigned char>(c) & 15];
        }
        return result + "'";
    }
    return number_text(lexeme, negated);
}

bool is_constant_word(const Lexeme& token) noexcept {
    return token.kind == Kind::word &&
           (same_name(token.text, "NULL") || same_name(token.text, "TRUE") ||
            same_name(token.text, "FALSE"));
}

Type type_of_literal(const Lexeme& lexeme) noexcept {
    switch (lexeme.kind) {
        case Kind::integer:
            return Type::integer;
        case Kind::decimal:
            return Type::decimal;
        case Kind::real:
            return Type::real;
        case Kind::string:
            return Type::text;
        default:
            return Type::binary;
    }
}

}  // namespace

bool is_number_literal(const Lexeme& token) noexcept {
    return token.kind == Kind::integer || token.kind == Kind::decimal || token.kind == Kind::real;
}

bool is_literal(const Lexeme& token) noexcept {
    return is_number_literal(token) || token.kind == Kind::string || token.kind == Kind::hex ||
           token.kind == Kind::bits || is_constant_word(token);
}

OwnedValue literal_value(const Lexeme& lexeme, bool negated, bool exact) {
    switch (lexeme.kind) {
        case Kind::string:
            return owned_text(Value::Kind::text, lexeme.value());
        case Kind::hex:
        case Kind::bits:
            return owned_text(Value::Kind::blob, bytes_of(lexeme));
        case Kind::word:
            if (same_name(lexeme.text, "NULL")) return {};
            return OwnedValue::from(Value::integer(same_name(lexeme.text, "TRUE") ? 1 : 0));
        default:
            return number_value(lexeme, negated, exact);
    }
}

Result<Operand> translate_literal(Context& context, Sign sign) {
    TokenReader& in = context.in;
    const Lexeme& token = in.peek();
    const bool negated = sign == Sign::minus;
    if (!is_literal(token)) return in.syntax_error();
    in.skip();
    Operand result;
    result.constant = true;
    if (is_constant_word(token)) {
        const bool null = same_name(token.text, "NULL");
        result.type = null ? Type::null : Type::integer;
        result.sql = null ? "NULL" : same_name(token.text, "TRUE") ? "1" : "0";
        return result;
    }
    result.type = type_of_literal(token);
    result.string_literal = token.kind == Kind::string;
    result.number_literal = is_number_literal(token);
    if (token.kind == Kind::decimal) {
        const std::size_t point = token.text.find('.');
        result.scale = static_cast<int>(token.text.size() - point - 1);
    }
    const bool joined = result.string_literal && in.peek().kind == Kind::string;
    constexpr std::size_t enough_parameters = 30'000;
    if (context.literals == LiteralMode::parameter && !joined &&
        context.out.statement.bindings.size() < enough_parameters) {
        result.sql = context.out.literal({token.ordinal, negated, false});
        return result;
    }
    context.out.fixed.push_back(token.ordinal);
    result.sql = as_text(token, negated);
    if (joined) {  // 'a' 'b' is 'ab'
        std::string whole = token.value();
        for (; in.peek().kind == Kind::string; in.skip()) {
            whole += in.peek().value();
            context.out.fixed.push_back(in.peek().ordinal);
        }
        result.sql = quoted_text(whole);
    }
    return result;
}

}  // namespace understudy::sql
