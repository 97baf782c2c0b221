#include "schema/resolver.hpp"

#include "schema/keys.hpp"
#include "schema/names.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <set>

namespace ginnel::schema {

namespace {

bool integer(column_type type) noexcept
{
    return type == column_type::int16 || type == column_type::int32 || type == column_type::int64;
}

bool passes_relations(const relation_draft& d) noexcept
{
    return d.kind == relation_kind::has_many_through || d.kind == relation_kind::has_one_through;
}

} // namespace

resolver::resolver(std::deque<entry>& entries, link_tables::standing& standing_tables)
    : entries_{entries}, standing_{standing_tables}, links_{standing_tables}
{
}

std::vector<problem> resolver::run()
{
    for (entry& e : entries_) {
        if (e.booted)
            continue;
        e.sound = true;
        check_columns(e);
        choose_primary_key(e);
        find_deleted_at(e);
        find_row_marks(e);
        make_tasks(e);
    }
    for (task& t : tasks_) {
        find_target(t);
        if (!t.failed() && over_pivot(t.draft->kind))
            plan_pivot(*this, t);
    }
    links_.build();
    for (task& t : tasks_)
        resolve(t);
    check_delete_rules(*this, tasks_);
    spread_failures();
    for (entry& e : entries_) {
        if (e.booted)
            continue;
        if (!e.sound) {
            e.model.relations.clear();
            continue;
        }
        e.booted = true;
        for (const relation& made : e.model.relations) {
            if (made.owned_table != nullptr)
                standing_.emplace(made.owned_table->name, made.owned_table);
        }
    }
    return std::move(problems_);
}

void resolver::report(entry& e, const char* code, const std::string& sentence)
{
    e.sound = false;
    problems_.push_back({code, e.model.name, {}, e.model.name + ": " + sentence, e.rank, 0});
}

void resolver::report(task& t, const char* code, const std::string& sentence)
{
    t.state = task::stage::failed;
    problems_.push_back(
        {code, t.source().name, t.draft->name, t.path_name() + ": " + sentence, t.owner->rank, t.out->index + 1});
}

void resolver::check_columns(entry& e)
{
    std::set<std::string_view> properties;
    std::set<std::string_view> columns;
    for (const column& c : e.model.table.columns) {
        if (!properties.insert(c.name).second)
            report(e, "E_DUPLICATE_COLUMN", "two columns are named " + quoted(c.name) + ": rename one");
        else if (!columns.insert(c.column_name).second)
            report(e, "E_DUPLICATE_COLUMN",
                   quoted(c.name) + " and another property are both stored in the column " + quoted(c.column_name) +
                       ": give one of them another column name");
    }
}

void resolver::choose_primary_key(entry& e)
{
    e.model.primary_key = nullptr;
    auto& columns = e.model.table.columns;
    const auto choose = [&](column& c) {
        // A key that the draft did not describe as one is the database's to make, where it can.
        if (!c.primary && integer(c.type))
            c.generated = true;
        c.primary = true;
        e.model.primary_key = &c;
    };
    const auto by_name = [&](std::string_view name) {
        return std::find_if(columns.begin(), columns.end(), [&](const column& c) { return c.name == name; });
    };
    if (const std::string& said = e.draft.primary_key; !said.empty()) {
        if (const auto found = by_name(said); found != columns.end())
            return choose(*found);
        return report(e, "E_MISSING_MODEL_ATTRIBUTE",
                      "the primary key " + quoted(said) + " is no column of " + e.model.name +
                          did_you_mean(said, names_of(e.model.table)) + ": add it, or name another");
    }
    const auto marked = [](const column& c) { return c.primary; };
    const auto first = std::find_if(columns.begin(), columns.end(), marked);
    if (first == columns.end()) {
        if (const auto id = by_name("id"); id != columns.end())
            choose(*id);
        return;
    }
    if (const auto second = std::find_if(first + 1, columns.end(), marked); second != columns.end())
        return report(e, "E_PRIMARY_KEY",
                      quoted(first->name) + " and " + quoted(second->name) +
                          " are both marked primary, and keys are single columns: mark one, and make the pair a unique "
                          "index");
    choose(*first);
}

void resolver::make_tasks(entry& e)
{
    model& m = e.model;
    m.relations.clear();
    for (const relation_draft& draft : e.draft.relations) {
        const bool twice = m.find_relation(draft.name) != nullptr;
        relation& made = m.relations.emplace_back();
        made.name = draft.name;
        made.kind = draft.kind;
        made.source = &m;
        made.index = m.relations.size() - 1;
        made.offset = draft.offset;
        made.slot = draft.slot;
        made.serialize_as = draft.serialize_as.value_or(draft.name);
        made.on_query = draft.on_query;
        made.delete_rule = draft.delete_rule;
        task& t = tasks_.emplace_back();
        t.owner = &e;
        t.draft = &draft;
        t.out = &made;
        const auto& columns = m.table.columns;
        if (twice)
            report(t, "E_DUPLICATE_RELATION", "two relations of " + m.name + " have this name: rename one");
        else if (std::any_of(columns.begin(), columns.end(), [&](const column& c) { return c.name == draft.name; }))
            report(t, "E_DUPLICATE_RELATION", "a column of " + m.name + " has this name too: rename one");
    }
}

void resolver::find_target(task& t)
{
    const relation_draft& d = *t.draft;
    if (d.kind == relation_kind::morph_to)
        return; // its types do
    if (d.target.empty() && passes_relations(d) && !d.via.empty())
        return; // the last relation passed gives it
    if (d.target.empty() && !t.failed())
        return report(t, "E_RELATION_DECLARATION", t.spelled() + " leads nowhere: name its target model");
    t.target = model_named(t, d.target);
}

const model* resolver::model_named(task& t, const std::string& name)
{
    std::vector<std::string_view> names;
    for (const entry& e : entries_) {
        if (e.model.name == name)
            return &e.model;
        names.emplace_back(e.model.name);
    }
    report(t, "E_UNKNOWN_MODEL",
           t.spelled() + " names the model " + quoted(name) + ", which does not exist" + did_you_mean(name, names) +
               ": correct the name, or add the model before the boot");
    return nullptr;
}

const model* resolver::model_of_table(std::string_view table_name) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const entry& e) { return e.model.table.name == table_name; });
    return found == entries_.end() ? nullptr : &found->model;
}

entry& resolver::entry_of(const model& m) const
{
    return *std::find_if(entries_.begin(), entries_.end(), [&](const entry& e) { return &e.model == &m; });
}

bool resolver::key_is_broken(const model& m) const
{
    const entry& e = entry_of(m);
    return !e.booted && m.primary_key == nullptr &&
           (!e.draft.primary_key.empty() ||
            std::any_of(m.table.columns.begin(), m.table.columns.end(), [](const column& c) { return c.primary; }));
}

const relation* resolver::resolved(task& t, const model& m, const std::string& name)
{
    const relation* found = m.find_relation(name);
    if (found == nullptr) {
        report(t, "E_UNDEFINED_RELATIONSHIP",
               t.option("via") + " names " + quoted(name) + ", which is no relation of " + m.name +
                   did_you_mean(name, names_of(m.relations)) + ": correct the name, or declare the relation");
        return nullptr;
    }
    const auto pending =
        std::find_if(tasks_.begin(), tasks_.end(), [&](const task& other) { return other.out == found; });
    if (pending == tasks_.end() || resolve(*pending))
        return found;              // the first: booted earlier
    t.state = task::stage::failed; // what it passes has been reported
    return nullptr;
}

bool resolver::resolve(task& t)
{
    if (t.state == task::stage::done)
        return true;
    if (t.failed())
        return false;
    if (t.state == task::stage::under_way) {
        std::string circle;
        for (auto at = std::find(under_way_.begin(), under_way_.end(), &t); at != under_way_.end(); ++at)
            circle += (*at)->path_name() + " -> ";
        report(t, "E_RELATION_CYCLE",
               t.spelled() + " passes itself (" + circle + t.path_name() + "): take one of these out of a " +
                   t.option("via"));
        return false;
    }
    t.state = task::stage::under_way;
    under_way_.push_back(&t);
    switch (t.draft->kind) {
    case relation_kind::belongs_to:
        belongs_to_path(*this, t);
        break;
    case relation_kind::has_one:
    case relation_kind::has_many:
        has_path(*this, t);
        break;
    case relation_kind::morph_one:
    case relation_kind::morph_many:
        morph_has_path(*this, t);
        break;
    case relation_kind::morph_to:
        morph_to_path(*this, t);
        break;
    case relation_kind::many_to_many:
    case relation_kind::morph_to_many:
    case relation_kind::morphed_by_many:
        pivot_path(*this, t);
        break;
    case relation_kind::has_many_through:
    case relation_kind::has_one_through:
        t.draft->via.empty() ? through_path(*this, t) : via_path(*this, t);
        break;
    }
    under_way_.pop_back();
    if (!t.failed())
        finish(t);
    if (!t.failed())
        t.state = task::stage::done;
    return !t.failed();
}

void resolver::finish(task& t)
{
    relation& out = *t.out;
    if (out.kind == relation_kind::morph_to)
        return;
    out.target = t.target;
    find_picks(t);
    const auto passed =
        std::find_if(out.path.begin(), out.path.end() - 1, [](const hop& h) { return h.to_model != nullptr; });
    out.through = passed == out.path.end() - 1 ? nullptr : passed->to_model;
    if (passes_relations(*t.draft) && out.path.size() > 1) {
        const column* near = out.path.front().to_key;
        out.link_columns.push_back(near);
        out.link_aliases.push_back("through_" + near->column_name);
    }
    bind_link_row(*this, t);
}

void resolver::find_picks(task& t)
{
    if (t.draft->of_many.empty())
        return;
    if (t.out->many() || t.draft->kind == relation_kind::belongs_to)
        return report(t, "E_RELATION_DECLARATION",
                      t.spelled() + " cannot pick one of many: declare it as has_one, morph_one or has_one_through");
    if (t.target->primary_key == nullptr)
        return report(t, "E_NO_PRIMARY_KEY",
                      t.spelled() + " picks one row of " + t.target->name +
                          ", which has no primary key to tell its rows apart: mark one of its columns primary");
    for (const relation_draft::pick& p : t.draft->of_many)
        if (const column* by = said_key(*this, t, "of_many", p.column, *t.target))
            t.out->of_many.push_back({by, p.descending});
}

void resolver::find_deleted_at(entry& e)
{
    e.model.deleted_at = nullptr;
    const std::string& said = e.draft.deleted_at;
    if (said.empty())
        return;
    for (const column& c : e.model.table.columns)
        if (c.name == said)
            e.model.deleted_at = &c;
    if (e.model.deleted_at == nullptr)
        return report(e, "E_MISSING_MODEL_ATTRIBUTE",
                      "the column of soft deletes " + quoted(said) + " is no column of " + e.model.name +
                          did_you_mean(said, names_of(e.model.table)) + ": add it, or name another");
    if (!e.model.deleted_at->nullable)
        report(e, "E_COLUMN_TYPE",
               "the column of soft deletes " + quoted(said) +
                   " takes no null, which says that a row was not deleted: make it nullable (std::optional)");
}

void resolver::spread_failures()
{
    for (const task& t : tasks_) {
        if (t.failed())
            t.owner->sound = false;
    }
    // A booted model must lead to booted ones alone, since any thread may read it.
    const auto unsound = [&](const hop& h) { return h.to_model != nullptr && !entry_of(*h.to_model).sound; };
    const auto leads_astray = [&](const relation& made) {
        return std::any_of(made.path.begin(), made.path.end(), unsound) ||
               std::any_of(made.alternatives.begin(), made.alternatives.end(),
                           [&](const relation& one) { return unsound(one.path.front()); });
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (entry& e : entries_) {
            if (!e.booted && e.sound && std::any_of(e.model.relations.begin(), e.model.relations.end(), leads_astray)) {
                e.sound = false;
                changed = true;
            }
        }
    }
}

} // namespace ginnel::schema
