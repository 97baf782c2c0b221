#include "schema/keys.hpp"
#include "schema/names.hpp"
#include "value/nearest.hpp"

#include <ginnel/schema/registry.hpp>

#include <algorithm>

namespace ginnel::schema {

namespace {

/// "commentable_id" or "commentableId": a column of the pair that a polymorphic relation's word names.
std::string pair_column(const task& t, const std::string& word, std::string_view ending)
{
    const std::string snake = snake_case(word) + "_" + std::string{ending};
    return t.style() == key_style::camel ? camel_case(snake) : snake;
}

/// The morph_to of the target that may lead back to the source, if there is exactly one.
const relation_draft* counterpart(const resolver& r, const task& t)
{
    const relation_draft* found = nullptr;
    for (const relation_draft& d : r.draft_of(*t.target).relations) {
        const auto leads_back = [&](const auto& type) { return type.model == t.source().name; };
        if (d.kind != relation_kind::morph_to || std::none_of(d.morph_types.begin(), d.morph_types.end(), leads_back))
            continue;
        if (found != nullptr)
            return nullptr;
        found = &d;
    }
    return found;
}

/// Where a morph_one or morph_many finds its pair of keys on the target, and what stands in the type column.
struct pair_names {
    std::string id, type, value;
};

pair_names pair_on_target(const resolver& r, const task& t)
{
    const relation_draft& d = *t.draft;
    pair_names names{d.foreign_key, d.morph_key, d.morph_value};
    std::string word = d.morph_name;
    if (const relation_draft* back = counterpart(r, t)) {
        if (word.empty()) {
            word = back->morph_name.empty() ? back->name : back->morph_name;
            names.id = names.id.empty() ? back->foreign_key : names.id;
            names.type = names.type.empty() ? back->morph_key : names.type;
        }
        for (const auto& type : back->morph_types)
            if (names.value.empty() && type.model == t.source().name)
                names.value = type.value;
    }
    if (names.id.empty() && !word.empty())
        names.id = pair_column(t, word, "id");
    if (names.type.empty() && !word.empty())
        names.type = pair_column(t, word, "type");
    if (names.value.empty())
        names.value = t.source().morph_value;
    return names;
}

/// The column that names the type; reports one that is missing or holds no text.
const column* type_column(resolver& r, task& t, const std::string& name, const model& holder)
{
    const column* found = key_or_default(r, t, "morph_key", t.draft->morph_key, holder, {&name, 1}, "the type's name");
    if (found == nullptr || found->type == column_type::text)
        return found;
    r.report(t, "E_KEY_TYPES",
             spelled(holder, found->name) + " is " + std::string{name_of(found->type)} +
                 ", and a type is named by a text: give it a text column");
    return nullptr;
}

} // namespace

void morph_has_path(resolver& r, task& t)
{
    const model& target = *t.target;
    const column* local = key_or_primary(r, t, "local_key", t.draft->local_key, t.source());
    if (local == nullptr)
        return;
    const pair_names names = pair_on_target(r, t);
    if (names.id.empty() || names.type.empty())
        return r.report(t, "E_RELATION_DECLARATION",
                        t.spelled() + " needs the two columns of " + target.name +
                            " that hold the key and the type: " + "declare one morph_to in " + target.name +
                            " whose types have " + t.source().name + ", or say " + t.option("morph_name") +
                            " with the word before their \"_id\" and \"_type\"" + t.in_describe("morph_name", nullptr));
    const column* foreign = key_or_default(r, t, "foreign_key", t.draft->foreign_key, target, {&names.id, 1},
                                           spelled(t.source(), local->name));
    const column* type = type_column(r, t, names.type, target);
    if (foreign == nullptr || type == nullptr)
        return;
    add_hop(r, t, t.source(), *local, target, *foreign);
    if (t.failed())
        return;
    t.out->path.back().polymorphic = true;
    t.out->fixed.push_back({place::target, type, value{names.value}});
}

void morph_to_path(resolver& r, task& t)
{
    const relation_draft& d = *t.draft;
    relation& out = *t.out;
    if (d.morph_types.empty())
        return r.report(t, "E_RELATION_DECLARATION", t.spelled() + " leads nowhere: name the models of its types");
    const std::string& word = d.morph_name.empty() ? d.name : d.morph_name;
    const std::string id = pair_column(t, word, "id");
    const column* foreign =
        key_or_default(r, t, "foreign_key", d.foreign_key, t.source(), {&id, 1}, "the key of the related row");
    out.type_column = type_column(r, t, pair_column(t, word, "type"), t.source());
    if (foreign == nullptr || out.type_column == nullptr)
        return;
    out.alternatives.reserve(d.morph_types.size());
    for (const auto& type : d.morph_types) {
        const model* target = r.model_named(t, type.model);
        if (target == nullptr)
            return;
        const column* key = key_or_primary(r, t, "local_key", d.local_key, *target);
        if (key == nullptr ||
            !check_types(r, t, spelled(t.source(), foreign->name), *foreign, spelled(*target, key->name), *key))
            return;
        value named{type.value.empty() ? target->morph_value : type.value};
        const auto same = [&](const relation& other) { return *other.source_type() == named; };
        if (const auto twice = std::find_if(out.alternatives.begin(), out.alternatives.end(), same);
            twice != out.alternatives.end())
            return r.report(t, "E_RELATION_DECLARATION",
                            t.spelled() + " has " + quoted(named.text()) + " for both " + twice->target->name +
                                " and " + target->name + ": give one of them another morph_value");
        relation& one = out.alternatives.emplace_back();
        one.name = out.name;
        one.kind = relation_kind::belongs_to;
        one.source = out.source;
        one.target = target;
        one.index = out.index;
        one.offset = out.offset;
        one.slot = type.slot != nullptr ? type.slot : out.slot;
        one.serialize_as = out.serialize_as;
        one.family = &out;
        one.type_column = out.type_column;
        one.path.push_back({&t.source().table, foreign, &target->table, key, target, true, true});
        one.fixed.push_back({place::source, out.type_column, std::move(named)});
    }
}

} // namespace ginnel::schema
