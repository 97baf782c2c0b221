#include "engine/find_plan.hpp"

#include "engine/arguments.hpp"
#include "engine/wrong_cell.hpp"

#include <utility>

namespace ginnel::engine {

find_plan::find_plan(const compiled& code, const value& key, result_slot into)
    : code_{code},
      into_{into},
      argument_{&key, nullptr, code.statement.parameters.front().type, code.statement.parameters.front().typed},
      step_{0, code.statement.text, {&argument_, 1}}
{
    into.ops->reset(into.slot, nullptr, false);
    step_.one_row = true;
    if (code.statement.parameters.size() > 1) {
        arguments_ = arguments_of(code.statement, [&key](std::size_t) { return &key; });
        step_.arguments = arguments_;
    }
}

event find_plan::next()
{
    if (std::exchange(sent_, true))
        return finish{};
    return send{{&step_, 1}};
}

void find_plan::row(step_id, const cell* cells)
{
    const auto& m = *code_.layout.model;
    void* object = into_.ops->emplace(into_.slot, m);
    std::size_t failed = 0;
    if (!m.ops->read(m, cells, object, failed)) [[unlikely]]
        throw wrong_cell(code_, cells, failed, cells[failed]);
    if (m.ops->loaded)
        m.ops->loaded(m, object, nullptr);
}

} // namespace ginnel::engine
