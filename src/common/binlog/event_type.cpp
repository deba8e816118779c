#include "common/binlog/event_type.hpp"

#include <cstddef>
#include <iterator>

namespace understudy::binlog {
namespace {

constexpr std::size_t first_mariadb_type = 160;

/// By code, from 0; empty: no event.
constexpr const char* mysql_names[] = {"UNKNOWN",
                                       "START_V3",
                                       "QUERY",
                                       "STOP",
                                       "ROTATE",
                                       "INTVAR",
                                       "",
                                       "SLAVE",
                                       "",
                                       "APPEND_BLOCK",
                                       "",
                                       "DELETE_FILE",
                                       "",
                                       "RAND",
                                       "USER_VAR",
                                       "FORMAT_DESCRIPTION",
                                       "XID",
                                       "BEGIN_LOAD_QUERY",
                                       "EXECUTE_LOAD_QUERY",
                                       "TABLE_MAP",
                                       "",
                                       "",
                                       "",
                                       "WRITE_ROWS_V1",
                                       "UPDATE_ROWS_V1",
                                       "DELETE_ROWS_V1",
                                       "INCIDENT",
                                       "HEARTBEAT",
                                       "IGNORABLE",
                                       "ROWS_QUERY",
                                       "WRITE_ROWS",
                                       "UPDATE_ROWS",
                                       "DELETE_ROWS",
                                       "GTID",
                                       "ANONYMOUS_GTID",
                                       "PREVIOUS_GTIDS",
                                       "TRANSACTION_CONTEXT",
                                       "VIEW_CHANGE",
                                       "XA_PREPARE",
                                       "PARTIAL_UPDATE_ROWS",
                                       "TRANSACTION_PAYLOAD",
                                       "HEARTBEAT_V2",
                                       "GTID_TAGGED"};

/// By code, from 160.
constexpr const char* mariadb_names[] = {"MARIADB_ANNOTATE_ROWS",
                                         "MARIADB_BINLOG_CHECKPOINT",
                                         "MARIADB_GTID",
                                         "MARIADB_GTID_LIST",
                                         "MARIADB_START_ENCRYPTION",
                                         "MARIADB_QUERY_COMPRESSED",
                                         "MARIADB_WRITE_ROWS_COMPRESSED_V1",
                                         "MARIADB_UPDATE_ROWS_COMPRESSED_V1",
                                         "MARIADB_DELETE_ROWS_COMPRESSED_V1",
                                         "MARIADB_WRITE_ROWS_COMPRESSED",
                                         "MARIADB_UPDATE_ROWS_COMPRESSED",
                                         "MARIADB_DELETE_ROWS_COMPRESSED",
                                         "MARIADB_PARTIAL_ROW_DATA"};

}  // namespace

const char* to_string(EventType type) noexcept {
    const auto code = static_cast<std::size_t>(type);
    const char* name = "";
    if (code < std::size(mysql_names)) name = mysql_names[code];
    if (code >= first_mariadb_type && code - first_mariadb_type < std::size(mariadb_names)) {
        name = mariadb_names[code - first_mariadb_type];
    }
    return *name == '\0' ? mysql_names[0] : name;
}

}  // namespace understudy::binlog
