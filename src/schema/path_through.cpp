#include "schema/keys.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <vector>

namespace ginnel::schema {

namespace {

/// One way in which two models that follow each other may be joined.
struct way {
    const column* from = nullptr;
    const column* to = nullptr;
    std::string spelled; ///< the key's column, there or not
    std::string key;     ///< its name
    bool key_on_from = false;
    bool exists() const noexcept { return from != nullptr && to != nullptr; }
};

/// `to` holds the key of `from`: a country's users.
way key_on_next(const task& t, const model& from, const column* joined, const model& to)
{
    way w;
    if (joined == nullptr)
        return w;
    w.key = default_key(t.style(), from, key_name_for(t, from, *joined));
    w.spelled = spelled(to, w.key);
    w.from = joined;
    w.to = to.table.find(w.key);
    return w;
}

/// `from` holds the key of `to`: an appointment's patient.
way key_on_this(const task& t, const model& from, const model& to, const column* joined)
{
    way w = key_on_next(t, to, joined, from);
    std::swap(w.from, w.to);
    w.key_on_from = true;
    return w;
}

std::string joined_by(const std::string& a, const std::string& b)
{
    return a.empty() || b.empty() ? a + b : a + " or " + b;
}

/// Whether the path meets a model twice, which leaves keys that follow from names ambiguous.
const model* met_twice(const model& source, const std::vector<const model*>& passed, const model& target)
{
    if (&source == &target)
        return &source;
    for (const model* m : passed) {
        if (m == &source || m == &target)
            return m;
    }
    return nullptr;
}

void report_self(resolver& r, task& t, const model& twice, const std::vector<const model*>& passed)
{
    const relation_draft& d = *t.draft;
    const model& first = *passed.front();
    const model& last = *passed.back();
    std::string say, code;
    if (d.foreign_key.empty()) {
        say =
            t.option("foreign_key") + " with the column of " + first.name + " that holds the key of " + t.source().name;
        code = t.in_describe("foreign_key", &first);
    }
    if (d.through_foreign_key.empty() && d.key_through.empty()) {
        say += say.empty() ? "" : ", and ";
        say += t.option("through_foreign_key") + " with the column of " + t.target->name + " that holds the key of " +
               last.name + " or " + t.option("key_through") + " with the column of " + last.name +
               " that holds the key of " + t.target->name;
        if (code.empty())
            code = t.in_describe("through_foreign_key", t.target);
        else
            code += ".through_foreign_key(&" + t.target->name + "::...)";
    }
    r.report(t, "E_SELF_RELATION",
             t.spelled() + " meets " + twice.name +
                 " more than once, so its keys do not follow from the models' names: say " + say + code);
}

void near_hop(resolver& r, task& t, const model& first)
{
    const relation_draft& d = *t.draft;
    const column* local = key_or_primary(r, t, "local_key", d.local_key, t.source());
    if (local == nullptr)
        return;
    const std::string candidate = default_key(t.style(), t.source(), key_name_for(t, t.source(), *local));
    if (const column* foreign = key_or_default(r, t, "foreign_key", d.foreign_key, first, {&candidate, 1},
                                               spelled(t.source(), local->name)))
        add_hop(r, t, t.source(), *local, first, *foreign);
}

void middle_hop(resolver& r, task& t, const model& from, const model& to)
{
    const way forward = key_on_next(t, from, from.primary_key, to);
    const way backward = key_on_this(t, from, to, to.primary_key);
    if (forward.exists() != backward.exists()) {
        const way& w = forward.exists() ? forward : backward;
        return add_hop(r, t, from, *w.from, to, *w.to, w.key_on_from);
    }
    const std::string either = joined_by(forward.spelled, backward.spelled);
    const std::string via = t.option("via") + " with the names of the relations to pass";
    if (forward.exists())
        r.report(t, "E_AMBIGUOUS_PATH",
                 t.spelled() + " may go from " + from.name + " to " + to.name + " by " + either +
                     ", and both exist: say " + via);
    else if (either.empty())
        r.report(t, "E_NO_PRIMARY_KEY",
                 t.spelled() + " joins " + from.name + " and " + to.name +
                     ", and neither has a primary key: mark one, or say " + via);
    else
        r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
                 t.spelled() + " needs " + either + " to go from " + from.name + " to " + to.name +
                     ", and there is none: add it, or say " + via);
}

/// The last hop by convention: the key lies on the target or on the last through model, whichever exists.
void far_hop_by_convention(resolver& r, task& t, const model& last)
{
    const model& target = *t.target;
    const way forward = key_on_next(t, last, last.primary_key, target);
    const way backward = key_on_this(t, last, target, target.primary_key);
    // Lucid knows the first way alone, so it wins where a camel-style self relation leaves both open.
    const bool lucid = t.style() == key_style::camel && met_twice(t.source(), {&last}, target) != nullptr;
    if (forward.exists() != backward.exists() || (lucid && forward.exists())) {
        const bool ahead = forward.exists();
        const way& w = ahead ? forward : backward;
        return add_hop(r, t, last, *w.from, target, *w.to, w.key_on_from);
    }
    std::string first;
    std::string second;
    if (!forward.key.empty())
        first = t.option("through_foreign_key") + " " + quoted(forward.key) + " (" + target.name +
                " holds the key of " + last.name + ")";
    if (!backward.key.empty())
        second = t.option("key_through") + " " + quoted(backward.key) + " (" + last.name + " holds the key of " +
                 target.name + ")";
    if (forward.exists())
        r.report(t, "E_AMBIGUOUS_PATH",
                 t.spelled() + " finds both " + forward.spelled + " and " + backward.spelled + ": say " + first +
                     " or " + second);
    else if (first.empty() && second.empty())
        r.report(t, "E_NO_PRIMARY_KEY",
                 t.spelled() + " joins " + last.name + " and " + target.name +
                     ", and neither has a primary key: mark one of " + last.name + "'s or " + target.name +
                     "'s columns primary, or say " + t.option("through_local_key") + " and " +
                     t.option("through_foreign_key"));
    else
        r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
                 t.spelled() + " needs " + joined_by(forward.spelled, backward.spelled) +
                     ", and there is none: add the column, then the relation is as if it said " +
                     joined_by(first, second) + "; or say one of these with another column");
}

void far_hop(resolver& r, task& t, const model& last)
{
    const relation_draft& d = *t.draft;
    const model& target = *t.target;
    if (!d.key_through.empty()) {
        const column* key = said_key(r, t, "key_through", d.key_through, last);
        const column* related = key_or_primary(r, t, "related_key", d.related_key, target);
        if (key != nullptr && related != nullptr)
            add_hop(r, t, last, *key, target, *related, true);
        return;
    }
    if (d.through_local_key.empty() && d.through_foreign_key.empty())
        return far_hop_by_convention(r, t, last);
    const column* local = key_or_primary(r, t, "through_local_key", d.through_local_key, last);
    if (local == nullptr)
        return;
    const std::string candidate = default_key(t.style(), last, key_name_for(t, last, *local));
    if (const column* foreign = key_or_default(r, t, "through_foreign_key", d.through_foreign_key, target,
                                               {&candidate, 1}, spelled(last, local->name)))
        add_hop(r, t, last, *local, target, *foreign);
}

} // namespace

void through_path(resolver& r, task& t)
{
    const relation_draft& d = *t.draft;
    if (d.through.empty())
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " passes nothing: say " + t.option("through") + " with the models to pass, or " +
                            t.option("via") + " with the names of the relations to pass");
    if (!d.key_through.empty() && !(d.through_local_key.empty() && d.through_foreign_key.empty()))
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " says both " + t.option("key_through") + " and " +
                            t.option(d.through_foreign_key.empty() ? "through_local_key" : "through_foreign_key") +
                            ": the first is for a key on " + d.through.back() + ", the second for one on " +
                            t.target->name + "; leave one out");
    std::vector<const model*> passed;
    for (const std::string& name : d.through) {
        if (const model* m = r.model_named(t, name))
            passed.push_back(m);
    }
    if (passed.size() != d.through.size())
        return;
    const bool all_said = !d.foreign_key.empty() && !(d.through_foreign_key.empty() && d.key_through.empty());
    const model* twice = met_twice(t.source(), passed, *t.target);
    if (twice != nullptr && !all_said && t.style() == key_style::snake)
        return report_self(r, t, *twice, passed);
    near_hop(r, t, *passed.front());
    for (std::size_t i = 1; i < passed.size(); ++i)
        middle_hop(r, t, *passed[i - 1], *passed[i]);
    far_hop(r, t, *passed.back());
}

} // namespace ginnel::schema
