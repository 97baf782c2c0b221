#include "engine/rows_plan.hpp"

#include <utility>

namespace ginnel::engine {

std::vector<driver::argument> arguments_of(const sql::statement& s, const value* slot)
{
    std::vector<driver::argument> out;
    out.reserve(s.parameters.size());
    for (const auto& p : s.parameters) {
        driver::argument a;
        a.type = p.type;
        a.typed = p.typed;
        if (p.from == sql::bound::origin::value)
            a.value = &p.value;
        else if (p.from == sql::bound::origin::keys)
            a.keys = p.keys.get();
        else
            a.value = slot;
        out.push_back(a);
    }
    return out;
}

rows_plan::rows_plan(compiled_plain code, const value* parent)
    : names{std::move(code.names)},
      statement_{std::move(code.statement)},
      arguments_{arguments_of(statement_, parent)},
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
