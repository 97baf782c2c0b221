#include "table_columns.hpp"

#include <ginnel/error.hpp>

namespace replay {

using ginnel::engine::operand;
using ginnel::engine::query;

ginnel::column_type type_named(std::string_view name)
{
    if (name == "integer")
        return ginnel::column_type::int64;
    if (name == "real" || name == "float")
        return ginnel::column_type::real;
    if (name == "boolean")
        return ginnel::column_type::boolean;
    return ginnel::column_type::text;
}

table_columns::table_columns(const json::object& scenario)
{
    for (const auto& v : list_at(scenario, "tables")) {
        ginnel::schema::table t;
        t.name = text_at(v.as_object(), "name");
        for (const auto& c : list_at(v.as_object(), "columns")) {
            ginnel::schema::column column;
            column.name = column.column_name = text_at(c.as_object(), "name");
            column.type = type_named(text_at(c.as_object(), "type"));
            column.nullable = true;
            column.index = static_cast<std::uint16_t>(t.columns.size());
            t.columns.push_back(std::move(column));
        }
        tables_.emplace(t.name, std::move(t));
    }
}

const ginnel::schema::table* table_columns::find(std::string_view table) const
{
    const auto found = tables_.find(table);
    return found == tables_.end() ? nullptr : &found->second;
}

const ginnel::schema::column* table_columns::raw_column(const ginnel::schema::table& known, std::string_view name) const
{
    for (const auto& c : known.columns)
        if (c.column_name == name)
            return &c;
    const auto* whole = find(known.name);
    return whole != nullptr ? whole->find(name) : nullptr;
}

operand table_columns::operand_of(const query& q, std::string_view name) const
{
    const auto dot = name.find('.');
    const auto table = dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
    const auto column = dot == std::string_view::npos ? name : name.substr(dot + 1);
    if (table.empty())
        if (const auto* c = q.model->table.find(column))
            return {c, operand::target};
    if (table.empty() || table == q.model->table.name)
        if (const auto* c = raw_column(q.model->table, column))
            return {c, operand::target};
    if (q.via != nullptr)
        for (std::size_t k = 0; k + 1 < q.via->path.size(); ++k)
            if (table.empty() || table == q.via->path[k].to->name)
                if (const auto* c = raw_column(*q.via->path[k].to, column))
                    return {c, static_cast<int>(k)};
    return q.column(name); // throws, with the nearest names
}

operand table_columns::link_operand_of(const query& q, std::string_view name) const
{
    if (q.via != nullptr && q.via->link_table() != nullptr && name.find('.') == std::string_view::npos)
        if (const auto* c = raw_column(*q.via->link_table(), name))
            return {c, 0};
    return name.find('.') == std::string_view::npos ? q.link_column(name) : operand_of(q, name);
}

} // namespace replay
