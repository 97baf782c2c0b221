#include "engine/rows_plan.hpp"

#include "engine/arguments.hpp"

#include <utility>

namespace ginnel::engine {

rows_plan::rows_plan(compiled_plain code, const value* parent, const key_set* keys)
    : names{std::move(code.names)},
      statement_{std::move(code.statement)},
      arguments_{arguments_of(
          statement_, [parent](std::size_t) { return parent; }, keys)},
      step_{0, statement_.text, arguments_}
{
}

event rows_plan::next()
{
    if (std::exchange(sent_, true))
        return finish{};
    return send{{&step_, 1}};
}

void rows_plan::row(step_id, const cell* cells)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        values.emplace_back(cells[i]);
}

void rows_plan::done(step_id, const driver::outcome&)
{
}

} // namespace ginnel::engine
