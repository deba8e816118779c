#include "common/sql/functions/library.hpp"
#include "common/sql/utf8.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace understudy::sql {
namespace {

bool is_bytes(const Value& value) noexcept {
    return value.kind() == Value::Kind::blob && !is_wide_integer(value.as_bytes());
}
/// A result of the same kind as `like`: bytes stay bytes.
Value same_kind(const Value& like, std::string_view bytes) {
    return is_bytes(like) ? Value::blob(bytes) : Value::text(bytes);
}
Value made(const std::string& bytes, Arena& arena) {
    return Value::text(arena.copy(bytes));
}

std::size_t length_in_characters(const Value& value, std::string_view text) {
    return is_bytes(value) ? text.size() : utf8_length(text);
}
std::size_t offset_of(const Value& value, std::string_view text, std::size_t index) {
    return is_bytes(value) ? std::min(index, text.size()) : utf8_offset(text, index);
}

Result<Value> concat(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    std::string out;
    bool bytes = false;
    for (const Value& value : a) {
        out += to_text(value, arena);
        bytes = bytes || is_bytes(value);
        if (out.size() > max_result_bytes) return Value::null();
    }
    return bytes ? Value::blob(arena.copy(out)) : made(out, arena);
}

Result<Value> concat_ws(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    std::string out;
    bool first = true;
    for (const Value& value : a.subspan(1)) {
        if (value.is_null()) continue;
        if (!first) out += to_text(a[0], arena);
        first = false;
        out += to_text(value, arena);
        if (out.size() > max_result_bytes) return Value::null();
    }
    return made(out, arena);
}

Result<Value> substring(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const auto length = static_cast<std::int64_t>(length_in_characters(a[0], text));
    const std::int64_t from = integer_of(a[1]);
    const std::int64_t count = a.size() > 2 ? integer_of(a[2]) : length;
    if (from == 0 || from > length || from < -length || count <= 0) return same_kind(a[0], "");
    const std::int64_t start = from > 0 ? from - 1 : length + from;
    const std::int64_t end = start + std::min(count, length - start);
    const std::size_t first = offset_of(a[0], text, static_cast<std::size_t>(start));
    const std::size_t last = offset_of(a[0], text, static_cast<std::size_t>(end));
    return same_kind(a[0], text.substr(first, last - first));
}

Result<Value> left(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(integer_of(a[1]), 0));
    return same_kind(a[0], text.substr(0, offset_of(a[0], text, count)));
}

Result<Value> right(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const std::size_t length = length_in_characters(a[0], text);
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(integer_of(a[1]), 0));
    return same_kind(a[0],
                     text.substr(count >= length ? 0 : offset_of(a[0], text, length - count)));
}

Result<Value> length(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    return Value::integer(static_cast<std::int64_t>(to_text(a[0], arena).size()));
}
Result<Value> bit_length(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    return Value::integer(static_cast<std::int64_t>(to_text(a[0], arena).size() * 8));
}
Result<Value> char_length(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    return Value::integer(
        static_cast<std::int64_t>(length_in_characters(a[0], to_text(a[0], arena))));
}

template <char first, char last>
Result<Value> changed_case(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null() || is_bytes(a[0])) return a[0];
    std::string text(to_text(a[0], arena));
    for (char& c : text) {
        if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
    }
    return made(text, arena);
}

enum class Side : std::uint8_t { both, leading, trailing };

template <Side side>
Result<Value> trim(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    std::string_view text = to_text(a[0], arena);
    const std::string_view removed = a.size() > 1 ? to_text(a[1], arena) : " ";
    if (removed.empty()) return same_kind(a[0], text);
    while (side != Side::trailing && text.starts_with(removed)) text.remove_prefix(removed.size());
    while (side != Side::leading && text.ends_with(removed)) text.remove_suffix(removed.size());
    return same_kind(a[0], text);
}

template <Side side>
Result<Value> pad(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const std::int64_t wanted = integer_of(a[1]);
    const std::string_view filler = a.size() > 2 ? to_text(a[2], arena) : " ";
    if (wanted < 0 || static_cast<std::uint64_t>(wanted) > max_result_bytes) return Value::null();
    const auto size = static_cast<std::size_t>(wanted);
    const std::size_t length = length_in_characters(a[0], text);
    if (size <= length) return same_kind(a[0], text.substr(0, offset_of(a[0], text, size)));
    if (filler.empty()) return same_kind(a[0], "");
    const std::size_t filler_length = length_in_characters(a[0], filler);
    std::string padding;
    std::size_t missing = size - length;
    for (; missing >= filler_length; missing -= filler_length) padding += filler;
    padding += filler.substr(0, offset_of(a[0], filler, missing));
    const std::string whole =
        side == Side::leading ? padding + std::string(text) : std::string(text) + padding;
    return same_kind(a[0], arena.copy(whole));
}

Result<Value> repeat(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const std::int64_t count = std::max<std::int64_t>(integer_of(a[1]), 0);
    if (!text.empty() && static_cast<std::uint64_t>(count) > max_result_bytes / text.size()) {
        return Value::null();
    }
    std::string out;
    for (std::int64_t i = 0; i < count && !text.empty(); ++i) out += text;
    return same_kind(a[0], arena.copy(out));
}

Result<Value> space(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::int64_t count = std::max<std::int64_t>(integer_of(a[0]), 0);
    if (static_cast<std::uint64_t>(count) > max_result_bytes) return Value::null();
    return made(std::string(static_cast<std::size_t>(count), ' '), arena);
}

Result<Value> reverse(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return a[0];
    const std::string_view text = to_text(a[0], arena);
    std::string out;
    for (std::size_t end = text.size(); end > 0;) {
        std::size_t start = end - 1;
        while (!is_bytes(a[0]) && start > 0 &&
               (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80) {
            --start;
        }
        out += text.substr(start, end - start);
        end = start;
    }
    return same_kind(a[0], arena.copy(out));
}

Result<Value> replace(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const std::string_view from = to_text(a[1], arena);
    const std::string_view to = to_text(a[2], arena);
    if (from.empty()) return same_kind(a[0], text);
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = text.find(from); found != std::string_view::npos;
         found = text.find(from, at)) {
        out.append(text.substr(at, found - at)).append(to);
        at = found + from.size();
        if (out.size() > max_result_bytes) return Value::null();
    }
    out += text.substr(at);
    return same_kind(a[0], arena.copy(out));
}

Value located(const Value& subject, const Value& needle, std::int64_t from, Arena& arena) {
    const std::string_view text = to_text(subject, arena);
    if (from < 1) return Value::integer(0);
    const std::size_t start = offset_of(subject, text, static_cast<std::size_t>(from - 1));
    const std::size_t found = text.find(to_text(needle, arena), start);
    if (found == std::string_view::npos) return Value::integer(0);
    const std::size_t before = length_in_characters(subject, text.substr(0, found));
    return Value::integer(static_cast<std::int64_t>(before) + 1);
}
Result<Value> instr(Arguments a, SessionContext&, Arena& arena) {
    return any_null(a) ? Value::null() : located(a[0], a[1], 1, arena);
}
Result<Value> locate(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    return located(a[1], a[0], a.size() > 2 ? integer_of(a[2]) : 1, arena);
}

Result<Value> field(Arguments a, SessionContext&, Arena& arena) {
    if (a[0].is_null()) return Value::integer(0);
    for (std::size_t i = 1; i < a.size(); ++i) {
        if (!a[i].is_null() && to_text(a[i], arena) == to_text(a[0], arena)) {
            return Value::integer(static_cast<std::int64_t>(i));
        }
    }
    return Value::integer(0);
}

Result<Value> element(Arguments a, SessionContext&, Arena&) {
    const std::int64_t index = a[0].is_null() ? 0 : integer_of(a[0]);
    if (index < 1 || static_cast<std::uint64_t>(index) >= a.size()) return Value::null();
    return a[static_cast<std::size_t>(index)];
}

Result<Value> find_in_set(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view needle = to_text(a[0], arena);
    std::string_view rest = to_text(a[1], arena);
    for (std::int64_t index = 1; !rest.empty(); ++index) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (rest.substr(0, comma) == needle) return Value::integer(index);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return Value::integer(0);
}

Result<Value> substring_index(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const std::string_view delimiter = to_text(a[1], arena);
    std::int64_t count = integer_of(a[2]);
    if (delimiter.empty() || count == 0) return same_kind(a[0], "");
    if (count > 0) {
        std::size_t at = text.find(delimiter);
        for (; at != std::string_view::npos && --count > 0;) {
            at = text.find(delimiter, at + delimiter.size());
        }
        return same_kind(a[0], text.substr(0, at));
    }
    std::size_t at = text.rfind(delimiter);
    while (at != std::string_view::npos && ++count < 0) {
        at = at == 0 ? std::string_view::npos : text.rfind(delimiter, at - 1);
    }
    return same_kind(a[0],
                     at == std::string_view::npos ? text : text.substr(at + delimiter.size()));
}

Result<Value> compare(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const int order = to_text(a[0], arena).compare(to_text(a[1], arena));
    return Value::integer(order < 0 ? -1 : order > 0 ? 1 : 0);
}

Result<Value> insert(Arguments a, SessionContext&, Arena& arena) {
    if (any_null(a)) return Value::null();
    const std::string_view text = to_text(a[0], arena);
    const auto length = static_cast<std::int64_t>(length_in_characters(a[0], text));
    const std::int64_t from = integer_of(a[1]);
    std::int64_t count = integer_of(a[2]);
    if (from < 1 || from > length) return same_kind(a[0], text);
    if (count < 0 || count > length - from + 1) count = length - from + 1;
    const std::size_t first = offset_of(a[0], text, static_cast<std::size_t>(from - 1));
    const std::size_t last = offset_of(a[0], text, static_cast<std::size_t>(from - 1 + count));
    std::string out(text.substr(0, first));
    out.append(to_text(a[3], arena)).append(text.substr(last));
    return same_kind(a[0], arena.copy(out));
}

constexpr ResultType T = ResultType::text;
constexpr ResultType I = ResultType::integer;
constexpr std::array table = {
    Function{"us_concat", 1, -1, true, T, concat},
    Function{"us_concat_ws", 2, -1, true, T, concat_ws},
    Function{"us_substring", 2, 3, true, T, substring},
    Function{"us_left", 2, 2, true, T, left},
    Function{"us_right", 2, 2, true, T, right},
    Function{"us_length", 1, 1, true, I, length},
    Function{"us_octet_length", 1, 1, true, I, length},
    Function{"us_bit_length", 1, 1, true, I, bit_length},
    Function{"us_char_length", 1, 1, true, I, char_length},
    Function{"us_character_length", 1, 1, true, I, char_length},
    Function{"us_upper", 1, 1, true, T, changed_case<'a', 'z'>},
    Function{"us_ucase", 1, 1, true, T, changed_case<'a', 'z'>},
    Function{"us_lower", 1, 1, true, T, changed_case<'A', 'Z'>},
    Function{"us_lcase", 1, 1, true, T, changed_case<'A', 'Z'>},
    Function{"us_trim", 1, 2, true, T, trim<Side::both>},
    Function{"us_trim_leading", 2, 2, true, T, trim<Side::leading>},
    Function{"us_trim_trailing", 2, 2, true, T, trim<Side::trailing>},
    Function{"us_ltrim", 1, 1, true, T, trim<Side::leading>},
    Function{"us_rtrim", 1, 1, true, T, trim<Side::trailing>},
    Function{"us_lpad", 2, 3, true, T, pad<Side::leading>},
    Function{"us_rpad", 2, 3, true, T, pad<Side::trailing>},
    Function{"us_repeat", 2, 2, true, T, repeat},
    Function{"us_space", 1, 1, true, T, space},
    Function{"us_reverse", 1, 1, true, T, reverse},
    Function{"us_replace", 3, 3, true, T, replace},
    Function{"us_instr", 2, 2, true, I, instr},
    Function{"us_locate", 2, 3, true, I, locate},
    Function{"us_field", 2, -1, true, I, field},
    Function{"us_elt", 2, -1, true, T, element},
    Function{"us_find_in_set", 2, 2, true, I, find_in_set},
    Function{"us_substring_index", 3, 3, true, T, substring_index},
    Function{"us_strcmp", 2, 2, true, I, compare},
    Function{"us_insert", 4, 4, true, T, insert},
};

}  // namespace

std::span<const Function> string_functions() noexcept {
    return table;
}

}  // namespace understudy::sql
