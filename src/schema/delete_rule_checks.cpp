// Mistakes in what relations say of the deletion of rows.
#include "schema/delete_rules.hpp"
#include "schema/names.hpp"
#include "schema/resolver.hpp"

#include <ginnel/schema/registry.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace ginnel::schema {

namespace {

std::string_view words_of(on_delete rule) noexcept
{
    switch (rule) {
    case on_delete::restrict:
        return "restrict";
    case on_delete::set_null:
        return "set_null";
    case on_delete::cascade:
        return "cascade";
    case on_delete::detach:
        return "detach";
    case on_delete::unsaid:
        break;
    }
    return "nothing";
}

/// The key that a path's first hop goes by: who holds it, whose it is, and the type beside it.
using key_identity = std::tuple<const table*, const column*, const table*, std::string>;

key_identity key_of(const relation& r)
{
    const hop& h = r.path.front();
    std::string type;
    for (const auto& f : r.fixed)
        if (h.polymorphic)
            type += to_display(f.must);
    return h.key_on_from ? key_identity{h.from, h.from_key, h.to, type} : key_identity{h.to, h.to_key, h.from, type};
}

void check_rule(resolver& r, task& t)
{
    const relation& made = *t.out;
    const auto refuse = [&](const std::string& text) { r.report(t, "E_ON_DELETE", t.spelled() + text); };
    if (made.kind == relation_kind::morph_to)
        return refuse(
            " leads to rows of several models, and each says by its own relation what becomes of the rows that "
            "refer to it: write on_delete on the morph_one or morph_many back");
    const bool through = made.kind == relation_kind::has_many_through || made.kind == relation_kind::has_one_through;
    const bool links = made.path.size() == 2 && !made.path.front().key_on_from && made.path.back().key_on_from;
    if (made.delete_rule == on_delete::detach && !links)
        return refuse(
            " has no links that could be detached: say cascade, set_null or restrict of the rows that refer, or "
            "detach of a relation over a pivot table");
    if (through && made.delete_rule != on_delete::detach)
        return refuse(" owns no rows: write on_delete on the relations that it passes; on_delete::detach deletes its "
                      "links");
    const hop& h = made.path.front();
    const column& key = h.key_on_from ? *h.from_key : *h.to_key;
    if (made.delete_rule == on_delete::set_null && !key.nullable)
        return refuse(" sets \"" + key.name +
                      "\" to null when the row that it refers to is deleted, and that column cannot be null: make it " +
                      (t.owner->draft.said_at_run_time ? "a property that is not .required" : "a std::optional") +
                      ", or say on_delete::cascade or restrict");
}

/// Rows that the database deletes are followed by the relations of the model above; where it has none to them, what
/// stands below them by rules that no foreign key can say would stay behind.
void check_way_down(resolver& r, task& t)
{
    const relation& made = *t.out;
    const hop& h = made.path.front();
    if (made.kind != relation_kind::belongs_to || made.delete_rule != on_delete::cascade)
        return;
    const auto leads_back = [&](const relation& other) {
        return !other.path.empty() && other.path.front().to_key == h.from_key && other.path.front().from == h.to;
    };
    const auto& above = made.target->relations;
    if (std::any_of(above.begin(), above.end(), leads_back) || !has_rules_of_ours(*made.source))
        return;
    const std::string &holder = made.source->name, &upper = made.target->name;
    r.report(t, "E_ON_DELETE",
             t.spelled() + " says cascade, and " + holder +
                 " has rules that no foreign key can say, of rows with a polymorphic key below it: these rows would "
                 "stay behind when a " +
                 upper + " is deleted, since " + upper + " has no relation to " + holder + ": give it one, as " +
                 (t.owner->draft.said_at_run_time ? snake_case(upper) + ".has_many(" + quoted(holder) + ")"
                                                  : "ginnel::has_many<" + holder + "> in " + upper));
}

} // namespace

void check_delete_rules(resolver& r, std::deque<task>& tasks)
{
    std::map<key_identity, const relation*> said;
    for (task& t : tasks) {
        if (t.failed() || t.out->delete_rule == on_delete::unsaid)
            continue;
        check_rule(r, t);
        if (t.failed())
            continue;
        check_way_down(r, t);
        const auto as_links = [](on_delete rule) { return rule == on_delete::detach ? on_delete::cascade : rule; };
        const auto [at, first] = said.emplace(key_of(*t.out), t.out);
        const relation& other = *at->second;
        if (!first && as_links(other.delete_rule) != as_links(t.out->delete_rule))
            r.report(t, "E_ON_DELETE",
                     t.spelled() + " says " + std::string{words_of(t.out->delete_rule)} + " of rows of which " +
                         other.source->name + "." + other.name + " says " + std::string{words_of(other.delete_rule)} +
                         ": let one of them say on_delete");
    }
}

} // namespace ginnel::schema
