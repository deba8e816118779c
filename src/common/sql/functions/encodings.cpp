#include "common/sql/decimal_text.hpp"
#include "common/sql/functions/library.hpp"
#include "common/sql/utf8.hpp"

#include <array>
#include <charconv>
#include <string>

#include <nlohmann/json.hpp>

namespace understudy::sql {
namespace {

Value made(const std::string& bytes, Arena& arena) {
    return Value::text(arena.copy(bytes));
}

bool is_number(const Value& value) noexcept {
    return value.kind() == Value::Kind::integer || value.kind() == Value::Kind::real ||
           value.kind() == Value::Kind::unsigned_integer;
}

std::string in_base(std::uint64_t number, int base) {
    char buffer[72];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, base);
    std::string text(buffer, end.ptr);
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

Result<Value> hex(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    if (is_number(a[0])) return made(in_base(to_number(a[0]).as_bits(), 16), arena);
    constexpr char digits[] = "0123456789ABCDEF";
    const std::string_view bytes = a[0].as_bytes();
    char* out = arena.allocate(bytes.size() * 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out[2 * i] = digits[static_cast<unsigned char>(bytes[i]) >> 4];
        out[2 * i + 1] = digits[static_cast<unsigned char>(bytes[i]) & 15];
    }
    return Value::text({out, bytes.size() * 2});
}

Result<Value> unhex(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    std::string text(to_text(a[0], arena));
    if (text.size() % 2 != 0) text.insert(0, "0");
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned byte = 0;
        const auto end = std::from_chars(text.data() + i, text.data() + i + 2, byte, 16);
        if (end.ec != std::errc{} || end.ptr != text.data() + i + 2) return Value::null();
        out += static_cast<char>(byte);
    }
    return Value::blob(arena.copy(out));
}

Result<Value> ascii(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view text = to_text(a[0], arena);
    return Value::integer(text.empty() ? 0 : static_cast<unsigned char>(text[0]));
}

Result<Value> ord(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view text = to_text(a[0], arena);
    if (text.empty()) return Value::integer(0);
    return Value::unsigned_integer(wide_integer(text.substr(0, utf8_size(text[0]))));
}

Result<Value> from_codes(Arguments a, SessionContext&, Arena& arena) {
    std::string out;
    for (const Value& value : a) {
        if (value.is_null()) continue;
        const auto code = static_cast<std::uint32_t>(to_number(value).as_bits());
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (code >> shift != 0 || shift == 0) out += static_cast<char>(code >> shift);
        }
    }
    return Value::blob(arena.copy(out));
}

Result<Value> quote(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return Value::text("NULL");
    std::string out = "'";
    for (const char c : to_text(a[0], arena)) {
        if (c == '\'' || c == '\\') out += '\\';
        if (c == '\0') {
            out += "\\0";
        } else if (c == '\x1a') {
            out += "\\Z";
        } else {
            out += c;
        }
    }
    return made(out + "'", arena);
}

std::uint32_t crc32_of(std::string_view text) noexcept {
    std::uint32_t crc = 0xffffffff;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}
Result<Value> crc32(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    return Value::integer(crc32_of(to_text(a[0], arena)));
}

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Result<Value> to_base64(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view in = to_text(a[0], arena);
    std::string out;
    std::size_t in_line = 0;
    for (std::size_t i = 0; i < in.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, in.size() - i);
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            group = group << 8 | (j < count ? static_cast<unsigned char>(in[i + j]) : 0U);
        }
        if (in_line == 76) {
            out += '\n';
            in_line = 0;
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += j <= count ? base64_digits[group >> (18 - 6 * j) & 63] : '=';
        }
        in_line += 4;
    }
    return made(out, arena);
}

Result<Value> from_base64(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    std::string out;
    std::uint32_t group = 0;
    int digits = 0, padding = 0;
    for (const char c : to_text(a[0], arena)) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        const std::size_t digit = base64_digits.find(c);
        if (c == '=') {
            ++padding;
        } else if (digit == std::string_view::npos || padding > 0) {
            return Value::null();
        }
        group = group << 6 | (c == '=' ? 0U : static_cast<std::uint32_t>(digit));
        if (++digits % 4 != 0) continue;
        if (padding > 2) return Value::null();
        for (int i = 0; i < 3 - padding; ++i) out += static_cast<char>(group >> (16 - 8 * i));
        group = 0;
    }
    if (digits % 4 != 0) return Value::null();
    return Value::blob(arena.copy(out));
}

Result<Value> binary(Arguments a, SessionContext&, Arena& arena) {
    return a[0].is_null() ? a[0] : made(in_base(to_number(a[0]).as_bits(), 2), arena);
}
Result<Value> octal(Arguments a, SessionContext&, Arena& arena) {
    return a[0].is_null() ? a[0] : made(in_base(to_number(a[0]).as_bits(), 8), arena);
}

Result<Value> converted(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::int64_t from = std::abs(integer_of(a[1]));
    const std::int64_t to = integer_of(a[2]);
    if (from < 2 || from > 36 || std::abs(to) < 2 || std::abs(to) > 36) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const bool negative = text.starts_with('-');
    std::uint64_t number = 0;
    const auto end = std::from_chars(text.data() + (negative ? 1 : 0), text.data() + text.size(),
                                     number, static_cast<int>(from));
    if (end.ec == std::errc::result_out_of_range) number = UINT64_MAX;
    if (negative) number = 0 - number;
    if (to < 0 && number > INT64_MAX) {
        return made("-" + in_base(0 - number, static_cast<int>(-to)), arena);
    }
    return made(in_base(number, static_cast<int>(std::abs(to))), arena);
}

/// FORMAT(1234.5, 2) is 1,234.50.
Result<Value> format(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const auto digits = static_cast<unsigned>(std::clamp<std::int64_t>(integer_of(a[1]), 0, 30));
    const auto scanned = scan_number(to_text(a[0], arena));
    if (!scanned) return made(digits == 0 ? "0" : "0." + std::string(digits, '0'), arena);
    char buffer[max_decimal_text];
    std::string text(buffer, format_decimal(*scanned, 65, digits, buffer).size);
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t at = point; at > first + 3;) text.insert(at -= 3, ",");
    return made(text, arena);
}

Result<Value> json_valid(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    return Value::integer(nlohmann::json::accept(to_text(a[0], arena)) ? 1 : 0);
}

Result<Value> json_unquote(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view text = to_text(a[0], arena);
    if (!text.starts_with('"')) return Value::text(text);
    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    if (!parsed.is_string()) return Value::text(text);
    return made(parsed.get<std::string>(), arena);
}

Result<Value> json_quote(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view text = to_text(a[0], arena);
    if (!scan_utf8(text).valid()) return Value::null();
    return made(nlohmann::json(text).dump(), arena);
}

constexpr ResultType T = ResultType::text;
constexpr ResultType I = ResultType::integer;
constexpr std::array table = {
    Function{"us_hex", 1, 1, true, T, hex},
    Function{"us_unhex", 1, 1, true, T, unhex},
    Function{"us_ascii", 1, 1, true, I, ascii},
    Function{"us_ord", 1, 1, true, I, ord},
    Function{"us_char", 1, -1, true, T, from_codes},
    Function{"us_quote", 1, 1, true, T, quote},
    Function{"us_crc32", 1, 1, true, I, crc32},
    Function{"us_to_base64", 1, 1, true, T, to_base64},
    Function{"us_from_base64", 1, 1, true, T, from_base64},
    Function{"us_bin", 1, 1, true, T, binary},
    Function{"us_oct", 1, 1, true, T, octal},
    Function{"us_conv", 3, 3, true, T, converted},
    Function{"us_format", 2, 2, true, T, format},
    Function{"us_json_valid", 1, 1, true, I, json_valid},
    Function{"us_json_unquote", 1, 1, true, T, json_unquote},
    Function{"us_json_quote", 1, 1, true, T, json_quote},
};

}  // namespace

std::span<const Function> encoding_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
