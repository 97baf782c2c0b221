#include "app/writing/ruled_rows.hpp"

#include "app/writing/row_writer.hpp"

#include <utility>

namespace ginnel::app {

engine::record ruled_rows::create(engine::session& s, const schema::model& m, row_values row) const
{
    return row_writer{s, m, rules_.at(&m)}.create(std::move(row));
}

std::vector<engine::record> ruled_rows::create(engine::session& s, const schema::model& m,
                                               std::vector<row_values> rows) const
{
    return row_writer{s, m, rules_.at(&m)}.create(std::move(rows));
}

void ruled_rows::change(engine::session& s, engine::record& row, const row_values& named) const
{
    const auto& rules = rules_.at(&row.model());
    row_writer{s, row.model(), rules}.change(row, named, rules.validates_update);
}

std::int64_t ruled_rows::change_all(engine::session& s, const engine::query& q, const row_values& named) const
{
    return row_writer{s, *q.model, rules_.at(q.model)}.change_all(q, named);
}

} // namespace ginnel::app
