#pragma once

#include "common/base/result.hpp"

#include <catch2/catch.hpp>

/// Shows a Result in a failed REQUIRE(result) or CHECK(result): the error, or that there is none.
namespace Catch {

template <class T>
struct StringMaker<understudy::Result<T>> {
    static std::string convert(const understudy::Result<T>& result) {
        if (result) return "a value";
        return std::string(to_string(result.error().code)) + ": " + result.error().message;
    }
};

}  // namespace Catch
