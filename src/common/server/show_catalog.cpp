#include "common/server/charsets.hpp"
#include "common/server/show.hpp"
#include "common/sql/statement.hpp"

#include <algorithm>

namespace understudy::server {
namespace {

constexpr const char* utf8mb4_comment =
    "/*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */";

std::string quoted_name(std::string_view name) {
    std::string result = "`";
    for (const char c : name) {
        if (c == '`') result += '`';
        result += c;
    }
    return result + '`';
}

bool is_view(const ShowContext& context, const std::string& database, const std::string& table) {
    return context.catalog->find_view(database, table).has_value();
}

/// Tables and views of a database, in order, as far as LIKE lets them through.
std::vector<std::string> table_names(const ShowContext& context, const std::string& database) {
    std::vector<std::string> names = context.catalog->tables(database);
    std::sort(names.begin(), names.end());
    if (context.statement.like) {
        std::erase_if(
            names, [&](const std::string& name) { return !like(name, *context.statement.like); });
    }
    return names;
}

/// "Tables_in_shop", and with the pattern if there is one, as MySQL labels it.
std::string tables_label(const ShowContext& context, const std::string& database) {
    std::string label = "Tables_in_" + database;
    if (context.statement.like) label += " (" + *context.statement.like + ")";
    return label;
}

std::string collation_name(std::uint16_t id) {
    const Collation* collation = find_collation(id);
    return collation == nullptr ? "utf8mb4_bin" : collation->name;
}

std::vector<sql::OwnedValue> status_row(const ShowContext& context, const std::string& database,
                                        const std::string& name) {
    std::vector<sql::OwnedValue> row(18);
    row[0] = cell(name);
    if (is_view(context, database, name)) {
        row[17] = cell("VIEW");
        return row;
    }
    row[1] = cell("InnoDB");
    for (const std::size_t i : {4U, 5U, 6U, 7U, 8U, 9U}) row[i] = cell(std::uint64_t{0});
    row[2] = cell(std::uint64_t{10});
    row[3] = cell("Dynamic");
    const std::optional<sql::KnownTable> table = context.catalog->find_table(database, name);
    row[14] =
        cell((collation_name(table ? table->schema->default_collation : collation::utf8mb4_bin)));
    row[16] = cell("");
    row[17] = cell(std::string_view(table ? table->schema->comment : std::string()));
    return row;
}

}  // namespace

Result<Table> show_databases(const ShowContext& context) {
    Table table;
    table.text("Database");
    std::vector<std::string> names = context.catalog->databases();
    if (std::find(names.begin(), names.end(), "information_schema") == names.end()) {
        names.emplace_back("information_schema");
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) table.rows.push_back({cell(name)});
    return table;
}

Result<Table> show_tables(const ShowContext& context) {
    TRY_ASSIGN(const std::string database, context.database());
    Table table;
    table.text(tables_label(context, database));
    for (const std::string& name : table_names(context, database)) {
        table.rows.push_back({cell(name)});
    }
    return table;
}

Result<Table> show_full_tables(const ShowContext& context) {
    TRY_ASSIGN(const std::string database, context.database());
    Table table;
    table.text(tables_label(context, database)).text("Table_type");
    for (const std::string& name : table_names(context, database)) {
        const char* type = is_view(context, database, name) ? "VIEW" : "BASE TABLE";
        table.rows.push_back({cell(name), cell(type)});
    }
    return table;
}

Result<Table> show_table_status(const ShowContext& context) {
    TRY_ASSIGN(const std::string database, context.database());
    Table table;
    table.text("Name").text("Engine").number("Version").text("Row_format");
    table.number("Rows").number("Avg_row_length").number("Data_length");
    table.number("Max_data_length").number("Index_length").number("Data_free");
    table.number("Auto_increment").text("Create_time").text("Update_time").text("Check_time");
    table.text("Collation").number("Checksum").text("Create_options").text("Comment");
    for (const std::string& name : table_names(context, database)) {
        table.rows.push_back(status_row(context, database, name));
    }
    return table;
}

Result<Table> show_open_tables(const ShowContext&) {
    Table table;
    table.text("Database").text("Table").number("In_use").number("Name_locked");
    return table;
}

Result<Table> show_create_database(const ShowContext& context) {
    TRY_ASSIGN(const std::string database, context.database());
    Table table;
    table.text("Database").text("Create Database");
    const std::string text = "CREATE DATABASE " + quoted_name(database) + " " + utf8mb4_comment;
    table.rows.push_back({cell(database), cell(text)});
    return table;
}

Result<Table> show_create_table(const ShowContext& context) {
    TRY_ASSIGN(const std::string database, context.database());
    if (context.statement.table && is_view(context, database, context.statement.table->table)) {
        return show_create_view(context);
    }
    TRY_ASSIGN(const TableSchemaPtr schema, context.table());
    Table table;
    table.text("Table").text("Create Table");
    table.rows.push_back({cell(std::string_view(schema->name)),
                          cell(std::string_view(sql::render_create_table(*schema)))});
    return table;
}

Result<Table> show_create_view(const ShowContext& context) {
    TRY_ASSIGN(const std::string database, context.database());
    const std::string name = context.statement.table ? context.statement.table->table : "";
    const std::optional<std::string> select = context.catalog->find_view(database, name);
    if (!select) {
        if (!context.catalog->find_table(database, name)) {
            return sql_error(1146, "Table '" + database + "." + name + "' doesn't exist");
        }
        return sql_error(1347, "'" + database + "." + name + "' is not VIEW");
    }
    Table table;
    table.text("View")
        .text("Create View")
        .text("character_set_client")
        .text("collation_connection");
    const std::string text =
        "CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW " +
        quoted_name(name) + " AS " + *select;
    table.rows.push_back({cell(name), cell(text), cell("utf8mb4"), cell("utf8mb4_bin")});
    return table;
}

}  // namespace understudy::server
