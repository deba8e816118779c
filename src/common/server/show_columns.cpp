#include "common/server/charsets.hpp"
#include "common/server/show.hpp"
#include "common/sql/statement.hpp"

namespace understudy::server {
namespace {

/// "PRI", "UNI", "MUL" or "": the strongest key that the column begins (or is part of).
const char* key_of(const TableSchema& table, std::uint16_t column) {
    for (const IndexPart& part : table.primary_key) {
        if (part.column == column) return "PRI";
    }
    const char* key = "";
    for (const Index& index : table.indexes) {
        if (index.parts.empty() || index.parts.front().column != column) continue;
        if (index.unique && index.parts.size() == 1) return "UNI";
        key = "MUL";
    }
    return key;
}

sql::OwnedValue default_of(const Column& column) {
    if (!column.default_value || column.default_value->kind == ColumnDefault::Kind::null) {
        return null_cell();
    }
    if (column.default_value->kind == ColumnDefault::Kind::current_timestamp) {
        if (column.decimals == 0) return cell("CURRENT_TIMESTAMP");
        return cell("CURRENT_TIMESTAMP(" + std::to_string(column.decimals) + ")");
    }
    return cell(column.default_value->text);
}

std::string extra_of(const Column& column) {
    std::string extra;
    const auto add = [&](const std::string& word) { extra += (extra.empty() ? "" : " ") + word; };
    if (column.auto_increment) add("auto_increment");
    if (column.default_value) {
        const ColumnDefault::Kind kind = column.default_value->kind;
        if (kind == ColumnDefault::Kind::current_timestamp ||
            kind == ColumnDefault::Kind::expression) {
            add("DEFAULT_GENERATED");
        }
    }
    if (column.on_update_now) {
        add(column.decimals == 0
                ? "on update CURRENT_TIMESTAMP"
                : "on update CURRENT_TIMESTAMP(" + std::to_string(column.decimals) + ")");
    }
    if (!column.generated.empty()) {
        add(column.generated_stored ? "STORED GENERATED" : "VIRTUAL GENERATED");
    }
    if (column.invisible) add("INVISIBLE");
    return extra;
}

bool has_collation(const Column& column) {
    return is_character(column.type) || column.type == ColumnType::enum_ ||
           column.type == ColumnType::set;
}

sql::OwnedValue collation_of(const Column& column) {
    if (!has_collation(column)) return null_cell();
    const Collation* collation = find_collation(column.collation);
    return cell(collation == nullptr ? "utf8mb4_bin" : collation->name);
}

void add_key_rows(Table& out, const TableSchema& table, const Index& index) {
    std::uint64_t sequence = 0;
    for (const IndexPart& part : index.parts) {
        const Column& column = table.columns[part.column];
        out.rows.push_back({cell(table.name), cell(index.unique ? 0U : 1U), cell(index.name),
                            cell(++sequence), cell(column.name), cell(part.descending ? "D" : "A"),
                            null_cell(), part.prefix == 0 ? null_cell() : cell(part.prefix),
                            null_cell(), cell(column.nullable ? "YES" : ""), cell("BTREE"),
                            cell(""), cell(index.comment), cell("YES"), null_cell()});
    }
}

}  // namespace

Result<Table> show_columns(const ShowContext& context) {
    TRY_ASSIGN(const TableSchemaPtr schema, context.table());
    Table table;
    table.text("Field").text("Type").text("Null").text("Key").text("Default").text("Extra");
    for (std::uint16_t i = 0; i < schema->columns.size(); ++i) {
        const Column& column = schema->columns[i];
        table.rows.push_back({cell(column.name), cell(sql::render_column_type(column)),
                              cell(column.nullable ? "YES" : "NO"), cell(key_of(*schema, i)),
                              default_of(column), cell(extra_of(column))});
    }
    return table;
}

Result<Table> show_full_columns(const ShowContext& context) {
    TRY_ASSIGN(const TableSchemaPtr schema, context.table());
    Table table;
    table.text("Field").text("Type").text("Collation").text("Null").text("Key");
    table.text("Default").text("Extra").text("Privileges").text("Comment");
    for (std::uint16_t i = 0; i < schema->columns.size(); ++i) {
        const Column& column = schema->columns[i];
        table.rows.push_back({cell(column.name), cell(sql::render_column_type(column)),
                              collation_of(column), cell(column.nullable ? "YES" : "NO"),
                              cell(key_of(*schema, i)), default_of(column), cell(extra_of(column)),
                              cell("select,insert,update,references"), cell(column.comment)});
    }
    return table;
}

Result<Table> show_index(const ShowContext& context) {
    TRY_ASSIGN(const TableSchemaPtr schema, context.table());
    Table table;
    table.text("Table").number("Non_unique").text("Key_name").number("Seq_in_index");
    table.text("Column_name").text("Collation").number("Cardinality").number("Sub_part");
    table.text("Packed").text("Null").text("Index_type").text("Comment").text("Index_comment");
    table.text("Visible").text("Expression");
    if (!schema->primary_key.empty()) {
        add_key_rows(table, *schema, Index{"PRIMARY", true, schema->primary_key, ""});
    }
    for (const Index& index : schema->indexes) add_key_rows(table, *schema, index);
    return table;
}

}  // namespace understudy::server
