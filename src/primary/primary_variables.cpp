#include "primary/primary_variables.hpp"

#include "common/server/table.hpp"

namespace understudy::primary {

void add_primary_variables(server::Variables& variables, const binlog::Log& log, const Uuid& uuid,
                           const app::PrimaryConfig& config) {
    server::add_common_variables(variables);
    variables.add_number("server_id", config.front_end.server_id);
    variables.add_text("server_uuid", uuid.to_string());
    variables.add_text("gtid_mode", "ON");
    variables.add_text("enforce_gtid_consistency", "ON");
    variables.add_live("gtid_executed",
                       [&log] { return server::cell(log.durable().gtids.to_string()); });
    variables.add_live("gtid_purged",
                       [&log] { return server::cell(log.purged_gtids().to_string()); });
    variables.add_number("log_bin", 1);
    variables.add_text("log_bin_basename", join_path(log.directory(), "binlog"));
    variables.add_text("log_bin_index", join_path(log.directory(), "binlog.index"));
    variables.add_text("binlog_format", "ROW");
    variables.add_text("binlog_row_image", "FULL");
    variables.add_text("binlog_row_metadata", "FULL");
    variables.add_text("binlog_checksum", "CRC32");
    variables.add_number("sync_binlog", 1);
    variables.add_number("max_binlog_size", config.binlog_file_bytes);
    variables.add_number("binlog_expire_logs_seconds",
                         static_cast<std::uint64_t>(config.binlog_expire_after.count()));
    variables.add_text("datadir", config.front_end.data_dir + "/");
    variables.add_text("socket", config.front_end.socket);
    variables.add_number("port", config.front_end.port);
}

}  // namespace understudy::primary
