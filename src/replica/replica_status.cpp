#include "replica/replica_status.hpp"

#include <ctime>

namespace understudy::replica {
namespace {

/// A cell under its MySQL name; "Source" and "Replica" become "Master" and "Slave" for older tools.
class Row {
  public:
    explicit Row(StatusWords words) : words_(words) { table_.rows.emplace_back(); }

    void text(std::string name, std::string_view value) {
        table_.text(renamed(std::move(name)));
        table_.rows.front().push_back(server::cell(value));
    }
    void number(std::string name, std::uint64_t value) {
        table_.number(renamed(std::move(name)));
        table_.rows.front().push_back(server::cell(value));
    }
    void number(std::string name, std::optional<std::uint64_t> value) {
        table_.number(renamed(std::move(name)));
        table_.rows.front().push_back(value ? server::cell(*value) : server::null_cell());
    }
    void empty_texts(std::initializer_list<const char*> names) {
        for (const char* name : names) text(name, "");
    }
    server::Table take() { return std::move(table_); }

  private:
    std::string renamed(std::string name) const {
        if (words_ == StatusWords::replica) return name;
        const auto replace = [&](std::string_view from, std::string_view to) {
            if (const std::size_t at = name.find(from); at != std::string::npos) {
                name.replace(at, from.size(), to);
            }
        };
        replace("Source", "Master");
        replace("Replica_", "Slave_");
        replace("source", "master");
        return name;
    }

    StatusWords words_;
    server::Table table_;
};

const char* running(RunState state) noexcept {
    switch (state) {
        case RunState::stopped:
            return "No";
        case RunState::connecting:
            return "Connecting";
        case RunState::running:
            return "Yes";
    }
    return "No";
}

std::string time_text(std::int64_t seconds) {
    if (seconds == 0) return "";
    const std::time_t time = seconds;
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[32];
    const std::size_t size = std::strftime(text, sizeof text, "%y%m%d %H:%M:%S", &parts);
    return {text, size};
}

const char* until_condition(const Until& until) noexcept {
    if (until.position) return "Source";
    if (until.before_gtids) return "SQL_BEFORE_GTIDS";
    if (until.after_gtids) return "SQL_AFTER_GTIDS";
    return "None";
}

void add_positions(Row& row, const ReplicationStatus& status, const SourceSettings& source) {
    row.text("Replica_IO_State", status.receiver.doing);
    row.text("Source_Host", source.host);
    row.text("Source_User", source.user);
    row.number("Source_Port", source.port);
    row.number("Connect_Retry",
               static_cast<std::uint64_t>(source.reconnect.longest.count() / 1000));
    row.text("Source_Log_File", status.received.file);
    row.number("Read_Source_Log_Pos", status.received.offset);
    // The relay log is a copy byte for byte: the same names, the same offsets.
    row.text("Relay_Log_File", status.applied.file);
    row.number("Relay_Log_Pos", status.applied.offset);
    row.text("Relay_Source_Log_File", status.applied.file);
    row.text("Replica_IO_Running", running(status.receiver.state));
    row.text("Replica_SQL_Running", running(status.applier.state));
    row.empty_texts({"Replicate_Do_DB", "Replicate_Ignore_DB", "Replicate_Do_Table",
                     "Replicate_Ignore_Table", "Replicate_Wild_Do_Table",
                     "Replicate_Wild_Ignore_Table"});
    row.number("Last_Errno", std::uint64_t{status.applier.error_number});
    row.text("Last_Error", status.applier.error);
    row.number("Skip_Counter", std::uint64_t{0});
    row.number("Exec_Source_Log_Pos", status.applied.offset);
    row.number("Relay_Log_Space", status.relay_bytes);
    row.text("Until_Condition", until_condition(status.until));
    row.text("Until_Log_File", status.until.position ? status.until.position->file : "");
    row.number("Until_Log_Pos", status.until.position ? status.until.position->offset : 0);
}

void add_health(Row& row, const ReplicationStatus& status, const SourceSettings& source,
                std::int64_t now_us) {
    row.text("Source_SSL_Allowed", "No");
    row.empty_texts({"Source_SSL_CA_File", "Source_SSL_CA_Path", "Source_SSL_Cert",
                     "Source_SSL_Cipher", "Source_SSL_Key"});
    row.number("Seconds_Behind_Source", seconds_behind(status, now_us));
    row.text("Source_SSL_Verify_Server_Cert", "No");
    row.number("Last_IO_Errno", std::uint64_t{status.receiver.error_number});
    row.text("Last_IO_Error", status.receiver.error);
    row.number("Last_SQL_Errno", std::uint64_t{status.applier.error_number});
    row.text("Last_SQL_Error", status.applier.error);
    row.text("Replicate_Ignore_Server_Ids", "");
    row.number("Source_Server_Id", std::uint64_t{status.source_server_id});
    row.text("Source_UUID", status.source_uuid);
    row.text("Source_Info_File", "source.json");
    row.number("SQL_Delay", std::uint64_t{0});
    row.number("SQL_Remaining_Delay", std::optional<std::uint64_t>());
    row.text("Replica_SQL_Running_State", status.applier.doing);
    row.number("Source_Retry_Count", std::uint64_t{0});
    row.text("Source_Bind", "");
    row.text("Last_IO_Error_Timestamp", time_text(status.receiver.error_time_s));
    row.text("Last_SQL_Error_Timestamp", time_text(status.applier.error_time_s));
    row.empty_texts({"Source_SSL_Crl", "Source_SSL_Crlpath"});
    row.text("Retrieved_Gtid_Set", status.received_gtids);
    row.text("Executed_Gtid_Set", status.applied_gtids);
    row.number("Auto_Position", std::uint64_t{source.auto_position ? 1U : 0U});
    row.empty_texts(
        {"Replicate_Rewrite_DB", "Channel_Name", "Source_TLS_Version", "Source_public_key_path"});
    row.number("Get_Source_public_key", std::uint64_t{1});
    row.text("Network_Namespace", "");
}

}  // namespace

server::Table replica_status(const ReplicationStatus& status, const SourceSettings& source,
                             StatusWords words, std::int64_t now_us) {
    Row row(words);
    add_positions(row, status, source);
    add_health(row, status, source, now_us);
    return row.take();
}

}  // namespace understudy::replica
