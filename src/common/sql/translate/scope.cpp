#include "common/sql/translate/scope.hpp"

#include <algorithm>

namespace understudy::sql {
namespace {

Operand column_operand(const Source& source, std::uint16_t position) {
    const Column& column = source.schema->columns[position];
    Operand result;
    result.sql = quoted(source.name) + "." + quoted(column.name);
    result.type = type_of(column);
    result.scale = column.type == ColumnType::decimal ? column.decimals : 0;
    result.column = &column;
    result.key = std::uint64_t{source.id} << 16 | position;
    return result;
}

Error unknown_column(std::string_view table, std::string_view name, std::string_view clause) {
    std::string message = "Unknown column '";
    if (!table.empty()) message.append(table).append(".");
    message.append(name).append("' in '").append(clause).append("'");
    return sql_error(1054, std::move(message));
}

}  // namespace

std::string quoted(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) {
        if (c == '"') result += '"';
        result += c;
    }
    return result += '"';
}

std::string quoted_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
        constexpr char hex[] = "0123456789abcdef";
        std::string result = "CAST(x'";
        for (const char c : text) {
            result += hex[static_cast<unsigned char>(c) >> 4];
            result += hex[static_cast<unsigned char>(c) & 15];
        }
        return result += "' AS TEXT)";
    }
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'') result += '\'';
        result += c;
    }
    return result += '\'';
}

const OutputColumn* Scope::find_label(std::string_view name) const noexcept {
    const auto found = std::find_if(labels_.begin(), labels_.end(), [&](const OutputColumn& label) {
        return same_name(label.name, name);
    });
    return found == labels_.end() ? nullptr : &*found;
}

const Source* Scope::find_source(std::string_view name) const noexcept {
    const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const Source& source) {
        return same_name(source.name, name);
    });
    return found == sources_.end() ? nullptr : &*found;
}

std::optional<Operand> Scope::find_in(const Source& source, std::string_view name) const {
    if (source.schema) {
        const auto position = source.schema->find_column(name);
        if (!position) return std::nullopt;
        return column_operand(source, *position);
    }
    for (const OutputColumn& column : source.columns) {
        if (!same_name(column.name, name)) continue;
        Operand result = column.operand;
        result.sql = quoted(source.name) + "." + quoted(column.name);
        result.constant = false;
        return result;
    }
    if (!source.open) return std::nullopt;
    return Operand::of(quoted(source.name) + "." + quoted(name));
}

Result<Operand> Scope::resolve(std::string_view database, std::string_view table,
                               std::string_view name, std::string_view clause) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->outer_) {
        std::optional<Operand> found;
        bool any_open = false;
        for (const Source& source : scope->sources_) {
            if (!table.empty() && !same_name(source.name, table)) continue;
            if (!database.empty() && !same_name(source.table.database, database)) continue;
            if (source.open && table.empty()) {
                any_open = true;
                continue;
            }
            auto here = find_in(source, name);
            if (!here) continue;
            if (found && !scope->ambiguity_allowed_) {
                return sql_error(1052, "Column '" + std::string(name) + "' in '" +
                                           std::string(clause) + "' is ambiguous");
            }
            if (!found) found = std::move(here);
        }
        if (found) return std::move(*found);
        if (any_open) return Operand::of(quoted(name));
    }
    return unknown_column(table, name, clause);
}

}  // namespace understudy::sql
