#include "common/sql/conversion.hpp"
#include "common/sql/value_text.hpp"

#include <charconv>
#include <optional>

namespace understudy::sql {
namespace {

std::string_view without_trailing_blanks(std::string_view text) noexcept {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// The label's index from 0: exactly, or in any case if the column's collation ignores it.
std::optional<std::size_t> find_label(const Column& column, std::string_view text) noexcept {
    text = without_trailing_blanks(text);
    for (std::size_t i = 0; i < column.labels.size(); ++i) {
        if (column.labels[i] == text) return i;
    }
    if (column.collation == collation::utf8mb4_bin || column.collation == collation::binary) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < column.labels.size(); ++i) {
        if (same_name(column.labels[i], text)) return i;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> whole_number(std::string_view text) noexcept {
    std::uint64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || end.ec != std::errc{} || end.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

std::optional<std::uint64_t> as_number(const Value& value) noexcept {
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        return whole_number(value.as_bytes());
    }
    const Number number = to_number(value);
    if (number.kind != Number::Kind::unsigned_integer && number.as_real() < 0) return std::nullopt;
    return number.as_bits();
}

std::optional<std::string_view> as_label(const Value& value) noexcept {
    if (value.kind() == Value::Kind::text || value.kind() == Value::Kind::blob) {
        return value.as_bytes();
    }
    return std::nullopt;
}

/// The labels of `bits`, in order, joined by commas.
Value labels_of(const Conversion& to, std::uint64_t bits) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < to.column.labels.size(); ++i) {
        if ((bits >> i & 1) != 0) size += to.column.labels[i].size() + 1;
    }
    if (size == 0) return Value::text("");
    char* const out = to.arena.allocate(size);
    char* at = out;
    for (std::size_t i = 0; i < to.column.labels.size(); ++i) {
        if ((bits >> i & 1) == 0) continue;
        if (at != out) *at++ = ',';
        at += to.column.labels[i].copy(at, to.column.labels[i].size());
    }
    return Value::text({out, static_cast<std::size_t>(at - out)});
}

}  // namespace

Result<Value> to_enum(const Conversion& to, const Value& value) {
    if (const auto text = as_label(value)) {
        if (const auto found = find_label(to.column, *text)) {
            return Value::text(to.column.labels[*found]);
        }
    }
    const auto number = as_number(value);
    if (number && *number >= 1 && *number <= to.column.labels.size()) {
        return Value::text(to.column.labels[static_cast<std::size_t>(*number) - 1]);
    }
    return to.truncated(Value::text(""));
}

Result<Value> to_set(const Conversion& to, const Value& value) {
    const std::size_t count = to.column.labels.size();
    const std::uint64_t all = count == 0 ? 0 : UINT64_MAX >> (64 - count);
    std::uint64_t bits = 0;
    bool understood = true;
    if (const auto text = as_label(value)) {
        std::string_view rest = *text;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            const auto found = find_label(to.column, rest.substr(0, comma));
            if (found) bits |= std::uint64_t{1} << *found;
            understood = understood && found.has_value();
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        if (understood) return labels_of(to, bits);
    }
    if (const auto number = as_number(value)) {
        bits = *number & all;
        understood = *number <= all;
    } else {
        understood = false;
    }
    const Value result = labels_of(to, bits);
    if (!understood) return to.truncated(result);
    return result;
}

}  // namespace understudy::sql
