#pragma once

#include "common/model/position.hpp"

#include <string>

namespace understudy::store {

/// How far a store has applied a source's history: committed in the same engine transaction as the
/// rows.
struct Applied {
    Position position;  ///< behind the last transaction; file empty: none yet
    std::string gtids;  ///< the source's set in its own text form (MySQL set, or MariaDB list)
    friend bool operator==(const Applied&, const Applied&) = default;
};

}  // namespace understudy::store
