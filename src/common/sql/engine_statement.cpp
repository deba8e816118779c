#include "common/sql/engine_statement.hpp"

#include <bit>

namespace understudy::sql {

Value OwnedValue::view() const noexcept {
    switch (kind) {
        case Value::Kind::null:
            return Value::null();
        case Value::Kind::integer:
            return Value::integer(static_cast<std::int64_t>(bits));
        case Value::Kind::unsigned_integer:
            return Value::unsigned_integer(bits);
        case Value::Kind::real:
            return Value::real(std::bit_cast<double>(bits));
        case Value::Kind::text:
            return Value::text(bytes);
        case Value::Kind::blob:
            return Value::blob(bytes);
    }
    return Value::null();
}

OwnedValue OwnedValue::from(const Value& value) {
    OwnedValue result;
    result.kind = value.kind();
    switch (value.kind()) {
        case Value::Kind::null:
            break;
        case Value::Kind::integer:
            result.bits = static_cast<std::uint64_t>(value.as_integer());
            break;
        case Value::Kind::unsigned_integer:
            result.bits = value.as_unsigned();
            break;
        case Value::Kind::real:
            result.bits = std::bit_cast<std::uint64_t>(value.as_real());
            break;
        case Value::Kind::text:
        case Value::Kind::blob:
            result.bytes = value.as_bytes();
            break;
    }
    return result;
}

Value Translation::bound_value(std::size_t binding, std::uint32_t row,
                               std::span<const Value> parameters) const noexcept {
    const EngineStatement::Binding& from = statement->bindings[binding];
    const std::size_t step = from.per_row ? row : 0;
    if (from.client_parameter != EngineStatement::Binding::literal) {
        const std::size_t index = from.client_parameter + step * statement->parameters_per_row;
        return index < parameters.size() ? parameters[index] : Value::null();
    }
    const std::size_t index = from.literal_index + step * statement->literals_per_row;
    return index < literals.size() ? literals[index].view() : Value::null();
}

}  // namespace understudy::sql
