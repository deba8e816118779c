#pragma once

#include "common/sql/functions/function.hpp"
#include "common/sql/value_text.hpp"

#include <string_view>

namespace understudy::sql {

// Shared by the files of the library; nothing outside of it needs this.

using Arguments = std::span<const Value>;

/// The families, a file each; function_table() puts them together.
std::span<const Function> operator_functions() noexcept;
std::span<const Function> numeric_functions() noexcept;
std::span<const Function> string_functions() noexcept;
std::span<const Function> encoding_functions() noexcept;
std::span<const Function> temporal_functions() noexcept;
std::span<const Function> calendar_functions() noexcept;
std::span<const Function> cast_functions() noexcept;
std::span<const Function> session_functions() noexcept;

/// True if any argument is NULL: then nearly every function is.
inline bool any_null(Arguments arguments) noexcept {
    for (const Value& argument : arguments) {
        if (argument.is_null()) return true;
    }
    return false;
}
inline std::int64_t integer_of(const Value& value) noexcept {
    return to_number(value).as_integer();
}
/// Longest text a function makes: MySQL's max_allowed_packet by default.
inline constexpr std::size_t max_result_bytes = 64 * 1024 * 1024;

}  // namespace understudy::sql
