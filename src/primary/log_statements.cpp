#include "primary/log_statements.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace understudy::primary {
namespace {

/// Seconds since the epoch of 'YYYY-MM-DD[ HH:MM:SS]' in UTC.
std::optional<std::int64_t> parse_utc(const std::string& text) {
    std::tm time{};
    const int fields =
        std::sscanf(text.c_str(), "%d-%d-%d%*[ T]%d:%d:%d", &time.tm_year, &time.tm_mon,
                    &time.tm_mday, &time.tm_hour, &time.tm_min, &time.tm_sec);
    if (fields != 3 && fields != 6) return std::nullopt;
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    return ::timegm(&time);
}

}  // namespace

server::Table log_status(const Coordinates& durable) {
    server::Table table;
    table.text("File").number("Position").text("Binlog_Do_DB").text("Binlog_Ignore_DB");
    table.text("Executed_Gtid_Set");
    table.rows.push_back({server::cell(durable.position.file),
                          server::cell(durable.position.offset), server::cell(""), server::cell(""),
                          server::cell(durable.gtids.to_string())});
    return table;
}

server::Table log_files(const std::vector<binlog::LogFile>& files) {
    server::Table table;
    table.text("Log_name").number("File_size").text("Encrypted");
    for (const binlog::LogFile& file : files) {
        table.rows.push_back(
            {server::cell(file.name), server::cell(file.size_bytes), server::cell("No")});
    }
    return table;
}

Result<std::optional<std::string>> purge_target(const sql::Admin& statement,
                                                const std::vector<PurgeCandidate>& files) {
    if (const std::string to = statement.option("TO"); !to.empty()) {
        const bool known = std::any_of(files.begin(), files.end(),
                                       [&](const PurgeCandidate& file) { return file.name == to; });
        if (!known) return sql_error(1373, "Target log not found in binlog index");
        return std::optional<std::string>(to);
    }
    const std::string before = statement.option("BEFORE");
    const std::optional<std::int64_t> limit = parse_utc(before);
    if (!limit) return sql_error(1525, "Incorrect DATETIME value: '" + before + "'");
    std::optional<std::string> keep;
    for (std::size_t i = 0; i + 1 < files.size() && files[i].last_written_s < *limit; ++i) {
        keep = files[i + 1].name;
    }
    return keep;
}

}  // namespace understudy::primary
