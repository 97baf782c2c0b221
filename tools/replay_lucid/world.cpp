#include "world.hpp"

#include "failures.hpp"

#include <chrono>

namespace replay {

world::world(const json::object& scenario)
    : data{scenario}, columns{scenario}, models{scenario, columns}, clauses{models, columns}, session{data.connection()}
{
    using namespace std::chrono;
    // The recorder's clock.
    session.env().now = [] { return sys_days{2024y / January / 2} + 3h + 4min + 5s + microseconds{0}; };
}

stored& world::named(const json::value& name)
{
    const auto found = names.find(text_of(name));
    if (found == names.end())
        throw refused{"other", "no step stored \"" + text_of(name) + '"'};
    return found->second;
}

ginnel::engine::record& world::row(const json::object& step)
{
    auto& rows = *named(step.at("row")).rows;
    const auto* index = step.if_contains("index");
    auto& row = rows.at(index != nullptr ? index->to_number<std::size_t>() : 0);
    // What Lucid says of all that is done with such an object; to look at it (dump) is no such thing.
    if (row.deleted)
        throw refused{"model-deleted", "this row of " + row.model().name + " was deleted"};
    return row;
}

void world::store(const json::object& step, std::vector<ginnel::engine::record> rows, bool list, json::object sideload)
{
    if (!step.contains("as"))
        return;
    names[text_at(step, "as")] = {std::make_shared<std::vector<ginnel::engine::record>>(std::move(rows)), list,
                                  std::move(sideload)};
}

} // namespace replay
