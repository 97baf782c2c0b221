#include "differential/random_world.hpp"

#include "differential/random.hpp"
#include "differential/random_rows.hpp"
#include "differential/random_terms.hpp"

#include <algorithm>

namespace diff {

namespace {

class builder {
public:
    explicit builder(std::uint64_t seed) : random_{seed} {}

    world make()
    {
        add_models();
        const auto wanted = 8 + random_.below(5);
        for (std::size_t tries = 0; w_.relations.size() < wanted && tries < 60; ++tries)
            add(static_cast<variant>(random_.below(variants)));
        for (int tries = 0; tries < 4; ++tries) // which finds nothing to pass now and then
            if (std::none_of(w_.relations.begin(), w_.relations.end(), [](const auto& r) { return r.kind == variant::through_via_names; }))
                add_via(variant::through_via_names);
        for (auto& r : w_.relations)
            if (random_.percent(20) && !passed_by_name(r))
                r.declared = random_terms(random_, w_, r, 1 + random_.below(3));
        for (auto& t : w_.tables)
            fill(random_, t);
        return std::move(w_);
    }

private:
    void add_models()
    {
        // Names that the library uses itself, that need quotes, or that look like an alias of another table.
        static const std::vector<std::string> names{"alphas", "k",      "K",    "numbered", "sliced", "t",   "t_2",
                                                    "order",  "my rows", "people", "Things",   "keys",   "value", "x\"y"};
        static const std::vector<std::string> models{"Alpha", "Beta", "Gamma", "DeltaRow", "Epsilon"};
        const auto count = 2 + random_.below(4);
        while (w_.tables.size() < count) {
            const auto& name = random_.pick(names);
            if (taken(name))
                continue;
            table_spec t;
            t.name = name;
            t.model = models[w_.tables.size()];
            t.indexed = random_.percent(50);
            const bool text = random_.percent(40);
            const std::string key = random_.percent(70) ? "id" : "code";
            t.columns.push_back({key, random_.percent(80) ? key : "key of it", text, text && random_.percent(50),
                                 !text && random_.percent(20), !text});
            t.columns.push_back({"name", random_.percent(60) ? "name" : "value", true, random_.percent(50), false, false});
            if (random_.percent(20)) {
                std::swap(t.columns[0], t.columns[1]);
                t.primary_key = 1;
            }
            t.columns.push_back({"age", random_.percent(60) ? "age" : "ordinal", false, false, random_.percent(30), false});
            if (random_.percent(50))
                t.columns.push_back({"place", random_.percent(50) ? "place" : "c0", false, false, false, true});
            if (random_.percent(40))
                t.columns.push_back({"select", "group", true, random_.percent(50), false, false});
            w_.tables.push_back(std::move(t));
        }
    }

    bool taken(const std::string& name) const
    {
        const auto lower = [](std::string s) {
            std::transform(s.begin(), s.end(), s.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            return s;
        };
        return std::any_of(w_.tables.begin(), w_.tables.end(), [&](const auto& t) { return lower(t.name) == lower(name); });
    }

    bool passed_by_name(const relation_spec& r) const
    {
        return std::any_of(w_.relations.begin(), w_.relations.end(), [&](const auto& other) {
            return std::find(other.via.begin(), other.via.end(), r.name) != other.via.end();
        });
    }

    std::size_t any_model()
    {
        std::size_t t = random_.below(w_.tables.size());
        while (!w_.tables[t].is_model())
            t = random_.below(w_.tables.size());
        return t;
    }
    std::size_t model_but(std::size_t not_this)
    {
        std::size_t t = any_model();
        while (t == not_this)
            t = any_model();
        return t;
    }

    std::size_t new_key(std::size_t table, bool text, const std::string& said = {})
    {
        const std::string name = said.empty() ? "k" + std::to_string(++keys_) : said;
        auto& columns = w_.tables[table].columns;
        columns.push_back({name, said.empty() && random_.percent(30) ? "col " + name : name, text, text && random_.percent(50),
                           !text && random_.percent(20), !text});
        return columns.size() - 1;
    }
    /// The primary key, or another column that may hold nulls and a value several times.
    std::size_t end_of(std::size_t table, std::string& said)
    {
        if (random_.percent(70))
            return w_.tables[table].primary_key;
        const auto c = new_key(table, random_.percent(50));
        said = w_.tables[table].columns[c].name;
        return c;
    }
    const column_spec& column(std::size_t table, std::size_t c) const { return w_.tables[table].columns[c]; }
    bool is_text(std::size_t table, std::size_t c) const { return column(table, c).text; }

    relation_spec blank(variant kind, std::size_t source, std::size_t target)
    {
        relation_spec r;
        r.name = "r" + std::to_string(w_.relations.size());
        r.kind = kind;
        r.source = source;
        r.target = target;
        return r;
    }
    void keep(relation_spec r, bool through)
    {
        if (through && r.path.size() > 1) {
            const auto& first = r.path.front();
            r.links.push_back({first.to_column, "through_" + column(first.to, first.to_column).column_name});
        }
        w_.relations.push_back(std::move(r));
    }

    void add_belongs_to(variant kind, std::size_t source, std::size_t target)
    {
        auto r = blank(kind, source, target);
        const auto far = end_of(target, r.local_key);
        const auto near = new_key(source, is_text(target, far));
        r.foreign_key = column(source, near).name;
        r.path = {{source, near, target, far}};
        keep(std::move(r), false);
    }
    void add_has(variant kind, std::size_t source, std::size_t target)
    {
        auto r = blank(kind, source, target);
        r.path = {near_hop(r, source, target)};
        keep(std::move(r), false);
    }
    hop_spec near_hop(relation_spec& r, std::size_t source, std::size_t first)
    {
        const auto local = end_of(source, r.local_key);
        const auto foreign = new_key(first, is_text(source, local));
        r.foreign_key = column(first, foreign).name;
        return {source, local, first, foreign};
    }
    hop_spec far_hop_on_target(relation_spec& r, std::size_t last, std::size_t target)
    {
        const auto local = end_of(last, r.through_local_key);
        const auto foreign = new_key(target, is_text(last, local));
        r.through_foreign_key = column(target, foreign).name;
        return {last, local, target, foreign};
    }
    hop_spec far_hop_on_link(relation_spec& r, std::size_t last, std::size_t target)
    {
        const auto related = end_of(target, r.related_key);
        const auto key = new_key(last, is_text(target, related));
        r.key_through = column(last, key).name;
        return {last, key, target, related};
    }

    void add_pivot(variant kind, std::size_t source, std::size_t target)
    {
        const bool model = kind == variant::pivot_is_model;
        auto r = blank(kind, source, target);
        const auto local = end_of(source, r.local_key);
        const auto related = end_of(target, r.related_key);
        const auto link = w_.tables.size();
        table_spec t;
        t.name = "link " + std::to_string(link);
        t.indexed = random_.percent(50);
        if (model) {
            t.model = "Link" + std::to_string(link);
            t.columns.push_back({"id", "id", false, false, false, false});
        }
        const auto key_column = [&](const std::string& name, bool text) {
            t.columns.push_back({name, name, text, text && random_.percent(50), false, !text});
        };
        r.pivot_table = t.name;
        r.pivot_foreign_key = "near_key";
        r.pivot_related_foreign_key = "far_key";
        const auto first = t.columns.size();
        key_column("near_key", is_text(source, local));
        key_column("far_key", is_text(target, related));
        const bool level = random_.percent(60), note = random_.percent(40);
        if (level)
            t.columns.push_back({"level", "level", false, false, false, false});
        if (note)
            t.columns.push_back({"note", "note", true, random_.percent(50), false, false});
        for (std::size_t i = first; i < t.columns.size(); ++i) {
            r.links.push_back({i, "pivot_" + t.columns[i].name});
            if (i > first + 1)
                r.pivot_columns.push_back(t.columns[i].name);
        }
        w_.tables.push_back(std::move(t));
        r.path = {{source, local, link, first}, {link, first + 1, target, related}};
        auto back = blank(kind, target, source);
        const bool both_ways = random_.percent(40);
        if (both_ways) { // the same table read from its other side
            back.name = "r" + std::to_string(w_.relations.size() + 1);
            back.local_key = r.related_key;
            back.related_key = r.local_key;
            back.pivot_table = r.pivot_table;
            back.pivot_foreign_key = "far_key";
            back.pivot_related_foreign_key = "near_key";
            back.pivot_columns = r.pivot_columns;
            back.links = r.links;
            std::swap(back.links[0], back.links[1]);
            back.path = {{target, related, link, first + 1}, {link, first, source, local}};
        }
        keep(std::move(r), false);
        if (both_ways)
            keep(std::move(back), false);
    }

    void add_through(variant kind, std::size_t source, std::size_t middle, std::size_t target, bool over_link)
    {
        auto r = blank(kind, source, target);
        r.through = {w_.tables[middle].model};
        r.path.push_back(near_hop(r, source, middle));
        r.path.push_back(over_link ? far_hop_on_link(r, middle, target) : far_hop_on_target(r, middle, target));
        keep(std::move(r), true);
    }

    /// Two through models: the hop between them follows convention, which finds `<model>_<key>` on one of the two.
    void add_three_hops()
    {
        const auto a = any_model(), b = model_but(a);
        auto r = blank(variant::through_three_hops, any_model(), any_model());
        r.through = {w_.tables[a].model, w_.tables[b].model};
        r.path.push_back(near_hop(r, r.source, a));
        auto on_next = conventional(a, b), on_this = conventional(b, a);
        if (!on_next && !on_this) {
            const bool next = random_.percent(50);
            const auto from = next ? a : b, to = next ? b : a;
            (next ? on_next : on_this) =
                new_key(to, is_text(from, w_.tables[from].primary_key), conventional_name(from));
        }
        if (on_next)
            r.path.push_back({a, w_.tables[a].primary_key, b, *on_next});
        else
            r.path.push_back({a, *on_this, b, w_.tables[b].primary_key});
        r.path.push_back(random_.percent(50) ? far_hop_on_target(r, b, r.target) : far_hop_on_link(r, b, r.target));
        keep(std::move(r), true);
    }
    std::string conventional_name(std::size_t from) const
    {
        std::string name;
        for (const char c : w_.tables[from].model) {
            if (c >= 'A' && c <= 'Z' && !name.empty())
                name += '_';
            name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        return name + "_" + column(from, w_.tables[from].primary_key).name;
    }
    std::optional<std::size_t> conventional(std::size_t from, std::size_t to) const
    {
        const auto& columns = w_.tables[to].columns;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].name == conventional_name(from))
                return i;
        return std::nullopt;
    }

    void add_via(variant kind)
    {
        if (w_.relations.empty())
            return;
        auto r = blank(kind, w_.relations[random_.below(w_.relations.size())].source, 0);
        std::size_t at = r.source;
        const std::size_t length = 2 + random_.below(2);
        for (std::size_t i = 0; i < length; ++i) {
            std::vector<std::size_t> ways = w_.relations_of(at);
            std::erase_if(ways, [&](std::size_t n) { return r.path.size() + w_.relations[n].path.size() > 4; });
            if (ways.empty())
                break;
            const auto& next = w_.relations[random_.pick(ways)];
            r.via.push_back(next.name);
            r.path.insert(r.path.end(), next.path.begin(), next.path.end());
            at = next.target;
        }
        if (r.via.size() < 2)
            return;
        r.target = at;
        keep(std::move(r), true);
    }

    void add(variant kind)
    {
        const auto s = any_model();
        switch (kind) {
        case variant::belongs_to: return add_belongs_to(kind, s, model_but(s));
        case variant::has_one:
        case variant::has_many: return add_has(kind, s, model_but(s));
        case variant::many_to_many:
        case variant::pivot_is_model: return add_pivot(kind, s, model_but(s));
        case variant::through_has_many: return add_through(kind, s, any_model(), any_model(), false);
        case variant::through_link_table: return add_through(kind, s, any_model(), any_model(), true);
        case variant::through_three_hops: return add_three_hops();
        case variant::through_via_names: return add_via(kind);
        case variant::has_one_through:
            if (random_.percent(30))
                return add_via(kind);
            return add_through(kind, s, any_model(), any_model(), random_.percent(50));
        case variant::self_belongs_to: return add_belongs_to(kind, s, s);
        case variant::self_has_many: return add_has(kind, s, s);
        case variant::self_many_to_many: return add_pivot(kind, s, s);
        case variant::self_through: return add_through(kind, s, random_.percent(50) ? s : any_model(), s, random_.percent(50));
        case variant::count_: break;
        }
    }

    random random_;
    world w_;
    int keys_ = 0;
};

} // namespace

world random_world(std::uint64_t seed)
{
    return builder{seed}.make();
}

} // namespace diff
