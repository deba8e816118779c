#pragma once

namespace understudy::detail {
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;
}

/// States what must hold if *we* are right; stops the process when it does not, in release builds
/// too. Never for input from outside: that is a Result.
#define UNDERSTUDY_CHECK(condition)     \
    ((condition) ? static_cast<void>(0) \
                 : ::understudy::detail::check_failed(#condition, __FILE__, __LINE__))
