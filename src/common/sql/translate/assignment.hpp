#pragma once

#include "common/sql/translate/context.hpp"

namespace understudy::sql {

/// The integer literal K that names a column to the engine's functions.
std::uint64_t column_key(const Source& table, std::size_t position) noexcept;
/// "us_store(x,K)", or us_auto for the AUTO_INCREMENT column of an INSERT.
std::string stored(const Source& table, std::size_t position, const std::string& sql);
std::string inserted(const Source& table, std::size_t position, const std::string& sql);
/// What a column gets that is left out, or for which DEFAULT is written.
Result<std::string> default_of(Context& context, const Source& table, std::size_t position);
/// The value for a column: an expression, exact if it is a literal; DEFAULT.
Result<std::string> translate_value(Context& context, const Source& table, std::size_t position);
/// The position of a column; errors: 1054.
Result<std::size_t> find_target(const Source& table, std::string_view name);
/// "c = x, ..." up to the first token that cannot continue it, with what ON UPDATE adds. `targets`
/// are the tables that may be assigned to; all assignments must be to the first of them.
Result<std::string> translate_assignments(Context& context, const Source& table);

}  // namespace understudy::sql
