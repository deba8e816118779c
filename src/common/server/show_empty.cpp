#include "common/server/show.hpp"

// What does not exist here, asked for by every dump tool: the columns of MySQL's answer, no rows.
namespace understudy::server {

Result<Table> show_triggers(const ShowContext&) {
    Table table;
    table.text("Trigger").text("Event").text("Table").text("Statement").text("Timing");
    table.text("Created").text("sql_mode").text("Definer").text("character_set_client");
    table.text("collation_connection").text("Database Collation");
    return table;
}

Result<Table> show_events(const ShowContext&) {
    Table table;
    table.text("Db").text("Name").text("Definer").text("Time zone").text("Type");
    table.text("Execute at").text("Interval value").text("Interval field").text("Starts");
    table.text("Ends").text("Status").number("Originator").text("character_set_client");
    table.text("collation_connection").text("Database Collation");
    return table;
}

Result<Table> show_routines(const ShowContext&) {
    Table table;
    table.text("Db").text("Name").text("Type").text("Definer").text("Modified").text("Created");
    table.text("Security_type").text("Comment").text("character_set_client");
    table.text("collation_connection").text("Database Collation");
    return table;
}

Result<Table> show_profiles(const ShowContext&) {
    Table table;
    table.number("Query_ID").text("Duration").text("Query");
    return table;
}

Result<Table> show_replicas(const ShowContext& context) {
    // SHOW REPLICAS of MySQL 8.4; SHOW SLAVE HOSTS has the old words for the last two.
    Table table;
    table.number("Server_Id").text("Host").number("Port").number("Source_Id").text("Replica_UUID");
    for (const auto& [id, replica] : context.services.replicas.all()) {
        table.rows.push_back({cell(replica.server_id), cell(replica.host), cell(replica.port),
                              cell(context.services.options.server_id), cell(replica.uuid)});
    }
    return table;
}

}  // namespace understudy::server
