#include "common/server/charsets.hpp"

#include "common/model/table_schema.hpp"

#include <iterator>

namespace understudy::server {
namespace {

constexpr Collation collations[] = {
    {"armscii8_general_ci", "armscii8", 32, true, false},
    {"ascii_general_ci", "ascii", 11, true, true},
    {"ascii_bin", "ascii", 65, false, true},
    {"big5_chinese_ci", "big5", 1, true, false},
    {"binary", "binary", 63, true, true},
    {"cp1251_general_ci", "cp1251", 51, true, false},
    {"gbk_chinese_ci", "gbk", 28, true, false},
    {"latin1_swedish_ci", "latin1", 8, true, false},
    {"latin1_bin", "latin1", 47, false, false},
    {"ucs2_general_ci", "ucs2", 35, true, false},
    {"utf16_general_ci", "utf16", 54, true, false},
    {"utf8mb3_general_ci", "utf8mb3", 33, true, true},
    {"utf8_general_ci", "utf8", 33, true, true},
    {"utf8mb3_bin", "utf8mb3", 83, false, true},
    {"utf8_bin", "utf8", 83, false, true},
    {"utf8mb3_unicode_ci", "utf8mb3", 192, false, true},
    {"utf8_unicode_ci", "utf8", 192, false, true},
    {"utf8mb4_general_ci", "utf8mb4", 45, false, true},
    {"utf8mb4_bin", "utf8mb4", 46, true, true},
    {"utf8mb4_unicode_ci", "utf8mb4", 224, false, true},
    {"utf8mb4_unicode_520_ci", "utf8mb4", 246, false, true},
    {"utf8mb4_0900_ai_ci", "utf8mb4", 255, false, true},
    {"utf8mb4_0900_bin", "utf8mb4", 309, false, true},
};

}  // namespace

const Collation* find_collation(std::string_view name) noexcept {
    for (const Collation& collation : collations) {
        if (same_name(collation.name, name)) return &collation;
    }
    return nullptr;
}

const Collation* find_collation(std::uint16_t id) noexcept {
    for (const Collation& collation : collations) {
        if (collation.id == id) return &collation;
    }
    return nullptr;
}

const Collation* default_collation(std::string_view charset) noexcept {
    for (const Collation& collation : collations) {
        if (collation.is_default && same_name(collation.charset, charset)) return &collation;
    }
    return nullptr;
}

const Collation* collation_at(std::size_t index) noexcept {
    return index < std::size(collations) ? &collations[index] : nullptr;
}

}  // namespace understudy::server
