#include "engine/update_statement.hpp"

#include "sql/expression.hpp"

#include <vector>

namespace ginnel::engine {

namespace {

sql::expr equals(const schema::column& c, std::size_t slot)
{
    return sql::make(sql::binary{"=", sql::make(sql::column_name{"", c.column_name}), sql::make(sql::slot_value{slot, c.type})});
}

} // namespace

sql::update update_of_row(const schema::model& m, std::span<const schema::column* const> columns,
                          const schema::column* locked_by)
{
    sql::update u;
    u.table = m.table.name;
    std::size_t slot = 1;
    for (const auto* c : columns)
        u.set.push_back({c->column_name, sql::make(sql::slot_value{slot++, c->type})});
    u.where = equals(*m.primary_key, 0);
    if (locked_by != nullptr)
        u.where = sql::make(sql::junction{true, {u.where, equals(*locked_by, slot)}});
    return u;
}

} // namespace ginnel::engine
