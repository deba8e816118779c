#include "common/model/gtid_set.hpp"

#include "common/base/limits.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace understudy {
namespace {

using Interval = GtidSet::Interval;
using Intervals = GtidSet::Intervals;

bool covers(const Intervals& intervals, Interval wanted) noexcept {
    auto it = std::upper_bound(intervals.begin(), intervals.end(), wanted.first,
                               [](std::uint64_t n, const Interval& i) { return n < i.first; });
    return it != intervals.begin() && (--it)->last >= wanted.last;
}

void insert(Intervals& intervals, Interval added) {
    auto first = std::lower_bound(
        intervals.begin(), intervals.end(), added.first,
        [](const Interval& i, std::uint64_t n) { return i.last < n && n - i.last > 1; });
    auto last = first;
    while (last != intervals.end() &&
           (last->first <= added.last || last->first - added.last == 1)) {
        added.first = std::min(added.first, last->first);
        added.last = std::max(added.last, last->last);
        ++last;
    }
    if (first == last) {
        intervals.insert(first, added);
    } else {
        *first = added;
        intervals.erase(first + 1, last);
    }
}

Intervals subtract(const Intervals& from, const Intervals& what) {
    Intervals left;
    auto hole = what.begin();
    for (Interval rest : from) {
        while (hole != what.end() && hole->last < rest.first) ++hole;
        for (auto it = hole; it != what.end() && it->first <= rest.last; ++it) {
            if (it->first > rest.first) left.push_back({rest.first, it->first - 1});
            rest.first = it->last + 1;
            if (rest.first > rest.last) break;
        }
        if (rest.first <= rest.last) left.push_back(rest);
    }
    return left;
}

/// A reader of the text form, in the manner of ByteReader: once failed, it stays failed.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) { blanks(); }
    bool at_end() const noexcept { return text_.empty(); }
    bool take(char c) {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        blanks();
        return true;
    }
    std::string_view word() {
        std::size_t size = 0;
        while (size < text_.size() && is_word(text_[size])) ++size;
        const std::string_view result = text_.substr(0, size);
        text_.remove_prefix(size);
        blanks();
        return result;
    }
    Result<Uuid> uuid() {
        const Result<Uuid> result = parse_uuid(text_.substr(0, 36));
        if (result) {
            text_.remove_prefix(36);
            blanks();
        }
        return result;
    }

  private:
    static bool is_word(char c) noexcept {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_';
    }
    void blanks() {
        while (!text_.empty() &&
               std::string_view(" \t\r\n").find(text_.front()) != std::string_view::npos) {
            text_.remove_prefix(1);
        }
    }
    std::string_view text_;
};

std::uint64_t number_of(std::string_view word) noexcept {
    std::uint64_t number = 0;
    const auto [end, status] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (status != std::errc() || end != word.data() + word.size() || number >= INT64_MAX) return 0;
    return number;
}

bool is_number(std::string_view word) noexcept {
    return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

Error bad_set(std::string_view text) {
    return Error{
        ErrorCode::refused,
        "'" + std::string(text.substr(0, 200)) + "' is not a GTID set (uuid:1-5:7,uuid:...)", 1772};
}

}  // namespace

bool GtidSet::contains(const Gtid& gtid) const noexcept {
    const auto it = sources_.find({gtid.uuid, gtid.tag});
    return it != sources_.end() && covers(it->second, {gtid.number, gtid.number});
}

bool GtidSet::contains(const GtidSet& other) const noexcept {
    return std::all_of(other.sources_.begin(), other.sources_.end(), [this](const auto& wanted) {
        const auto it = sources_.find(wanted.first);
        if (it == sources_.end()) return false;
        return std::all_of(wanted.second.begin(), wanted.second.end(),
                           [&](const Interval& interval) { return covers(it->second, interval); });
    });
}

std::uint64_t GtidSet::count() const noexcept {
    std::uint64_t total = 0;
    for (const auto& [source, intervals] : sources_) {
        for (const Interval& interval : intervals) {
            const std::uint64_t size = interval.last - interval.first + 1;
            if (total > std::numeric_limits<std::uint64_t>::max() - size) {
                return std::numeric_limits<std::uint64_t>::max();
            }
            total += size;
        }
    }
    return total;
}

std::uint64_t GtidSet::last_number(const Uuid& uuid, const std::string& tag) const noexcept {
    const auto it = sources_.find({uuid, tag});
    return it == sources_.end() ? 0 : it->second.back().last;
}

void GtidSet::add(const Gtid& gtid) {
    add({gtid.uuid, gtid.tag}, {gtid.number, gtid.number});
}

void GtidSet::add(const Source& source, Interval interval) {
    if (interval.first == 0 || interval.first > interval.last) return;
    insert(sources_[source], interval);
}

void GtidSet::add(const GtidSet& other) {
    for (const auto& [source, intervals] : other.sources_) {
        for (const Interval& interval : intervals) add(source, interval);
    }
}

void GtidSet::remove(const GtidSet& other) {
    for (const auto& [source, intervals] : other.sources_) {
        const auto it = sources_.find(source);
        if (it == sources_.end()) continue;
        it->second = subtract(it->second, intervals);
        if (it->second.empty()) sources_.erase(it);
    }
}

std::string GtidSet::to_string() const {
    std::string text;
    const Uuid* previous = nullptr;
    for (const auto& [source, intervals] : sources_) {
        if (previous == nullptr || *previous != source.first) {
            if (previous != nullptr) text += ',';
            text += source.first.to_string();
            previous = &source.first;
        }
        if (!source.second.empty()) text += ":" + source.second;
        for (const Interval& interval : intervals) {
            text += ":" + std::to_string(interval.first);
            if (interval.last != interval.first) text += "-" + std::to_string(interval.last);
        }
    }
    return text;
}

Result<GtidSet> parse_gtid_set(std::string_view text) {
    GtidSet set;
    Scanner in(text);
    std::size_t interval_count = 0;
    while (!in.at_end()) {
        if (in.take(',')) continue;
        const Result<Uuid> uuid = in.uuid();
        if (!uuid) return bad_set(text);
        GtidSet::Source source{*uuid, {}};
        while (in.take(':')) {
            const std::string_view word = in.word();
            if (!is_number(word)) {
                if (word.empty() || word.size() > 32) return bad_set(text);
                source.second = word;
                continue;
            }
            Interval interval{number_of(word), number_of(word)};
            if (in.take('-')) interval.last = number_of(in.word());
            if (interval.first == 0 || interval.last == 0) return bad_set(text);
            set.add(source, interval);
            if (++interval_count > limits::max_gtid_set_intervals) return bad_set(text);
        }
        if (!in.at_end() && !in.take(',')) return bad_set(text);
        if (set.sources().size() > limits::max_gtid_set_uuids) return bad_set(text);
    }
    return set;
}

GtidSet difference(const GtidSet& a, const GtidSet& b) {
    GtidSet left = a;
    left.remove(b);
    return left;
}

}  // namespace understudy
