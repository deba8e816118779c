#pragma once

#include "common/model/gtid.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy {

/// A set of transactions: per (uuid, tag) sorted, disjoint, non-adjacent intervals.
/// A plain value with MySQL's text form: "3e11fa47-...:1-5:7,9f1c...:1-3:tag1:4".
class GtidSet {
  public:
    /// Both ends belong to it.
    struct Interval {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        friend bool operator==(const Interval&, const Interval&) = default;
    };
    using Source = std::pair<Uuid, std::string>;  ///< uuid, tag
    using Intervals = std::vector<Interval>;

    bool empty() const noexcept { return sources_.empty(); }
    bool contains(const Gtid& gtid) const noexcept;
    bool contains(const GtidSet& other) const noexcept;
    /// The number of transactions, saturating at 2^64-1.
    std::uint64_t count() const noexcept;
    /// The largest number of that source, 0 if it has none.
    std::uint64_t last_number(const Uuid& uuid, const std::string& tag = {}) const noexcept;
    const std::map<Source, Intervals>& sources() const noexcept { return sources_; }

    void add(const Gtid& gtid);
    /// Adds first..last of a source; nothing if first > last or first is 0.
    void add(const Source& source, Interval interval);
    void add(const GtidSet& other);
    void remove(const GtidSet& other);

    std::string to_string() const;
    friend bool operator==(const GtidSet&, const GtidSet&) = default;

  private:
    std::map<Source, Intervals> sources_;
};

/// Accepts MySQL's text form with blanks and line ends; empty text is the empty set.
/// Errors: `refused` for anything else and for more sources or intervals than limits.hpp allows.
Result<GtidSet> parse_gtid_set(std::string_view text);

/// What `a` has and `b` has not.
GtidSet difference(const GtidSet& a, const GtidSet& b);

}  // namespace understudy
