#include "engine/row_aggregates.hpp"

#include "engine/decimal_check.hpp"
#include "engine/rows_plan.hpp"
#include "engine/select_builder.hpp"
#include "engine/through_rows.hpp"

#include <utility>

namespace ginnel::engine {

std::vector<value> row_aggregates(session& s, const schema::model& m, std::shared_ptr<const key_set> keys,
                                  std::span<const relation_aggregate> what)
{
    if (keys->empty())
        return {};
    select_builder b;
    const scope at = b.names(query{m});
    const schema::column& key = *m.primary_key;
    sql::select rows;
    select_builder::from_table(rows, m, at);
    rows.columns.push_back({at.column(key), {}});
    std::vector<std::string> names{key.column_name};
    for (const auto& a : what) {
        if (!a.exists)
            check_decimals(s.env(), *a.relation->target, a.what);
        rows.columns.push_back({b.value_of(a, at), {}});
        names.push_back(a.alias);
    }
    rows.where = sql::make(sql::in_keys{at.column(key), sql::keys{std::move(keys), 0, key.type}, false});
    rows_plan p{{s.env().dialect.render(rows), std::move(names)}, nullptr};
    s.run(p);
    for (std::size_t i = 0; i < p.values.size(); ++i) {
        const auto column = i % (what.size() + 1);
        if (column > 0 && what[column - 1].exists)
            p.values[i] = truth(p.values[i]);
    }
    return std::move(p.values);
}

} // namespace ginnel::engine
