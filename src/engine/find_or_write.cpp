#include "engine/find_or_write.hpp"

#include "engine/find_or_write_plan.hpp"
#include "engine/kept_values.hpp"
#include "engine/write_hooks.hpp"

#include <ginnel/error.hpp>

#include <memory>

namespace ginnel::engine {

namespace {

/// Hooks write in the transaction of the unit, so one session is around both; and what hooks do is not repeated.
void with_hooks_between(session& s, const sought_rows& sought, when_missing what)
{
    kept_values before;
    for (void* object : sought.objects)
        before.keep(*sought.model, object);
    try {
        s.together([&](session& inside) {
            find_or_write_plan p{inside.env(), sought, what, &inside};
            inside.run(p);
        });
    } catch (...) {
        before.put_back();
        throw;
    }
}

} // namespace

void find_or_write(session& s, const sought_rows& sought, when_missing what)
{
    const auto& m = *sought.model;
    if (what == when_missing::create_or_update && m.primary_key == nullptr)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY",
                    m.name + " has no primary key, by which a row that was found is updated: declare one"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    if (sought.objects.empty())
        return;
    const auto attempt = [&] {
        if (what != when_missing::leave &&
            (runs_hooks(s, m, schema::write_event::create) || runs_hooks(s, m, schema::write_event::update)))
            return with_hooks_between(s, sought, what);
        s.run_unit([&] { return std::make_unique<find_or_write_plan>(s.env(), sought, what); },
                   [](plan& p) { static_cast<find_or_write_plan&>(p).hand_over(); });
    };
    // Where writers run side by side another one may insert between our look and our insert; its row is there for a
    // second look. Once: a row that is refused again is refused for another of its columns.
    if (!s.env().abilities.row_locks || what == when_missing::leave) {
        attempt();
        return;
    }
    try {
        attempt();
    } catch (const error& e) {
        if (e.kind() != error_kind::unique || e.spoiled() == spoils::connection)
            throw;
        attempt();
    }
}

} // namespace ginnel::engine
