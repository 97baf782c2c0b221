#include "differential/random_world.hpp"

#include "differential/random.hpp"
#include "differential/random_rows.hpp"
#include "differential/random_terms.hpp"

#include <algorithm>
#include <set>

namespace diff {

namespace {

class builder {
public:
    builder(std::uint64_t seed, bool written) : number_{seed}, written_{written}, random_{seed} {}

    world make()
    {
        add_models();
        // Kinds take turns, so that each is met alike often; those that pass others bring these with them.
        for (std::size_t i = 0; i < kinds_per_world; ++i)
            w_.featured.push_back(static_cast<variant>((number_ * kinds_per_world + i) % variants));
        for (const auto kind : w_.featured)
            for (int tries = 0; tries < 5 && !has(kind); ++tries) // a path finds nothing to pass now and then
                add(kind);
        for (std::size_t i = 0; i < w_.relations.size(); ++i) {
            auto& r = w_.relations[i];
            if (!r.family && (random_.percent(25) || declares_.contains(i)))
                r.declared = random_terms(random_, w_, i, 1 + random_.below(3));
        }
        for (auto& t : w_.tables) {
            t.makes_keys = written_ && t.is_model() && !t.columns[t.primary_key].text;
            fill(random_, t);
        }
        return std::move(w_);
    }

private:
    static constexpr std::size_t kinds_per_world = 10;

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
            const bool text = random_.percent(45), uuid = text && random_.percent(30);
            const std::string key = random_.percent(70) ? "id" : "code";
            t.columns.push_back({key, random_.percent(80) ? key : "key of it", text, text && !uuid && random_.percent(50),
                                 !text && random_.percent(20), !text, uuid});
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
            if (random_.percent(50))
                add_deleted_at(t);
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

    bool has(variant kind) const
    {
        return std::any_of(w_.relations.begin(), w_.relations.end(), [&](const auto& r) { return r.kind == kind; });
    }

    void add_deleted_at(table_spec& t) const
    {
        t.deleted_at = t.columns.size();
        t.columns.push_back({"deleted_at", "deleted_at", written_, false, false, false});
        if (written_) // by the library, which writes the time
            t.columns.back().words = {"2024-01-02 03:04:05", "2024-02-03 04:05:06"};
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

    /// A column for keys like that one. `mixed`: now and then one of another type, and whether it became one.
    std::size_t new_key(std::size_t table, const column_spec& like, bool* mixed = nullptr, const std::string& said = {})
    {
        const std::string name = said.empty() ? "k" + std::to_string(++keys_) : said;
        column_spec c;
        c.spelled = mixed && !like.text && random_.percent(12);
        if (c.spelled)
            *mixed = true;
        c.name = name;
        c.column_name = said.empty() && random_.percent(30) ? "col " + name : name;
        c.uuid = like.uuid;
        c.text = like.text || c.spelled;
        c.nocase = c.text && !c.uuid && random_.percent(50);
        c.narrow = !c.text && random_.percent(20);
        c.huge = !c.text;
        auto& columns = w_.tables[table].columns;
        columns.push_back(std::move(c));
        return columns.size() - 1;
    }
    /// The primary key, or another column that may hold nulls and a value several times.
    std::size_t end_of(std::size_t table, std::string& said)
    {
        if (random_.percent(70))
            return w_.tables[table].primary_key;
        column_spec like;
        like.text = random_.percent(50);
        like.uuid = like.text && random_.percent(30);
        const auto c = new_key(table, like);
        said = w_.tables[table].columns[c].name;
        return c;
    }
    const column_spec& column(std::size_t table, std::size_t c) const { return w_.tables[table].columns[c]; }
    column_spec like(std::size_t table, std::size_t c) const { return column(table, c); }
    const column_spec& key_of(std::size_t table) const { return column(table, w_.tables[table].primary_key); }

    relation_spec blank(variant kind, std::size_t source, std::size_t target)
    {
        relation_spec r;
        r.name = "r" + std::to_string(w_.relations.size());
        r.kind = kind;
        r.source = source;
        r.target = target;
        r.one = to_one(kind);
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
        const auto near = new_key(source, like(target, far), &r.mixed);
        r.foreign_key = column(source, near).name;
        r.path = {{source, near, target, far}};
        keep(std::move(r), false);
    }
    void add_has(variant kind, std::size_t source, std::size_t target)
    {
        auto r = blank(kind, source, target);
        r.path = {near_hop(r, source, target)};
        if (kind == variant::has_one_of_many)
            add_picks(r);
        keep(std::move(r), false);
    }
    void add_picks(relation_spec& r)
    {
        // Few values leave ties, between which the primary key decides.
        const auto& columns = w_.tables[r.target].columns;
        const auto age = static_cast<std::size_t>(std::find_if(columns.begin(), columns.end(), [](const auto& c) { return c.name == "age"; }) - columns.begin());
        for (auto n = 1 + random_.below(2); n > 0; --n)
            r.picks.push_back({age < columns.size() && random_.percent(50) ? age : random_.below(columns.size()), random_.percent(60)});
    }
    hop_spec near_hop(relation_spec& r, std::size_t source, std::size_t first)
    {
        const auto local = end_of(source, r.local_key);
        const auto foreign = new_key(first, like(source, local), &r.mixed);
        r.foreign_key = column(first, foreign).name;
        return {source, local, first, foreign};
    }
    hop_spec far_hop_on_target(relation_spec& r, std::size_t last, std::size_t target)
    {
        const auto local = end_of(last, r.through_local_key);
        const auto foreign = new_key(target, like(last, local), &r.mixed);
        r.through_foreign_key = column(target, foreign).name;
        return {last, local, target, foreign};
    }
    hop_spec far_hop_on_link(relation_spec& r, std::size_t last, std::size_t target)
    {
        const auto related = end_of(target, r.related_key);
        const auto key = new_key(last, like(target, related), &r.mixed);
        r.key_through = column(last, key).name;
        return {last, key, target, related};
    }

    /// `typed`: one of its keys may name rows of several models, and a column says of which.
    void add_pivot(variant kind, std::size_t source, std::size_t target)
    {
        const bool to_many = kind == variant::morph_to_many, by_many = kind == variant::morphed_by_many;
        const bool model = kind == variant::pivot_is_model || ((to_many || by_many) && random_.percent(30));
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
        const auto key_column = [&](const std::string& name, const column_spec& like) {
            t.columns.push_back({name, name, like.text, like.text && !like.uuid && random_.percent(50), false, !like.text, like.uuid});
        };
        r.pivot_table = t.name;
        r.pivot_foreign_key = "near_key";
        r.pivot_related_foreign_key = "far_key";
        const auto first = t.columns.size();
        key_column("near_key", like(source, local));
        key_column("far_key", like(target, related));
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
        r.path = {{source, local, link, first}, {link, first + 1, target, related}};
        std::string other_word;
        if (to_many || by_many) {
            const auto word = word_of(to_many ? source : target);
            other_word = word == "post" ? "Post" : "post";
            column_spec type{"type_of_it", "type_of_it", true, false, false, false};
            type.words = {word, word, other_word};
            r.types = {{0, t.columns.size(), word}};
            r.morph_key = "type_of_it";
            r.morph_value = word;
            t.columns.push_back(std::move(type));
        }
        if (model && random_.percent(50))
            add_deleted_at(t);
        w_.tables.push_back(std::move(t));
        std::vector<relation_spec> all{std::move(r)};
        if (random_.percent(40)) { // the same table read from its other side
            const auto& there = all.front();
            auto back = blank(to_many ? variant::morphed_by_many : by_many ? variant::morph_to_many : kind, target, source);
            back.local_key = there.related_key;
            back.related_key = there.local_key;
            back.pivot_table = there.pivot_table;
            back.pivot_foreign_key = "far_key";
            back.pivot_related_foreign_key = "near_key";
            back.pivot_columns = there.pivot_columns;
            back.links = there.links;
            std::swap(back.links[0], back.links[1]);
            back.path = {{target, related, link, first + 1}, {link, first, source, local}};
            back.types = there.types;
            back.morph_key = there.morph_key;
            back.morph_value = there.morph_value;
            all.push_back(std::move(back));
        }
        if (!other_word.empty() && random_.percent(50)) { // the same table with the links of another type
            auto other = all.front();
            other.types.front().word = other.morph_value = other_word;
            all.push_back(std::move(other));
        }
        for (auto& one : all) {
            one.name = "r" + std::to_string(w_.relations.size());
            keep(std::move(one), false);
        }
    }
    /// How a type column names the model.
    std::string word_of(std::size_t table)
    {
        static const std::vector<std::string> words{"post", "Post", "it's"};
        return random_.percent(40) ? w_.tables[table].model : random_.pick(words);
    }

    /// A key that may name rows of several models, and the column that says of which.
    struct pair {
        std::size_t holder = 0, id = 0, type = 0;
        std::vector<std::pair<std::size_t, std::string>> types;
        bool mixed = false;
    };
    pair new_pair(std::size_t holder, std::size_t named)
    {
        pair p;
        p.holder = holder;
        static const std::vector<std::string> words{"post", "Post", "it's", "POST"};
        p.types.emplace_back(named, random_.percent(50) ? w_.tables[named].model : words[0]);
        for (std::size_t i = 0; i < 2 + random_.below(2); ++i) {
            const auto other = any_model();
            const bool fits = key_of(other).uuid == key_of(named).uuid
                              && std::none_of(p.types.begin(), p.types.end(), [&](const auto& t) { return t.first == other; });
            if (fits)
                p.types.emplace_back(other, random_.percent(40) ? w_.tables[other].model : words[1 + i]);
        }
        column_spec like = key_of(named);
        for (const auto& [model, word] : p.types)
            p.mixed = p.mixed || key_of(model).text != like.text;
        p.mixed = p.mixed || (!like.text && random_.percent(20));
        like.text = like.text || p.mixed;
        p.id = new_key(holder, like);
        auto& columns = w_.tables[holder].columns;
        columns[p.id].spelled = p.mixed;
        p.type = columns.size();
        const auto name = "k" + std::to_string(++keys_);
        column_spec type{name, random_.percent(50) ? name : "type of " + name, true, false, false, false};
        for (const auto& [model, word] : p.types)
            type.words.push_back(word);
        columns.push_back(std::move(type));
        pairs_.push_back(p);
        return p;
    }
    void add_morph(variant kind, std::size_t source, std::size_t holder)
    {
        std::vector<pair> fit;
        for (const auto& p : pairs_)
            if (p.types.front().first == source && (p.holder == holder || kind != variant::self_morph_many))
                fit.push_back(p);
        const auto p = !fit.empty() && random_.percent(60) ? random_.pick(fit) : new_pair(holder, source);
        auto r = blank(kind, source, p.holder);
        r.foreign_key = column(p.holder, p.id).name;
        r.morph_key = column(p.holder, p.type).name;
        r.morph_value = p.types.front().second;
        r.mixed = p.mixed;
        r.path = {{source, w_.tables[source].primary_key, p.holder, p.id}};
        r.types = {{0, p.type, r.morph_value}};
        if (kind == variant::morph_one_of_many)
            add_picks(r);
        keep(std::move(r), false);
    }
    void add_morph_to(std::size_t source, std::size_t named)
    {
        std::vector<pair> fit;
        for (const auto& p : pairs_)
            if (p.holder == source && p.types.size() > 1 && p.types.front().first == named)
                fit.push_back(p);
        const auto p = !fit.empty() && random_.percent(60) ? random_.pick(fit) : new_pair(source, named);
        const auto first = w_.relations.size();
        const auto name = "r" + std::to_string(first);
        for (const auto& [model, word] : p.types) {
            auto r = blank(model == source ? variant::self_morph_to : variant::morph_to, source, model);
            r.name = name;
            r.family = first;
            r.foreign_key = column(source, p.id).name;
            r.morph_key = column(source, p.type).name;
            r.morph_value = word;
            r.mixed = p.mixed;
            r.path = {{source, p.id, model, w_.tables[model].primary_key}};
            r.types = {{std::nullopt, p.type, word}};
            keep(std::move(r), false);
        }
    }

    void add_through(variant kind, std::size_t source, std::size_t middle, std::size_t target, bool over_link)
    {
        auto r = blank(kind, source, target);
        r.through = {w_.tables[middle].model};
        r.path.push_back(near_hop(r, source, middle));
        r.path.push_back(over_link ? far_hop_on_link(r, middle, target) : far_hop_on_target(r, middle, target));
        if (kind == variant::one_through_of_many)
            add_picks(r);
        keep(std::move(r), true);
    }

    /// Several through models: the hops between them follow convention, which finds `<model>_<key>` on one of two.
    void add_deep(variant kind, std::size_t models)
    {
        std::vector<std::size_t> passed{any_model()};
        while (passed.size() < models)
            passed.push_back(model_but(passed.back()));
        auto r = blank(kind, any_model(), any_model());
        for (const auto m : passed)
            r.through.push_back(w_.tables[m].model);
        r.path.push_back(near_hop(r, r.source, passed.front()));
        for (std::size_t i = 0; i + 1 < passed.size(); ++i)
            r.path.push_back(middle_hop(passed[i], passed[i + 1]));
        r.path.push_back(random_.percent(50) ? far_hop_on_target(r, passed.back(), r.target) : far_hop_on_link(r, passed.back(), r.target));
        keep(std::move(r), true);
    }
    hop_spec middle_hop(std::size_t a, std::size_t b)
    {
        auto on_next = conventional(a, b), on_this = conventional(b, a);
        if (!on_next && !on_this) {
            const bool next = random_.percent(50);
            const auto from = next ? a : b, to = next ? b : a;
            (next ? on_next : on_this) = new_key(to, like(from, w_.tables[from].primary_key), nullptr, conventional_name(from));
        }
        return on_next ? hop_spec{a, w_.tables[a].primary_key, b, *on_next} : hop_spec{a, *on_this, b, w_.tables[b].primary_key};
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

    static constexpr std::size_t longest = 4;

    /// Relations that a longer one may pass next.
    std::vector<std::size_t> ways_from(std::size_t table, std::size_t hops)
    {
        auto ways = w_.relations_of(table);
        std::erase_if(ways, [&](std::size_t n) { return w_.relations[n].family || hops + w_.relations[n].path.size() > longest; });
        return ways;
    }
    void add_via(variant kind)
    {
        for (int tries = 0; tries < 8; ++tries) {
            std::vector<std::size_t> steps;
            std::size_t at = random_.below(w_.tables.size()), hops = 0;
            for (auto n = 2 + random_.below(2); n > 0; --n) {
                const auto ways = ways_from(at, hops);
                if (ways.empty())
                    break;
                steps.push_back(random_.pick(ways));
                at = w_.relations[steps.back()].target;
                hops += w_.relations[steps.back()].path.size();
            }
            if (steps.size() > 1)
                return keep_via(kind, steps);
        }
    }
    void keep_via(variant kind, const std::vector<std::size_t>& steps)
    {
        auto r = blank(kind, w_.relations[steps.front()].source, w_.relations[steps.back()].target);
        for (const auto n : steps) {
            const auto& passed = w_.relations[n];
            r.via.push_back(passed.name);
            for (auto t : passed.types) {
                t.hop = *t.hop + r.path.size();
                r.types.push_back(std::move(t));
            }
            r.path.insert(r.path.end(), passed.path.begin(), passed.path.end());
        }
        r.steps = steps;
        if (kind == variant::one_through_of_many)
            add_picks(r);
        keep(std::move(r), true);
    }
    /// A path over a relation of one of these kinds, with another before or behind it.
    void add_via_over(variant kind, const std::vector<variant>& over)
    {
        std::vector<std::size_t> fit;
        const auto find = [&] {
            for (std::size_t i = 0; i < w_.relations.size(); ++i)
                if (std::find(over.begin(), over.end(), w_.relations[i].kind) != over.end() && w_.relations[i].path.size() < longest)
                    fit.push_back(i);
        };
        if (random_.percent(60))
            find();
        if (fit.empty()) {
            add(random_.pick(over));
            find();
        }
        if (fit.empty())
            return;
        const auto passed = random_.pick(fit);
        const auto table = random_.percent(50) ? w_.relations[passed].source : w_.relations[passed].target;
        const bool behind = table == w_.relations[passed].target;
        auto ways = behind ? ways_from(table, w_.relations[passed].path.size()) : std::vector<std::size_t>{};
        for (std::size_t i = 0; !behind && i < w_.relations.size(); ++i)
            if (w_.relations[i].target == table && !w_.relations[i].family && w_.relations[i].path.size() + w_.relations[passed].path.size() <= longest)
                ways.push_back(i);
        if (ways.empty() || random_.percent(20)) {
            const auto other = any_model();
            ways = {w_.relations.size()};
            random_.percent(50) ? add_belongs_to(other == table ? variant::self_belongs_to : variant::belongs_to, behind ? table : other, behind ? other : table)
                                : add_has(other == table ? variant::self_has_many : variant::has_many, behind ? table : other, behind ? other : table);
        }
        const auto other = random_.pick(ways);
        if (kind == variant::via_declared)
            declares_.insert(passed);
        keep_via(kind, behind ? std::vector{passed, other} : std::vector{other, passed});
    }
    /// From a model to itself: there and back, or twice along relations to itself.
    void add_self_via(std::size_t s)
    {
        if (random_.percent(50)) {
            const auto first = w_.relations.size();
            add_belongs_to(variant::self_belongs_to, s, s);
            add_has(variant::self_has_many, s, s);
            return keep_via(variant::self_via, {first + random_.below(2), first + random_.below(2)});
        }
        const auto other = model_but(s);
        const auto first = w_.relations.size();
        add(variant::has_many, s, other);
        const auto second = w_.relations.size();
        add(random_.percent(50) ? variant::belongs_to : variant::has_many, other, s);
        keep_via(variant::self_via, {first, second});
    }

    void add(variant kind)
    {
        const auto s = any_model();
        add(kind, s, model_but(s));
    }
    void add(variant kind, std::size_t s, std::size_t other)
    {
        switch (kind) {
        case variant::belongs_to: return add_belongs_to(kind, s, other);
        case variant::has_one:
        case variant::has_one_of_many:
        case variant::has_many: return add_has(kind, s, other);
        case variant::many_to_many:
        case variant::morph_to_many:
        case variant::morphed_by_many:
        case variant::pivot_is_model: return add_pivot(kind, s, other);
        case variant::through_has_many: return add_through(kind, s, any_model(), any_model(), false);
        case variant::through_link_table: return add_through(kind, s, any_model(), any_model(), true);
        case variant::through_three_hops: return add_deep(kind, 2);
        case variant::deep_through: return add_deep(kind, 3);
        case variant::through_via_names: return add_via(kind);
        case variant::has_one_through:
        case variant::one_through_of_many:
            if (kind == variant::one_through_of_many && random_.percent(35)) // picks one of those that another picked
                return add_via_over(kind, {variant::has_one_of_many, variant::morph_one_of_many});
            if (random_.percent(40) && !w_.relations.empty())
                return add_via(kind);
            return add_through(kind, s, any_model(), any_model(), random_.percent(50));
        case variant::self_belongs_to: return add_belongs_to(kind, s, s);
        case variant::self_has_one:
        case variant::self_has_many: return add_has(kind, s, s);
        case variant::self_many_to_many: return add_pivot(kind, s, s);
        case variant::self_through: return add_through(kind, s, random_.percent(50) ? s : any_model(), s, random_.percent(50));
        case variant::self_morph_many: return add_morph(kind, s, s);
        case variant::self_morph_to: return add_morph_to(s, s);
        case variant::self_via: return add_self_via(s);
        case variant::morph_one:
        case variant::morph_one_of_many:
        case variant::morph_many: return add_morph(kind, s, other);
        case variant::morph_to: return add_morph_to(s, other);
        case variant::via_belongs_to: return add_via_over(kind, {variant::belongs_to, variant::self_belongs_to});
        case variant::via_has_many: return add_via_over(kind, {variant::has_many, variant::has_one, variant::self_has_many});
        case variant::via_many_to_many: return add_via_over(kind, {variant::many_to_many, variant::self_many_to_many});
        case variant::via_through:
            return add_via_over(kind, {variant::through_has_many, variant::through_three_hops, variant::through_via_names,
                                       variant::has_one_through});
        case variant::via_link_table: return add_via_over(kind, {variant::through_link_table, variant::pivot_is_model});
        case variant::via_morph:
            return add_via_over(kind, {variant::morph_one, variant::morph_many, variant::morph_to_many, variant::morphed_by_many});
        case variant::via_declared:
            return add_via_over(kind, {variant::has_many, variant::belongs_to, variant::many_to_many, variant::through_has_many,
                                       variant::morph_many, variant::has_one_of_many, variant::via_has_many});
        case variant::via_picked:
            return add_via_over(kind, {variant::has_one_of_many, variant::morph_one_of_many, variant::one_through_of_many});
        case variant::count_: break;
        }
    }

    std::uint64_t number_;
    bool written_;
    random random_;
    world w_;
    std::vector<pair> pairs_;
    std::set<std::size_t> declares_;
    int keys_ = 0;
};

} // namespace

world random_world(std::uint64_t seed, bool written)
{
    return builder{seed, written}.make();
}

} // namespace diff
