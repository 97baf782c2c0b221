#include "engine/write.hpp"

#include "engine/insert_plan.hpp"
#include "engine/links_plan.hpp"

#include <ginnel/error.hpp>

#include <memory>
#include <utility>

namespace ginnel::engine {

namespace {

bool key_is_given(const schema::model& m, const void* object)
{
    const auto key = m.ops->get(m, object, m.primary_key->index);
    return !key.is_null() && !(key.type() == kind::integer && key.integer() == 0);
}

} // namespace

void insert(session& s, const schema::model& m, std::span<void* const> objects,
            std::span<const std::pair<const schema::column*, value>> fixed)
{
    if (objects.empty())
        return;
    for (void* object : objects)
        for (const auto& [column, v] : fixed)
            if (!m.ops->set(m, object, column->index, v.view()))
                throw error{error_kind::data, "E_COLUMN_TYPE",
                            m.name + "." + column->name + " cannot hold " + to_display(v)}
                    .in_model(m.name);
    if (!m.primary_key || !m.primary_key->generated) {
        insert_plan p{s.env(), m, objects, true};
        s.run(p);
        return;
    }
    std::vector<void*> given, open;
    for (void* object : objects)
        (key_is_given(m, object) ? given : open).push_back(object);
    for (const auto* part : {&given, &open})
        if (!part->empty()) {
            insert_plan p{s.env(), m, *part, part == &given};
            s.run(p);
        }
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
