#include "schema/keys.hpp"
#include "schema/names.hpp"

#include <algorithm>

namespace ginnel::schema {

namespace {

/// Through models said beside `via` must be met on the way, in their order.
void check_passed(resolver& r, task& t)
{
    auto at = t.out->path.begin();
    for (const std::string& name : t.draft->through) {
        at = std::find_if(at, t.out->path.end(),
                          [&](const hop& h) { return h.to_model != nullptr && h.to_model->name == name; });
        if (at == t.out->path.end())
            return r.report(t, "E_RELATION_DECLARATION",
                            t.spelled() + " says it passes " + name + ", but the relations of its " + t.option("via") +
                                " do not: correct one of the two");
        ++at;
    }
}

} // namespace

void via_path(resolver& r, task& t)
{
    const relation_draft& d = *t.draft;
    if (!(d.local_key + d.foreign_key + d.through_local_key + d.through_foreign_key + d.key_through).empty())
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " says keys beside " + t.option("via") +
                            ": the relations it passes have their own; leave the keys out");
    const model* at = &t.source();
    for (const std::string& name : d.via) {
        const relation* passed = r.resolved(t, *at, name);
        if (passed == nullptr)
            return;
        // Its condition speaks of its own tables' names in a query, which stand elsewhere in the longer path.
        if (passed->on_query)
            return r.report(t, "E_VIA_CONDITION",
                            t.spelled() + " passes " + at->name + "." + passed->name +
                                ", which declares a condition (on_query) that the path would drop: pass a relation "
                                "without one, and declare the condition on " + t.spelled());
        t.out->path.insert(t.out->path.end(), passed->path.begin(), passed->path.end());
        at = passed->target;
    }
    if (t.target == nullptr)
        t.target = at;
    if (t.target != at)
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " leads to " + t.target->name + ", but the relations of its " + t.option("via") +
                            " lead to " + at->name + ": correct one of the two");
    check_passed(r, t);
}

} // namespace ginnel::schema
