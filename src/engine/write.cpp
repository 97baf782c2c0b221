#include "engine/write.hpp"

#include "engine/insert_plan.hpp"
#include "engine/links_plan.hpp"
#include "engine/refused.hpp"
#include "engine/write_hooks.hpp"

#include <memory>
#include <utility>

namespace ginnel::engine {

void insert(session& s, const schema::model& m, std::span<void* const> objects,
            std::span<const std::pair<const schema::column*, value>> fixed)
{
    if (objects.empty())
        return;
    const auto write = [&](session& on) {
        insert_plan p{on.env(), m, objects, fixed};
        writing(m, nullptr, [&] { on.run(p); });
        p.hand_over();
    };
    if (!runs_hooks(s, m, schema::write_event::create)) {
        write(s);
        return;
    }
    std::vector<value> keys; // as they were before
    for (void* object : objects) {
        if (m.primary_key != nullptr)
            keys.push_back(m.ops->get(m, object, m.primary_key->index));
        for (const auto& [column, v] : fixed) // hooks see the rows as they will be, their foreign keys too
            m.ops->set(m, object, column->index, v.view());
    }
    try {
        with_hooks(s, m, schema::write_event::create, objects, write);
    } catch (...) {
        // A row that is not in the database any more must not look as if it were.
        for (std::size_t i = 0; i < keys.size(); ++i)
            m.ops->set(m, objects[i], m.primary_key->index, keys[i].view());
        throw;
    }
}

namespace {

attached attach_all(session& s, const schema::relation& r, const value& parent, const link_list& links,
                    attach_options o)
{
    attached result;
    if (links.size() == 0 && !parent.is_null()) {
        link_table checked{r};
        return result;
    }
    writing(*r.source, &r, [&] {
        s.run_unit([&] { return std::make_unique<attach_plan>(s.env(), r, parent, links, o); },
                   [&](plan& p) { result = std::move(static_cast<attach_plan&>(p).result); });
    });
    return result;
}

changes sync_all(session& s, const schema::relation& r, const value& parent, const link_list& links, sync_options o)
{
    changes result;
    writing(*r.source, &r, [&] {
        s.run_unit([&] { return std::make_unique<sync_plan>(s.env(), r, parent, links, o); },
                   [&](plan& p) { result = std::move(static_cast<sync_plan&>(p).result); });
    });
    return result;
}

} // namespace

attached attach(session& s, const schema::relation& r, const value& parent, const std::vector<link>& links,
                attach_options o)
{
    return attach_all(s, r, parent, {links, {}}, o);
}

attached attach_keys(session& s, const schema::relation& r, const value& parent, std::span<const std::int64_t> keys,
                     attach_options o)
{
    return attach_all(s, r, parent, {{}, keys}, o);
}

changes sync(session& s, const schema::relation& r, const value& parent, const std::vector<link>& links, sync_options o)
{
    return sync_all(s, r, parent, {links, {}}, o);
}

changes sync_keys(session& s, const schema::relation& r, const value& parent, std::span<const std::int64_t> keys,
                  sync_options o)
{
    return sync_all(s, r, parent, {{}, keys}, o);
}

} // namespace ginnel::engine
