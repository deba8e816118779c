#pragma once

#include "common/binlog/log_index.hpp"
#include "common/binlog/log_surface.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace understudy::binlog {

/// What recovery did when a log was opened; for the operator's log line.
struct LogRecovery {
    std::uint64_t cut_bytes = 0;  ///< torn tail that was cut off
    std::string cut_file;
    std::string reason;                      ///< empty: the log was closed cleanly
    std::vector<std::string> removed_files;  ///< left over from an unfinished rotation or purge
};

/// A log folder put in order: every file named by the index is there, no other is, and the last one
/// ends behind a whole transaction.
struct RecoveredLog {
    std::vector<LogFile> files;  ///< oldest first; empty in a new folder
    GtidSet gtids;               ///< of all transactions the log holds or has held
    LogRecovery recovery;
};

/// Whose files they are.
enum class LogKind : std::uint8_t {
    own,           ///< written here: what a crash cannot explain is an error
    relayed_copy,  ///< copied from a source, which has it still: any damage at the end is cut off
};

/// Brings the folder of `index` to order after a crash; the steps are those of FORMAT.md, "Files,
/// index and recovery". May be interrupted anywhere and run again.
/// Errors: `corrupt` for what no crash can explain; `unsupported`; `io`.
Result<RecoveredLog> recover_log(FileSystem& fs, LogIndex& index, LogKind kind);

}  // namespace understudy::binlog
