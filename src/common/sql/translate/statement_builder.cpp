#include "common/sql/translate/statement_builder.hpp"

#include <algorithm>

namespace understudy::sql {

std::string StatementBuilder::bind(EngineStatement::Binding binding) {
    binding.per_row = in_row_;
    statement.bindings.push_back(binding);
    return "?" + std::to_string(statement.bindings.size());
}

std::string StatementBuilder::literal(const LiteralUse& use) {
    EngineStatement::Binding binding;
    binding.literal_index = static_cast<std::uint16_t>(uses.size());
    uses.push_back(use);
    return bind(binding);
}

std::string StatementBuilder::client_parameter(std::uint32_t ordinal) {
    EngineStatement::Binding binding;
    binding.client_parameter = static_cast<std::uint16_t>(ordinal);
    if (in_row_) ++statement.parameters_per_row;
    return bind(binding);
}

void StatementBuilder::begin_row() noexcept {
    in_row_ = true;
    row_literals_begin_ = uses.size();
}

void StatementBuilder::end_row() noexcept {
    in_row_ = false;
    row_literals_end_ = uses.size();
    statement.literals_per_row =
        static_cast<std::uint16_t>(row_literals_end_ - row_literals_begin_);
}

void StatementBuilder::finish() {
    const std::size_t in_row = row_literals_end_ - row_literals_begin_;
    const std::size_t shared = uses.size() - in_row;
    for (EngineStatement::Binding& binding : statement.bindings) {
        if (binding.client_parameter != EngineStatement::Binding::literal) continue;
        const std::size_t index = binding.literal_index;
        if (binding.per_row) {
            binding.literal_index =
                static_cast<std::uint16_t>(index - row_literals_begin_ + shared);
        } else if (index >= row_literals_end_) {
            binding.literal_index = static_cast<std::uint16_t>(index - in_row);
        }
    }
    const auto at = [&](std::size_t i) { return uses.begin() + static_cast<std::ptrdiff_t>(i); };
    std::rotate(at(row_literals_begin_), at(row_literals_end_), uses.end());
}

void StatementBuilder::read(const TableName& table) {
    auto& reads = statement.reads;
    if (std::find(reads.begin(), reads.end(), table) == reads.end()) reads.push_back(table);
}

}  // namespace understudy::sql
