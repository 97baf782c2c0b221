#include "schema/keys.hpp"
#include "schema/names.hpp"
#include "value/nearest.hpp"

#include <ginnel/schema/registry.hpp>

#include <algorithm>

namespace ginnel::schema {

namespace {

/// The raw name of a pivot's key: snake_case in every style, as Lucid has it.
std::string pivot_key(const task& t, const model& referred, const column& joined)
{
    return default_key(key_style::snake, referred, key_name_for(t, referred, joined));
}

/// A column of the pivot's model by either of its names; reports it missing.
const column* column_of_pivot(resolver& r, task& t, const std::string& name, std::string_view what)
{
    const model& pivot = *t.pivot.model;
    const column* found = pivot.table.find(name);
    if (found == nullptr)
        r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
                 std::string{what} + " " + quoted(name) + " is no column of " + pivot.name + ", whose table " +
                     quoted(pivot.table.name) + " is the pivot" + did_you_mean(name, names_of(pivot.table)) +
                     ": add it to " + pivot.name + ", or correct the name");
    return found;
}

/// A key on the pivot's model: the one said, else the one by convention; leaves its name in `name`.
void find_pivot_key(resolver& r, task& t, std::string& name, std::string_view option, const std::string& said,
                    const std::string& refers_to)
{
    if (!said.empty()) {
        column_of_pivot(r, t, said, t.option(option));
        return;
    }
    // A pivot that is a model of door two has its properties in camel case, whatever its columns are called.
    const std::string candidates[] = {name, camel_case(name)};
    const model& pivot = *t.pivot.model;
    const bool camel = pivot.table.find(candidates[0]) == nullptr && pivot.table.find(candidates[1]) != nullptr;
    if (const column* found = key_or_default(r, t, option, said, pivot, {&candidates[camel ? 1 : 0], 1}, refers_to))
        name = found->column_name;
}

void declare(resolver& r, task& t, const std::string& name, column_type type, bool nullable, bool key)
{
    const std::string against = r.links().declare(t.pivot.table_name, name, type, nullable, key, t.path_name());
    if (!against.empty())
        r.report(t, "E_LINK_TABLE", against);
}

void declare_link_table(resolver& r, task& t)
{
    const relation_draft& d = *t.draft;
    declare(r, t, t.pivot.foreign_key, t.pivot.local_key->type, false, true);
    declare(r, t, t.pivot.related_foreign_key, t.pivot.related_key->type, false, true);
    if (!t.pivot.type_key.empty())
        declare(r, t, t.pivot.type_key, column_type::text, false, false);
    for (const link_column& c : d.pivot_columns)
        declare(r, t, c.name, c.type, c.nullable, false);
    for (const std::string* stamp : {&d.pivot_created_at, &d.pivot_updated_at}) {
        if (!stamp->empty())
            declare(r, t, *stamp, column_type::timestamp, true, false);
    }
    for (const relation_draft::link_field& field : d.link_fields)
        declare(r, t, field.name, field.ops->type, field.ops->nullable, false);
}

/// The names that follow from a polymorphic relation's word: the pivot table, and the columns of the side that has
/// several types.
void name_by_word(resolver& r, task& t, std::string& morph_side_key)
{
    const relation_draft& d = *t.draft;
    pivot_plan& plan = t.pivot;
    const bool to_many = d.kind == relation_kind::morph_to_many;
    plan.type_value = !d.morph_value.empty() ? d.morph_value : (to_many ? t.source() : *t.target).morph_value;
    plan.type_key = d.morph_key;
    if (d.morph_name.empty()) {
        if (plan.table_name.empty() || plan.type_key.empty() || morph_side_key.empty())
            r.report(t, "E_RELATION_DECLARATION",
                     t.spelled() + " needs the word from which its pivot table and its columns are named: say " +
                         t.option("morph_name") +
                         ", as \"taggable\" for the table \"taggables\" with \"taggable_id\" and " +
                         "\"taggable_type\"" + t.in_describe("morph_name", nullptr));
        return;
    }
    const std::string word = snake_case(d.morph_name);
    if (plan.table_name.empty())
        plan.table_name = plural(word);
    if (plan.type_key.empty())
        plan.type_key = word + "_type";
    if (morph_side_key.empty())
        morph_side_key = word + "_id";
}

} // namespace

void plan_pivot(resolver& r, task& t)
{
    const relation_draft& d = *t.draft;
    const model& source = t.source();
    const model& target = *t.target;
    pivot_plan& plan = t.pivot;
    plan.local_key = key_or_primary(r, t, "local_key", d.local_key, source);
    plan.related_key = key_or_primary(r, t, "related_key", d.related_key, target);
    if (plan.local_key == nullptr || plan.related_key == nullptr)
        return;

    plan.table_name = d.pivot_table;
    const bool morph = d.kind != relation_kind::many_to_many;
    std::string said_foreign = d.pivot_foreign_key, said_related = d.pivot_related_foreign_key;
    if (morph)
        name_by_word(r, t, d.kind == relation_kind::morph_to_many ? said_foreign : said_related);
    if (t.failed())
        return;
    if (plan.table_name.empty()) {
        const std::string a = snake_case(source.name);
        const std::string b = snake_case(target.name);
        plan.table_name = std::min(a, b) + "_" + std::max(a, b);
    }
    plan.model = r.model_of_table(plan.table_name);
    const bool self = &source == &target;
    if (self && t.style() == key_style::snake && (said_foreign.empty() || said_related.empty())) {
        const std::string holder = " with the column of " + quoted(plan.table_name) + " that holds ";
        return r.report(t, "E_SELF_RELATION",
                        t.spelled() + " relates " + source.name +
                            " to itself, so its keys do not follow from the models' names: say " +
                            t.option("pivot_foreign_key") + holder + "this " + source.name + "'s " +
                            plan.local_key->name + ", and " + t.option("pivot_related_foreign_key") + holder +
                            "the related one's " + plan.related_key->name +
                            t.in_describe("pivot_foreign_key", nullptr) +
                            (t.style() == key_style::snake ? ".pivot_related_foreign_key(\"...\")" : ""));
    }
    plan.foreign_key = said_foreign.empty() ? pivot_key(t, source, *plan.local_key) : said_foreign;
    plan.related_foreign_key = said_related.empty() ? pivot_key(t, target, *plan.related_key) : said_related;
    // Lucid takes one column for both keys of a self relation that says none.
    const bool nothing_said = said_foreign.empty() && said_related.empty();
    if (plan.foreign_key == plan.related_foreign_key && !(self && nothing_said))
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " has " + quoted(plan.foreign_key) + " for both keys of the pivot table " +
                            quoted(plan.table_name) + ": say " + t.option("pivot_foreign_key") + " and " +
                            t.option("pivot_related_foreign_key") + " with two columns");
    if (plan.model == nullptr)
        return declare_link_table(r, t);
    if (morph && column_of_pivot(r, t, plan.type_key, t.option("morph_key")) == nullptr)
        return;
    find_pivot_key(r, t, plan.foreign_key, "pivot_foreign_key", said_foreign, spelled(source, plan.local_key->name));
    find_pivot_key(r, t, plan.related_foreign_key, "pivot_related_foreign_key", said_related,
                   spelled(target, plan.related_key->name));
}

void pivot_path(resolver& r, task& t)
{
    const relation_draft& d = *t.draft;
    const pivot_plan& plan = t.pivot;
    relation& out = *t.out;
    if (plan.model == nullptr)
        out.owned_table = r.links().find(plan.table_name);
    const table& link = plan.model != nullptr ? plan.model->table : *out.owned_table;
    const std::string link_name = plan.model != nullptr ? plan.model->name : link.name;
    const column& foreign = *link.find(plan.foreign_key);
    const column& related = *link.find(plan.related_foreign_key);

    const auto select = [&](const column* c) {
        if (c == nullptr || std::find(out.link_columns.begin(), out.link_columns.end(), c) != out.link_columns.end())
            return c;
        out.link_columns.push_back(c);
        out.link_aliases.push_back("pivot_" + c->column_name);
        return c;
    };
    const auto declared = [&](const std::string& name, std::string_view what) {
        return select(plan.model != nullptr ? column_of_pivot(r, t, name, what) : link.find(name));
    };
    select(&foreign);
    select(&related);
    for (const link_column& c : d.pivot_columns)
        declared(c.name, "the pivot column");
    if (!d.pivot_created_at.empty())
        out.created_at = declared(d.pivot_created_at, t.option("pivot_created_at"));
    if (!d.pivot_updated_at.empty())
        out.updated_at = declared(d.pivot_updated_at, t.option("pivot_updated_at"));

    const bool near = check_types(r, t, spelled(t.source(), plan.local_key->name), *plan.local_key,
                                  link_name + "." + foreign.name, foreign);
    const bool far = check_types(r, t, link_name + "." + related.name, related,
                                 spelled(*t.target, plan.related_key->name), *plan.related_key);
    if (!near || !far)
        return;
    out.path = {
        {&t.source().table, plan.local_key, &link, &foreign, plan.model, d.kind == relation_kind::morph_to_many},
        {&link, &related, &t.target->table, plan.related_key, t.target, d.kind == relation_kind::morphed_by_many,
         true}};
    if (!plan.type_key.empty())
        out.fixed.push_back({0, link.find(plan.type_key), value{plan.type_value}});
}

} // namespace ginnel::schema
