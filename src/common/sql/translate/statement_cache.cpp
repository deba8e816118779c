#include "common/sql/translate/statement_cache.hpp"

#include <algorithm>

namespace understudy::sql {

StatementCache::EntryPtr StatementCache::find(const Fingerprint& form) const {
    const std::lock_guard lock(mutex_);
    const auto found = forms_.find(form.key);
    if (found == forms_.end()) return nullptr;
    for (const EntryPtr& entry : found->second) {
        const bool fits =
            std::all_of(entry->fixed.begin(), entry->fixed.end(), [&](const auto& fixed) {
                return form.literals[fixed.first].lexeme->text == fixed.second;
            });
        if (fits) return entry;
    }
    return nullptr;
}

void StatementCache::insert(const Fingerprint& form, EntryPtr entry) {
    const std::lock_guard lock(mutex_);
    if (forms_.size() >= max_forms) forms_.clear();
    std::vector<EntryPtr>& variants = forms_[form.key];
    if (variants.size() >= max_variants) variants.clear();
    variants.push_back(std::move(entry));
}

StatementCache& statement_cache() {
    static StatementCache cache;
    return cache;
}

}  // namespace understudy::sql
