#pragma once

#include "common/base/result.hpp"

/// TRY and TRY_ASSIGN for coroutines. The expression must not contain a co_await: await into a
/// variable first (one co_await per statement).
#define CO_TRY(...)                                           \
    do {                                                      \
        if (auto try_result_ = (__VA_ARGS__); !try_result_) { \
            co_return std::move(try_result_).error();         \
        }                                                     \
    } while (false)

#define UNDERSTUDY_CO_TRY_ASSIGN(temporary, target, ...)    \
    auto temporary = (__VA_ARGS__);                         \
    if (!temporary) co_return std::move(temporary).error(); \
    target = std::move(*temporary)

#define CO_TRY_ASSIGN(target, ...) \
    UNDERSTUDY_CO_TRY_ASSIGN(UNDERSTUDY_JOIN(try_result_, __LINE__), target, __VA_ARGS__)
