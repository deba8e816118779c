#pragma once

#include "common/server/executor.hpp"

#include <optional>

namespace understudy::server {

/// The value of an expression that needs no engine: a literal, @x, @@x. Bare words are themselves
/// where `bare_words` allows it (SET sql_mode = ANSI). Nothing: the engine must evaluate it.
/// Errors: 1193 for @@unknown.
enum class BareWords : std::uint8_t { are_values, are_columns };
Result<std::optional<sql::OwnedValue>> simple_value(std::string_view expression,
                                                    BareWords bare_words,
                                                    const SessionState& state);

/// Carries out SET, one assignment after the other as MySQL does, and queues OK.
Executor::Awaitable run_set(const sql::Set& statement, Conversation& conversation,
                            Executor& executor);

}  // namespace understudy::server
