#include "engine/kept_values.hpp"

namespace ginnel::engine {

void kept_values::keep(const schema::model& m, void* object)
{
    auto& row = rows_.emplace_back(kept{&m, object});
    row.columns.reserve(m.table.columns.size());
    for (const auto& c : m.table.columns)
        row.columns.push_back(m.ops->get(m, object, c.index));
}

void kept_values::put_back() const
{
    for (const auto& row : rows_)
        for (const auto& c : row.model->table.columns)
            row.model->ops->set(*row.model, row.object, c.index, row.columns[c.index].view());
}

} // namespace ginnel::engine
