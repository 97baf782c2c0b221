#include "app/records/related/rows_behind.hpp"

#include "engine/related_write.hpp"

#include <utility>

namespace ginnel::app {

rows_behind::rows_behind(const related_rows& rows, engine::middle_path path, value middle)
    : rows_{rows}, path_{std::move(path)}, middle_{std::move(middle)}
{
}

engine::column_values rows_behind::ties() const
{
    return engine::ties_of(path_.last(), middle_);
}

std::vector<engine::record> rows_behind::write(std::vector<row_values> fresh, std::span<const change> changes) const
{
    std::vector<engine::record> made;
    const auto& m = *rows_.relation().target;
    for (auto& row : fresh)
        for (auto& [column, v] : ties())
            put(row, *column, std::move(v));
    rows_.session().together([&](engine::session& on) {
        const auto here = rows_.inside(on);
        here.give_copied(fresh);
        engine::need_behind(on, path_, here.start(), middle_);
        // Changes first, so that a value which a row gives up is free for a new one.
        for (const auto& c : changes)
            rows_.making().change(on, *c.row, c.named);
        if (fresh.size() == 1)
            made.push_back(rows_.making().create(on, m, std::move(fresh.front())));
        else if (!fresh.empty())
            made = rows_.making().create(on, m, std::move(fresh));
    });
    return made;
}

} // namespace ginnel::app
