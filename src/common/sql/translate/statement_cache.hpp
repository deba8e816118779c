#pragma once

#include "common/sql/engine_statement.hpp"
#include "common/sql/translate/fingerprint.hpp"
#include "common/sql/translate/statement_builder.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace understudy::sql {

/// Translations by the form of their texts, so that a form is parsed once per process. Bounded:
/// when full it is emptied. Safe from any thread.
class StatementCache {
  public:
    static constexpr std::size_t max_forms = 4'096;
    /// A literal that stays in the SQL text (LIMIT of a label, '...' AS x) makes variants of a
    /// form.
    static constexpr std::size_t max_variants = 64;

    struct Entry {
        EngineStatementPtr statement;
        std::vector<LiteralUse> uses;
        std::vector<std::pair<std::uint32_t, std::string>> fixed;  ///< ordinal, text as written
    };
    using EntryPtr = std::shared_ptr<const Entry>;

    /// nullptr: not known.
    EntryPtr find(const Fingerprint& form) const;
    void insert(const Fingerprint& form, EntryPtr entry);

  private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::vector<EntryPtr>> forms_;
};

/// The one that translate() uses.
StatementCache& statement_cache();

}  // namespace understudy::sql
