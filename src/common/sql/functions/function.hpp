#pragma once

#include "common/base/arena.hpp"
#include "common/base/result.hpp"
#include "common/model/value.hpp"
#include "common/sql/session_context.hpp"

#include <span>
#include <string_view>

namespace understudy::sql {

enum class ResultType : std::uint8_t { any, integer, real, text, temporal };

/// A function of MySQL's library, on plain values. `evaluate` allocates in the arena and may read
/// and write the session; it never keeps views of its arguments beyond its result.
struct Function {
    std::string_view name;  ///< as the engine knows it: "us_concat"
    int min_arguments = 0;
    int max_arguments = 0;  ///< -1: any number
    /// The same arguments give the same result within one execution of a statement.
    bool deterministic = true;
    ResultType result = ResultType::any;
    Result<Value> (*evaluate)(std::span<const Value> arguments, SessionContext& session,
                              Arena& arena) = nullptr;
};

/// All of them, in order of their names. Static; safe from any thread.
std::span<const Function> function_table() noexcept;
/// By lower-case name; nullptr: there is none.
const Function* find_function(std::string_view name) noexcept;

}  // namespace understudy::sql
