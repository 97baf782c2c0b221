#include "engine/count_on.hpp"

#include "engine/select_builder.hpp"
#include "engine/stamp.hpp"

#include <cstdint>

namespace ginnel::engine {

column_values times_of_update(const environment& e, const schema::model& m)
{
    if (m.updated_at == nullptr)
        return {};
    return {{m.updated_at, stamp(e, *m.updated_at)}};
}

void count_on(sql::update& u, const schema::model& m, const column_values& times)
{
    for (const auto& [column, v] : times)
        u.set.push_back({column->column_name, parameter_for(v, *column)});
    if (m.version == nullptr)
        return;
    auto before = sql::make(sql::column_name{{}, m.version->column_name});
    u.set.push_back(
        {m.version->column_name,
         sql::make(sql::binary{"+", std::move(before), parameter_for(value{std::int64_t{1}}, *m.version)})});
}

} // namespace ginnel::engine
