#include "engine/write.hpp"

#include "engine/insert_plan.hpp"
#include "engine/links_plan.hpp"
#include "engine/write_hooks.hpp"

#include <memory>
#include <utility>

namespace ginnel::engine {

void insert(session& s, const schema::model& m, std::span<void* const> objects,
            std::span<const std::pair<const schema::column*, value>> fixed)
{
    if (objects.empty())
        return;
    if (runs_hooks(s, m, schema::write_event::create)) // which see the rows as they will be, their foreign keys too
        for (void* object : objects)
            for (const auto& [column, v] : fixed)
                m.ops->set(m, object, column->index, v.view());
    with_hooks(s, m, schema::write_event::create, objects, [&](session& inside) {
        insert_plan p{inside.env(), m, objects, fixed};
        inside.run(p);
        p.hand_over();
    });
}

attached attach(session& s, const schema::relation& r, const value& parent, std::vector<link> links, attach_options o)
{
    attached result;
    if (links.empty() && !parent.is_null()) {
        link_table checked{r};
        return result;
    }
    s.run_unit([&] { return std::make_unique<attach_plan>(s.env(), r, parent, links, o); },
               [&](plan& p) { result = std::move(static_cast<attach_plan&>(p).result); });
    return result;
}

changes sync(session& s, const schema::relation& r, const value& parent, std::vector<link> links, sync_options o)
{
    changes result;
    s.run_unit([&] { return std::make_unique<sync_plan>(s.env(), r, parent, links, o); },
               [&](plan& p) { result = std::move(static_cast<sync_plan&>(p).result); });
    return result;
}

} // namespace ginnel::engine
