#pragma once

#include <cstdint>
#include <string_view>

namespace understudy {

/// One column value, in the form the store keeps it (DESIGN 8, `common/store/TYPES.md`): NULL, a
/// number, UTF-8 text, or bytes. What a MySQL type looks like in each form is decided by its
/// Column.
///
/// A Value owns nothing: text and blob view bytes that belong to an event buffer, an Arena or the
/// engine, and live as long as those. 16 bytes, freely copied.
class Value {
  public:
    enum class Kind : std::uint8_t {
        null,
        integer,           ///< int64
        unsigned_integer,  ///< uint64 above INT64_MAX only; smaller ones are `integer`
        real,
        text,  ///< UTF-8
        blob,
    };

    constexpr Value() noexcept : integer_(0) {}
    static constexpr Value null() noexcept { return {}; }
    static constexpr Value integer(std::int64_t number) noexcept {
        Value value;
        value.kind_ = Kind::integer;
        value.integer_ = number;
        return value;
    }
    static constexpr Value unsigned_integer(std::uint64_t number) noexcept {
        if (number <= INT64_MAX) return integer(static_cast<std::int64_t>(number));
        Value value;
        value.kind_ = Kind::unsigned_integer;
        value.unsigned_ = number;
        return value;
    }
    static constexpr Value real(double number) noexcept {
        Value value;
        value.kind_ = Kind::real;
        value.real_ = number;
        return value;
    }
    static constexpr Value text(std::string_view bytes) noexcept { return {Kind::text, bytes}; }
    static constexpr Value blob(std::string_view bytes) noexcept { return {Kind::blob, bytes}; }

    constexpr Kind kind() const noexcept { return kind_; }
    constexpr bool is_null() const noexcept { return kind_ == Kind::null; }
    constexpr std::int64_t as_integer() const noexcept { return integer_; }
    /// Of `integer` (not negative) and `unsigned_integer`.
    constexpr std::uint64_t as_unsigned() const noexcept { return unsigned_; }
    constexpr double as_real() const noexcept { return real_; }
    /// The bytes of `text` and `blob`.
    constexpr std::string_view as_bytes() const noexcept { return {bytes_, size_}; }

    /// Same kind and same content (reals bit for bit). Not SQL's comparison.
    friend bool operator==(const Value& a, const Value& b) noexcept {
        if (a.kind_ != b.kind_) return false;
        switch (a.kind_) {
            case Kind::null:
                return true;
            case Kind::text:
            case Kind::blob:
                return a.as_bytes() == b.as_bytes();
            default:
                return a.unsigned_ == b.unsigned_;
        }
    }

  private:
    constexpr Value(Kind kind, std::string_view bytes) noexcept
        : kind_(kind), size_(static_cast<std::uint32_t>(bytes.size())), bytes_(bytes.data()) {}

    Kind kind_ = Kind::null;
    std::uint32_t size_ = 0;
    union {
        std::int64_t integer_;
        std::uint64_t unsigned_;
        double real_;
        const char* bytes_;
    };
};
static_assert(sizeof(Value) == 16);

}  // namespace understudy
