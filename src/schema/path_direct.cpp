#include "schema/keys.hpp"

#include <ginnel/schema/registry.hpp>

#include <vector>

namespace ginnel::schema {

namespace {

/// Reports a relation between a model and itself whose key nobody said.
void report_self(resolver& r, task& t, const column& held)
{
    r.report(t, "E_SELF_RELATION",
             t.spelled() + " relates " + t.source().name +
                 " to itself, so its key does not follow from the models' names: say " + t.option("foreign_key") +
                 " with the column of " + t.source().name + " that holds " + spelled(t.source(), held.name) +
                 t.in_describe("foreign_key", &t.source()));
}

} // namespace

void belongs_to_path(resolver& r, task& t)
{
    const model& target = *t.target;
    const column* local = key_or_primary(r, t, "local_key", t.draft->local_key, target);
    if (local == nullptr) {
        // A wrong foreign key is a mistake of its own.
        if (!t.draft->foreign_key.empty())
            said_key(r, t, "foreign_key", t.draft->foreign_key, t.source());
        return;
    }
    std::vector<std::string> candidates;
    const std::string by_model = default_key(t.style(), target, key_name_for(t, target, *local));
    if (t.style() == key_style::camel) {
        candidates = {by_model};
    } else {
        candidates = {snake_case(t.draft->keyed_as.empty() ? t.draft->name : t.draft->keyed_as) + "_" + snake_case(local->name)};
        if (&target != &t.source()) {
            if (by_model != candidates.front())
                candidates.push_back(by_model);
        } else if (t.draft->foreign_key.empty() && t.source().table.find(candidates.front()) == nullptr) {
            return report_self(r, t, *local);
        }
    }
    const column* foreign =
        key_or_default(r, t, "foreign_key", t.draft->foreign_key, t.source(), candidates, spelled(target, local->name));
    if (foreign != nullptr)
        add_hop(r, t, t.source(), *foreign, target, *local, true);
}

void has_path(resolver& r, task& t)
{
    const model& target = *t.target;
    const column* local = key_or_primary(r, t, "local_key", t.draft->local_key, t.source());
    if (local == nullptr) {
        if (!t.draft->foreign_key.empty())
            said_key(r, t, "foreign_key", t.draft->foreign_key, target);
        return;
    }
    if (&target == &t.source() && t.draft->foreign_key.empty() && t.style() == key_style::snake)
        return report_self(r, t, *local);
    const std::string candidate = default_key(t.style(), t.source(), key_name_for(t, t.source(), *local));
    const column* foreign = key_or_default(r, t, "foreign_key", t.draft->foreign_key, target, {&candidate, 1},
                                           spelled(t.source(), local->name));
    if (foreign != nullptr)
        add_hop(r, t, t.source(), *local, target, *foreign);
}

} // namespace ginnel::schema
