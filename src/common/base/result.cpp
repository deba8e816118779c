#include "common/base/result.hpp"

namespace understudy {

const char* to_string(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::truncated:
            return "truncated";
        case ErrorCode::corrupt:
            return "corrupt";
        case ErrorCode::unsupported:
            return "unsupported";
        case ErrorCode::io:
            return "io";
        case ErrorCode::refused:
            return "refused";
    }
    return "unknown";
}

}  // namespace understudy
