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

/// What a relation passed says of its tables holds on the longer path too, where these have other numbers.
void take_conditions(relation& into, const passed_relation& step)
{
    const relation& r = *step.passed;
    for (const fixed_value& f : r.fixed) {
        int at = place::source;
        if (f.at != place::source)
            at = into.place_after(step.first +
                                  (f.at == place::target ? r.path.size() - 1 : static_cast<std::size_t>(f.at)));
        else if (step.first > 0)
            at = into.place_after(step.first - 1);
        into.fixed.push_back({at, f.what, f.must});
    }
    for (const passed_relation& inner : r.passed)
        into.passed.push_back({inner.passed, step.first + inner.first});
    if (r.on_query || !r.of_many.empty())
        into.passed.push_back(step);
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
    std::vector<passed_relation> steps;
    for (const std::string& name : d.via) {
        const relation* passed = r.resolved(t, *at, name);
        if (passed == nullptr)
            return;
        if (passed->kind == relation_kind::morph_to)
            return r.report(t, "E_RELATION_DECLARATION",
                            t.spelled() + " passes " + at->name + "." + passed->name +
                                ", which leads to rows of several models: pass relations that lead to one");
        steps.push_back({passed, t.out->path.size()});
        t.out->path.insert(t.out->path.end(), passed->path.begin(), passed->path.end());
        at = passed->target;
    }
    for (const passed_relation& step : steps)
        take_conditions(*t.out, step);
    if (t.target == nullptr)
        t.target = at;
    if (t.target != at)
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " leads to " + t.target->name + ", but the relations of its " + t.option("via") +
                            " lead to " + at->name + ": correct one of the two");
    check_passed(r, t);
}

} // namespace ginnel::schema
