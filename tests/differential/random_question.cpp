#include "differential/random_question.hpp"

#include "differential/conditions.hpp"
#include "differential/operations.hpp"
#include "differential/random.hpp"
#include "differential/random_rows.hpp"
#include "differential/random_terms.hpp"

#include <algorithm>

namespace diff {

namespace {

class asker {
public:
    asker(const world& w, std::uint64_t seed) : w_{w}, random_{seed} {}

    question make()
    {
        if (random_.percent(4))
            return plain();
        // A relation and an operation come first and alike often; the rest of the question is decoration.
        const auto n = any_relation();
        auto o = operation::count_;
        while (o == operation::count_ || !asked_for(o) || !sensible(w_.relations[n].kind, o) || (common(o) && random_.percent(60)))
            o = static_cast<operation>(random_.below(operations));
        if (o == operation::with_trashed || o == operation::with_trashed_passed) {
            trashed_of_ = n;
            static const std::vector<operation> shown{operation::preload, operation::where_has, operation::with_count,
                                                      operation::aggregate, operation::related_rows, operation::has_count};
            o = random_.pick(shown);
        }
        return about(n, o);
    }

private:
    /// The others follow from the world, or from what is asked.
    static bool asked_for(operation o)
    {
        return o < operation::link_condition || o == operation::preload_deep || o == operation::deep_has || o == operation::all_types
               || o == operation::with_trashed || o == operation::with_trashed_passed;
    }
    /// What is part of other questions too.
    static bool common(operation o)
    {
        return o < operation::related_rows && o != operation::preload_distinct && o != operation::preload_limited && o != operation::group_limit;
    }
    /// Kinds come alike often, whatever the number of their relations.
    std::size_t any_relation()
    {
        for (;;) {
            const auto kind = random_.percent(80) ? random_.pick(w_.featured) : static_cast<variant>(random_.below(variants));
            std::vector<std::size_t> of_kind;
            for (std::size_t i = 0; i < w_.relations.size(); ++i)
                if (w_.relations[i].kind == kind)
                    of_kind.push_back(i);
            if (!of_kind.empty())
                return random_.pick(of_kind);
        }
    }

    question plain()
    {
        question q;
        std::size_t table = random_.below(w_.tables.size());
        while (!w_.tables[table].is_model())
            table = random_.below(w_.tables.size());
        q.query = root(table);
        const auto& t = w_.tables[table];
        if (random_.percent(30)) {
            q.action = action::find;
            q.key = random_value(random_, t.columns[t.primary_key], 5);
            q.query = {};
            q.query.table = table;
            return q;
        }
        choose_action(q, nullptr);
        return q;
    }

    question about(std::size_t n, operation o)
    {
        const auto& r = w_.relations[n];
        question q;
        if (o >= operation::related_rows && o <= operation::related_aggregate) {
            ask_related(q, n, o);
            return q;
        }
        std::size_t table = r.source;
        const bool deep = o == operation::preload_deep || o == operation::deep_has;
        if (o == operation::preload_nested || o == operation::nested_has || deep) {
            // The relation is asked for below others that lead to its source.
            std::vector<std::size_t> ways;
            for (int levels = deep ? 2 : 1; levels > 0; --levels) {
                const auto way = any_way_to(ways.empty() ? r.source : w_.relations[ways.back()].source);
                if (way)
                    ways.push_back(*way);
            }
            const bool loads = o == operation::preload_nested || o == operation::preload_deep;
            if (!ways.empty()) {
                q.query = root(w_.relations[ways.back()].source, true);
                loads ? preload_below(q.query, n, ways) : has_below(q.query, n, ways);
                if (!loads)
                    choose_action(q, nullptr);
                return q;
            }
            o = loads ? operation::preload : operation::where_has;
        }
        q.query = root(table, true);
        if (o == operation::load_into) {
            q.action = action::load_into;
            q.query.selected.clear();
            q.query.distinct = false;
            for (std::size_t i = 0; i < w_.relations.size(); ++i) // now and then all types of a polymorphic one
                if (i == n || (r.family && w_.relations[i].family == r.family && n % 2 == 0))
                    q.loaded_later.push_back({i, share(preload_query(i, 1))});
            return q;
        }
        if (o == operation::all_types)
            add_all_types(q.query, *r.family);
        else if (o == operation::with_count || o == operation::aggregate)
            add_aggregate(q.query, n, o == operation::with_count, 1);
        else if (o >= operation::has)
            q.query.scopes.back().push_back({random_.percent(15), random_.percent(15), related(n, o, 1)});
        else
            add_preload(q.query, n, o, 1);
        order_by_added(q.query);
        choose_action(q, nullptr, 70);
        return q;
    }

    std::optional<std::size_t> any_way_to(std::size_t table)
    {
        std::vector<std::size_t> ways;
        for (std::size_t i = 0; i < w_.relations.size(); ++i)
            if (w_.relations[i].target == table)
                ways.push_back(i);
        return ways.empty() ? std::nullopt : std::optional{random_.pick(ways)};
    }
    /// `ways`: the nearest to the relation first.
    void preload_below(query& root, std::size_t n, const std::vector<std::size_t>& ways)
    {
        const int depth = static_cast<int>(ways.size());
        auto sub = preload_query(ways.front(), depth);
        add_preload(sub, n, operation::preload, depth + 1);
        for (std::size_t i = 1; i < ways.size(); ++i) {
            auto above = preload_query(ways[i], depth - static_cast<int>(i));
            put_preload(above, ways[i - 1], std::move(sub));
            sub = std::move(above);
        }
        put_preload(root, ways.back(), std::move(sub));
    }
    void has_below(query& root, std::size_t n, const std::vector<std::size_t>& ways)
    {
        const int depth = static_cast<int>(ways.size());
        auto test = related(n, operation::where_has, depth + 1);
        for (std::size_t i = 0; i < ways.size(); ++i) {
            auto sub = sub_query(ways[i], depth - static_cast<int>(i));
            sub.scopes.back().insert(sub.scopes.back().begin(), {false, random_.percent(20), std::move(test)});
            condition c;
            c.test = test::related;
            c.relation = ways[i];
            c.negated = random_.percent(20);
            c.sub = share(std::move(sub));
            test = std::make_shared<const condition>(std::move(c));
        }
        root.scopes.back().push_back({false, false, std::move(test)});
    }
    /// A polymorphic relation with all of its types: some by themselves, the others by its name.
    void add_all_types(query& q, std::size_t family)
    {
        for (std::size_t i = 0; i < w_.relations.size(); ++i) {
            if (w_.relations[i].family != family)
                continue;
            if (random_.percent(60)) {
                put_preload(q, i, preload_query(i, 1));
                continue;
            }
            query plain;
            plain.table = w_.relations[i].target;
            plain.via = i;
            plain.scopes.emplace_back();
            put_preload(q, i, std::move(plain));
            q.preloads.back().of_types = true;
        }
    }

    void ask_related(question& q, std::size_t n, operation o)
    {
        const auto& r = w_.relations[n];
        if (w_.tables[r.source].rows.empty()) {
            q.query = root(r.target);
            return;
        }
        // A row that is related to nothing has an easy answer.
        for (int tries = 0; tries < 6; ++tries) {
            q.parent = random_.below(w_.tables[r.source].rows.size());
            if (!reach(w_, n, *q.parent).empty())
                break;
        }
        q.query = preload_query(n, 1);
        q.query.limit.reset();
        q.query.offset.reset();
        q.query.group_limit.reset();
        q.query.group_orders.clear();
        if (q.query.selected.empty() && q.query.links.empty() && random_.percent(15)) {
            q.query.distinct = true;
            std::erase_if(q.query.orders, [](const order& o) { return o.what.place >= 0 || !o.alias.empty(); });
            std::erase_if(q.query.aggregates, [](const added& a) { return !a.into_slot; });
        }
        const bool slice = o == operation::related_slice || random_.percent(20);
        if (slice && random_.percent(30)) {
            q.query.orders.clear();
            q.query.group_limit = random_.between(0, 4);
            q.query.group_orders = orders(q.query, random_.below(3), false);
        } else if (slice) {
            put_limit(q.query);
        }
        switch (o) {
        case operation::related_count: q.action = action::count; break;
        case operation::related_exists: q.action = action::exists; break;
        case operation::related_pluck: q.action = action::pluck; break;
        case operation::related_aggregate: q.action = action::aggregate; break;
        default: break;
        }
        finish_action(q, &r);
    }

    void choose_action(question& q, const relation_spec* via, unsigned rows_chance = 50)
    {
        if (!random_.percent(rows_chance)) {
            static const std::vector<action> others{action::count, action::exists, action::pluck, action::aggregate};
            q.action = random_.pick(others);
        }
        finish_action(q, via);
    }
    void finish_action(question& q, const relation_spec* via)
    {
        term_maker maker{random_, w_, q.query.table, via};
        if (q.action == action::pluck) {
            q.plucked = maker.any_operand();
            if (q.query.distinct) { // any other order would need columns that distinct left out
                q.query.orders.clear();
                if (q.query.group_limit)
                    q.query.group_orders = {{q.plucked, random_.percent(50), {}}};
                if (random_.percent(50) && !q.query.group_limit)
                    q.query.orders = {{q.plucked, random_.percent(50), {}}};
                q.query.distinct = !q.query.group_limit; // the key that makes its order total is such a column
            }
        }
        if (q.action == action::aggregate || q.action == action::count) {
            const bool sliced = q.query.limit || q.query.offset || q.query.group_limit;
            if (q.action == action::aggregate)
                q.what = maker.any_aggregate(sliced || q.query.distinct, false);
            if (q.query.distinct)
                q.query.selected.clear();
            if (sliced && !q.query.group_limit) // a slice that cuts through equal rows has no certain sum
                q.query.orders.push_back({{-1, w_.tables[q.query.table].primary_key}, false, {}});
        }
    }

    /// `bare`: with fewer conditions, so that enough rows are left for what is asked below them.
    query root(std::size_t table, bool bare = false)
    {
        query q;
        q.table = table;
        q.scopes.emplace_back();
        if (random_.percent(bare ? 20 : 45))
            q.scopes.back() = conditions(q, 1 + random_.below(3), 0);
        if (random_.percent(10))
            q.scopes.push_back(conditions(q, 1 + random_.below(2), 0));
        if (random_.percent(15))
            q.selected = columns(table);
        if (random_.percent(50))
            q.orders = orders(q, 1 + random_.below(2), false);
        if (random_.percent(bare ? 8 : 15))
            put_limit(q);
        if (q.selected.empty() || q.orders.empty())
            q.distinct = random_.percent(q.selected.empty() ? 3 : 30) && !(q.limit || q.offset);
        q.with_trashed = w_.tables[table].deleted_at && random_.percent(25);
        return q;
    }

    query preload_query(std::size_t n, int depth, operation wanted = operation::preload)
    {
        const auto& r = w_.relations[n];
        query q = sub_query(n, depth, wanted == operation::preload_where ? 100 : wanted == operation::preload ? 35 : 20);
        if (random_.percent(wanted == operation::preload_order ? 100 : 30))
            q.orders = orders(q, 1 + random_.below(2), true);
        if (r.many()) {
            if (wanted == operation::preload_limited || random_.percent(wanted == operation::preload_distinct ? 25 : 10))
                put_limit(q);
            else if (wanted == operation::group_limit || random_.percent(wanted == operation::preload_distinct ? 25 : 10)) {
                q.group_limit = random_.between(0, 3);
                q.group_orders = orders(q, random_.below(3), true);
            }
            q.distinct = random_.percent(wanted == operation::preload_distinct ? 100 : 4);
            if (q.distinct) {
                std::erase_if(q.orders, [](const order& o) { return o.what.place >= 0; });
                std::erase_if(q.group_orders, [](const order& o) { return o.what.place >= 0; });
            }
        }
        if (!q.distinct && random_.percent(12))
            q.selected = columns(r.target);
        if (r.path.size() > 1 && random_.percent(20)) {
            term_maker maker{random_, w_, r.target, &r};
            auto o = maker.any_operand();
            o.place = o.place < 0 ? 0 : o.place;
            o.column = random_.below(w_.tables[r.path[static_cast<std::size_t>(o.place)].to].columns.size());
            q.links.push_back({o, "passed"});
        }
        const auto below = w_.relations_of(r.target);
        if (depth < 3 && !below.empty()) {
            if (random_.percent(25))
                add_preload(q, random_.pick(below), operation::preload, depth + 1);
            if (random_.percent(15))
                add_aggregate(q, random_.pick(below), random_.percent(50), depth + 1);
        }
        if (!q.distinct)
            order_by_added(q);
        return q;
    }
    void add_preload(query& q, std::size_t n, operation wanted, int depth)
    {
        put_preload(q, n, preload_query(n, depth, wanted));
        const auto siblings = w_.relations_of(q.table);
        if (random_.percent(20)) {
            const auto other = random_.pick(siblings);
            put_preload(q, other, preload_query(other, depth + 1));
        }
    }
    void put_preload(query& q, std::size_t n, query sub)
    {
        if (q.distinct && !q.selected.empty())
            q.distinct = false; // the keys of a preload would be among what is distinct
        std::erase_if(q.preloads, [&](const preload& p) { return p.relation == n; });
        q.preloads.push_back({n, share(std::move(sub))});
    }
    static std::shared_ptr<const query> share(query q) { return std::make_shared<const query>(std::move(q)); }

    /// A relation's query with conditions alone.
    query sub_query(std::size_t n, int depth, unsigned chance = 50)
    {
        const auto& r = w_.relations[n];
        query q;
        q.table = r.target;
        q.via = n;
        q.scopes.emplace_back();
        const unsigned trashed = n == trashed_of_ ? 70 : 15;
        q.with_trashed = w_.tables[r.target].deleted_at && random_.percent(trashed);
        q.with_trashed_passed = passes_deleted(w_, r) && random_.percent(trashed);
        if (random_.percent(chance))
            q.scopes.back() = conditions(q, 1 + random_.below(3), depth);
        if (r.path.size() > 1 && random_.percent(25))
            q.scopes.back().push_back({random_.percent(20), random_.percent(20), term_maker{random_, w_, r.target, &r}.on_link()});
        return q;
    }

    std::vector<term> conditions(const query& q, std::size_t count, int depth)
    {
        term_maker::related_maker nested;
        if (depth < 3)
            nested = [this, depth](std::size_t table) -> std::shared_ptr<const condition> {
                const auto choices = w_.relations_of(table);
                if (choices.empty())
                    return nullptr;
                static const std::vector<operation> kinds{operation::has, operation::where_has, operation::doesnt_have,
                                                          operation::has_count};
                return related(random_.pick(choices), random_.pick(kinds), depth + 1);
            };
        return term_maker{random_, w_, q.table, q.via ? &w_.relations[*q.via] : nullptr, nested}.terms(count);
    }

    std::shared_ptr<const condition> related(std::size_t n, operation o, int depth)
    {
        condition c;
        c.test = test::related;
        c.relation = n;
        c.negated = o == operation::doesnt_have || random_.percent(8);
        const unsigned chance = o == operation::has ? 0 : o == operation::where_has ? 100 : 50;
        c.sub = share(sub_query(n, depth, chance));
        if (o == operation::has_count) {
            static const std::vector<std::string> comparisons{"=", "<>", "<", "<=", ">", ">="};
            c.op = random_.pick(comparisons);
            c.number = random_.between(0, 3);
            if (random_.percent(35))
                c.what = term_maker{random_, w_, w_.relations[n].target, &w_.relations[n]}.any_aggregate(false, true);
        }
        return std::make_shared<const condition>(std::move(c));
    }

    void add_aggregate(query& q, std::size_t n, bool into_slot, int depth)
    {
        added a;
        a.relation = n;
        a.sub = share(sub_query(n, depth));
        a.into_slot = into_slot;
        q.distinct = q.distinct && q.selected.empty(); // else what is added would be among what is distinct
        if (!into_slot) {
            a.alias = "added_" + std::to_string(q.aggregates.size());
            if (random_.percent(60))
                a.what = term_maker{random_, w_, w_.relations[n].target, &w_.relations[n]}.any_aggregate(false, false);
            // min and max of texts that a collation holds equal may be either.
            q.distinct = false;
        }
        q.aggregates.push_back(std::move(a));
    }
    std::vector<order> orders(const query& q, std::size_t count, bool with_links)
    {
        term_maker maker{random_, w_, q.table, with_links && q.via ? &w_.relations[*q.via] : nullptr};
        std::vector<order> list;
        while (list.size() < count) {
            auto o = maker.any_operand();
            list.push_back({o, random_.percent(50), {}});
        }
        return list;
    }
    /// Orders by an added aggregate, now and then.
    void order_by_added(query& q)
    {
        for (const auto& a : q.aggregates) {
            const bool number = a.what.function == function::count || a.what.function == function::sum;
            if (a.into_slot || !number || q.distinct || !random_.percent(40))
                continue;
            order o;
            o.alias = a.alias;
            o.descending = random_.percent(50);
            auto& list = q.group_limit && random_.percent(60) ? q.group_orders : q.orders;
            list.insert(list.begin(), o);
        }
    }
    std::vector<std::size_t> columns(std::size_t table)
    {
        std::vector<std::size_t> list;
        for (std::size_t i = 0; i < w_.tables[table].columns.size(); ++i)
            if (random_.percent(40))
                list.push_back(i);
        if (list.size() > 1 && random_.percent(30))
            std::reverse(list.begin(), list.end());
        return list;
    }
    void put_limit(query& q)
    {
        const auto which = random_.below(4);
        if (which != 1)
            q.limit = random_.percent(30) ? 1 : random_.between(0, 4);
        if (which == 1 || which == 2)
            q.offset = random_.between(0, 3);
    }

    const world& w_;
    random random_;
    std::optional<std::size_t> trashed_of_; ///< the relation whose queries show rows that were softly deleted
};

} // namespace

question random_question(const world& w, std::uint64_t seed)
{
    return asker{w, seed}.make();
}

} // namespace diff
