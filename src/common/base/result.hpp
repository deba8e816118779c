#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/system/result.hpp>

namespace understudy {

/// As many codes as an operator (or a caller) has reactions.
enum class ErrorCode : std::uint8_t {
    truncated,    ///< the bytes end too early: wait for more, or cut a torn tail
    corrupt,      ///< the bytes are wrong: stop and alarm
    unsupported,  ///< valid, but nothing of ours can take it: upgrade or change the source
    io,           ///< disk, network or a library failed: retry or stop
    refused,      ///< the request is at fault: fix the statement, the configuration or the data
};

const char* to_string(ErrorCode code) noexcept;

/// What went wrong, in one line with kind, place and both values:
/// "binlog.000007 at 41120: checksum 0x1f00ba11, expected 0x8badf00d".
struct Error {
    ErrorCode code = ErrorCode::io;
    std::string message;
    /// The MySQL error number to show a client (1062, 1146, ...); 0: none of its own.
    std::uint16_t sql_number = 0;

    friend bool operator==(const Error&, const Error&) = default;
};

/// An error that a SQL client caused; `number` is MySQL's (see wire/sql_errors.hpp for SQLSTATEs).
inline Error sql_error(std::uint16_t number, std::string message) {
    return Error{ErrorCode::refused, std::move(message), number};
}

/// `error` with "context: " before its message.
inline Error with_context(Error error, const std::string& context) {
    error.message = context + ": " + error.message;
    return error;
}

/// `.value()` on an error is a programming mistake; it ends here.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&) {
    throw std::logic_error("unchecked error: " + error.message);
}

template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace understudy

/// `TRY(expression)`: returns the error of a Result<void>-like expression to the caller.
#define TRY(...)                                              \
    do {                                                      \
        if (auto try_result_ = (__VA_ARGS__); !try_result_) { \
            return std::move(try_result_).error();            \
        }                                                     \
    } while (false)

#define UNDERSTUDY_JOIN_2(a, b) a##b
#define UNDERSTUDY_JOIN(a, b) UNDERSTUDY_JOIN_2(a, b)
#define UNDERSTUDY_TRY_ASSIGN(temporary, target, ...)    \
    auto temporary = (__VA_ARGS__);                      \
    if (!temporary) return std::move(temporary).error(); \
    target = std::move(*temporary)

/// `TRY_ASSIGN(auto x, expression)`: the value of a Result, or its error to the caller.
#define TRY_ASSIGN(target, ...) \
    UNDERSTUDY_TRY_ASSIGN(UNDERSTUDY_JOIN(try_result_, __LINE__), target, __VA_ARGS__)
