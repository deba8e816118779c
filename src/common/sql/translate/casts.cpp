#include "common/sql/translate/expression_parts.hpp"

namespace understudy::sql {
namespace {

using Type = Operand::Type;

/// "(10,2)" as ",10,2"; "" if there is none.
Result<std::string> translate_sizes(Context& context, int& last) {
    std::string sizes;
    if (!context.in.accept_op("(")) return sizes;
    const Restore mode(context.literals, LiteralMode::text);
    int count = 0;
    do {
        TRY_ASSIGN(const Operand size, translate_literal(context, Sign::plus));
        if (size.type != Type::integer || size.sql.size() > 4) return context.in.syntax_error();
        sizes += "," + size.sql;
        last = ++count == 2 || last != 0 ? std::stoi(size.sql) : 0;
    } while (context.in.accept_op(","));
    TRY(context.in.expect_op(")"));
    return sizes;
}

/// The name of the cast's function for the type that comes next; its words are consumed.
Result<std::pair<std::string, Type>> translate_cast_type(TokenReader& in) {
    using Entry = std::pair<std::string, Type>;
    const auto integer = [&] { return in.accept_word("INTEGER") || in.accept_word("INT"); };
    if (in.accept_word("SIGNED")) {
        integer();
        return Entry("us_cast_signed", Type::integer);
    }
    if (in.accept_word("UNSIGNED")) {
        integer();
        return Entry("us_cast_unsigned", Type::integer);
    }
    if (integer()) return Entry("us_cast_signed", Type::integer);
    if (in.accept_word("CHAR") || in.accept_word("NCHAR")) return Entry("us_cast_char", Type::text);
    if (in.accept_word("BINARY")) return Entry("us_cast_binary", Type::binary);
    if (in.accept_word("DECIMAL")) return Entry("us_cast_decimal", Type::decimal);
    if (in.accept_word("DATE")) return Entry("us_cast_date", Type::temporal);
    if (in.accept_word("DATETIME")) return Entry("us_cast_datetime", Type::temporal);
    if (in.accept_word("TIME")) return Entry("us_cast_time", Type::temporal);
    if (in.accept_word("YEAR")) return Entry("us_cast_year", Type::integer);
    if (in.accept_word("DOUBLE") || in.accept_word("REAL") || in.accept_word("FLOAT")) {
        in.accept_word("PRECISION");
        return Entry("us_cast_double", Type::real);
    }
    return in.syntax_error();
}

Result<Operand> translate_to_type(Context& context, const Operand& subject) {
    TokenReader& in = context.in;
    TRY_ASSIGN(const auto target, translate_cast_type(in));
    int scale = 0;
    TRY_ASSIGN(const std::string sizes, translate_sizes(context, scale));
    if (in.accept_word("CHARACTER")) {
        TRY(in.expect_word("SET"));
        TRY(in.expect_name());
    } else if (in.accept_word("CHARSET")) {
        TRY(in.expect_name());
    }
    Operand result =
        wrapped(subject, target.first + "(" + as_argument(subject) + sizes + ")", target.second);
    if (target.second == Type::decimal) {
        result.scale = scale;
        result.sql = "us_number(" + result.sql + ")";
    }
    return result;
}

}  // namespace

Result<Operand> translate_cast(Context& context) {
    TRY_ASSIGN(const Operand subject, translate_expression(context));
    TRY(context.in.expect_word("AS"));
    TRY_ASSIGN(Operand result, translate_to_type(context, subject));
    TRY(context.in.expect_op(")"));
    return result;
}

Result<Operand> translate_convert(Context& context) {
    TRY_ASSIGN(Operand subject, translate_expression(context));
    if (context.in.accept_word("USING")) {
        TRY_ASSIGN(const std::string charset, context.in.expect_name());
        TRY(context.in.expect_op(")"));
        const char* function = same_name(charset, "binary") ? "us_cast_binary(" : "us_cast_char(";
        return wrapped(subject, function + as_argument(subject) + ")",
                       same_name(charset, "binary") ? Type::binary : Type::text);
    }
    TRY(context.in.expect_op(","));
    TRY_ASSIGN(Operand result, translate_to_type(context, subject));
    TRY(context.in.expect_op(")"));
    return result;
}

}  // namespace understudy::sql
