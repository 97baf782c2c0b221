#include "clauses.hpp"

#include "failures.hpp"
#include "models.hpp"

#include <ginnel/value/key_set.hpp>

#include <array>
#include <map>
#include <string_view>

namespace replay {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;

namespace {

const json::array no_clauses;

const json::array& list_or_none(const json::value& v)
{
    return v.is_array() ? v.get_array() : no_clauses;
}

std::string with_small_start(std::string_view s)
{
    std::string out{s};
    if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z')
        out[0] = static_cast<char>(out[0] - 'A' + 'a');
    return out;
}

bool take_prefix(std::string& name, std::string_view prefix)
{
    if (name.size() <= prefix.size() || name.compare(0, prefix.size(), prefix) != 0)
        return false;
    const char next = name[prefix.size()];
    if (next < 'A' || next > 'Z')
        return false;
    name = with_small_start(name.substr(prefix.size()));
    return true;
}

bool take_suffix(std::string& name, std::string_view suffix)
{
    if (name.size() <= suffix.size() || !name.ends_with(suffix))
        return false;
    name.resize(name.size() - suffix.size());
    return true;
}

bool take_infix(std::string& name, std::string_view infix)
{
    const auto at = name.find(infix);
    if (at == std::string::npos)
        return false;
    name.erase(at, infix.size());
    return true;
}

/// `orWhereNotInPivot`: or, negated, "whereIn", pivot.
struct condition_name {
    explicit condition_name(std::string_view given) : base{given}
    {
        either = take_prefix(base, "or");
        if (!either)
            take_prefix(base, "and");
        pivot = base.starts_with("where") && take_suffix(base, "Pivot");
        if (base == "doesntHave") {
            negated = true;
            base = "has";
        } else if (base.starts_with("where") && take_infix(base, "Doesnt")) {
            negated = true;
            base.replace(0, std::string_view{"whereHave"}.size(), "whereHas");
        } else if (base.starts_with("where")) {
            negated = take_infix(base, "Not");
        }
    }

    std::string base;
    bool either = false, negated = false, pivot = false;
};

engine::term term_of(bool either, bool negated, engine::condition c)
{
    return {either, negated, std::make_shared<const engine::condition>(std::move(c))};
}

/// A condition that no row meets, or (negated) that each meets; what a null in a `not in` leaves.
engine::condition never()
{
    return {engine::raw_condition{"1 = 0", {}}};
}

engine::condition comparison(engine::operand left, std::string op, const json::value& right)
{
    // Lucid makes null tests of comparisons with null.
    if (right.is_null())
        return {engine::is_null{left, op == "!=" || op == "<>" || op == "is not"}};
    return {engine::compare{left, std::move(op), to_value(right)}};
}

/// `in` over a list; a key set is of one kind, so a mixed list becomes one set per kind.
engine::condition membership(engine::operand what, const json::array& list, bool negated)
{
    std::map<ginnel::kind, std::shared_ptr<ginnel::key_set>> sets;
    bool null = false;
    for (const auto& v : list) {
        const auto one = to_value(v);
        if (one.is_null()) {
            null = true;
            continue;
        }
        auto& set = sets[one.type()];
        if (!set)
            set = std::make_shared<ginnel::key_set>();
        set->add(one.view());
    }
    if (negated && null)
        return never();
    if (sets.empty())
        sets[ginnel::kind::null] = std::make_shared<ginnel::key_set>();
    if (sets.size() == 1)
        return {engine::among{what, sets.begin()->second, negated}};
    engine::group all;
    for (const auto& [ignored, set] : sets)
        all.terms.push_back(term_of(!negated && !all.terms.empty(), false, {engine::among{what, set, negated}}));
    return {std::move(all)};
}

bool descending(const json::array& clause)
{
    return clause.size() > 2 && clause[2].is_string() && clause[2].as_string() == "desc";
}

} // namespace

void clauses::select(engine::query& q, const std::string& name) const
{
    const auto found = columns_.operand_of(q, name);
    for (const auto& c : q.model->table.columns)
        if (&c == found.column) {
            q.selected.push_back(&c);
            return;
        }
    if (q.via == nullptr)
        throw not_built{"select of " + name + ", which is no column of " + q.model->name};
    q.links.push_back({found, found.column->column_name});
}

struct clauses::context {
    engine::query& q;
    place where;

    engine::operand operand(const clauses& c, const json::value& name, bool pivot) const
    {
        const auto text = text_of(name);
        return pivot ? c.columns_.link_operand_of(q, text) : c.columns_.operand_of(q, text);
    }
};

engine::term clauses::relation_condition(const context& in, const json::array& clause, bool closure) const
{
    const condition_name name{text_of(clause[0])};
    const auto& relation = models_.relation(*in.q.model, text_of(clause[1]));
    auto sub = std::make_shared<engine::query>(relation, true);
    asked inside;
    std::size_t at = 2;
    if (closure)
        inside = apply(*sub, clause.size() > at ? list_or_none(clause[at]) : no_clauses, place::sub_query), ++at;
    engine::relation_test test{&relation, nullptr, {}, 0, {}, name.negated};
    if (clause.size() > at) {
        test.op = text_of(clause[at]);
        test.number = clause.size() > at + 1 ? clause[at + 1].to_number<std::int64_t>() : 1;
        if (!inside.aggregates.empty())
            test.what = inside.aggregates.front().what;
    }
    test.sub = std::move(sub);
    return term_of(name.either, false, {std::move(test)});
}

engine::term clauses::type_condition(const context& in, const json::array& clause) const
{
    const condition_name name{text_of(clause[0])};
    const auto& relation = models_.relation(*in.q.model, text_of(clause[1]));
    engine::group any;
    for (const auto& type : clause[2].as_array())
        for (const auto& one : relation.alternatives) {
            if (one.target->name != text_of(type))
                continue;
            auto sub = std::make_shared<engine::query>(one, true);
            apply(*sub, clause.size() > 3 ? list_or_none(clause[3]) : no_clauses, place::sub_query);
            any.terms.push_back(term_of(true, false, {engine::relation_test{&one, std::move(sub), {}, 0, {}, false}}));
        }
    return term_of(name.either, name.negated, {std::move(any)});
}

bool clauses::condition(const context& in, std::vector<engine::term>& into, const json::array& clause) const
{
    const condition_name name{text_of(clause[0])};
    const auto add = [&](bool negated, engine::condition c) {
        into.push_back(term_of(name.either, negated, std::move(c)));
    };
    const auto column = [&] { return in.operand(*this, clause[1], name.pivot); };
    if (name.base == "has" || name.base == "whereHas")
        into.push_back(relation_condition(in, clause, name.base == "whereHas"));
    else if (name.base == "whereHasMorph")
        into.push_back(type_condition(in, clause));
    else if (name.base == "where" && clause.size() == 2 && clause[1].is_object()) {
        engine::group all;
        for (const auto& [key, v] : clause[1].get_object())
            all.terms.push_back(
                term_of(false, false, comparison(in.operand(*this, json::value(key), name.pivot), "=", v)));
        add(name.negated, {std::move(all)});
    } else if (name.base == "where")
        add(name.negated, clause.size() > 3 ? comparison(column(), text_of(clause[2]), clause[3])
                                            : comparison(column(), "=", clause[2]));
    else if (name.base == "whereIn")
        add(false, membership(column(), clause[2].as_array(), name.negated));
    else if (name.base == "whereNull")
        add(false, {engine::is_null{column(), name.negated}});
    else if (name.base == "whereBetween") {
        const auto& bounds = clause[2].as_array();
        add(false, {engine::range{column(), to_value(bounds.at(0)), to_value(bounds.at(1)), name.negated}});
    } else if (name.base == "whereGroup") {
        engine::group inner;
        for (const auto& c : clause[1].as_array())
            if (!condition(in, inner.terms, c.as_array()))
                throw not_built{"clause " + text_of(c.as_array()[0]) + " in a group"};
        if (!inner.terms.empty())
            add(name.negated, {std::move(inner)});
    } else
        return false;
    return true;
}

asked_aggregate clauses::aggregate(const engine::query& q, std::string_view function, std::string text) const
{
    static const std::map<std::string_view, engine::aggregate_function> functions{
        {"count", engine::aggregate_function::count}, {"sum", engine::aggregate_function::sum},
        {"avg", engine::aggregate_function::avg},     {"min", engine::aggregate_function::min},
        {"max", engine::aggregate_function::max},     {"countDistinct", engine::aggregate_function::count}};
    asked_aggregate out;
    if (const auto as = text.find(" as "); as != std::string::npos) {
        out.alias = text.substr(as + 4);
        text.resize(as);
    }
    out.what.function = functions.at(function);
    out.what.distinct = function == "countDistinct";
    if (text != "*")
        out.what.of = columns_.operand_of(q, text);
    if (out.alias.empty())
        out.alias = std::string{function} + "(" + text + ")";
    return out;
}

std::vector<engine::preload> clauses::preloads_of(const schema::model& m, std::string_view relation,
                                                  const json::value& list) const
{
    const auto& r = models_.relation(m, relation);
    if (r.alternatives.empty())
        return {preload_of(r, list)};
    static const json::value none;
    std::vector<engine::preload> out;
    for (const auto& one : r.alternatives) {
        const auto* own = list.is_object() ? list.get_object().if_contains(one.target->name) : nullptr;
        out.push_back(preload_of(one, own != nullptr ? *own : none));
    }
    return out;
}

engine::preload clauses::preload_of(const schema::relation& r, const json::value& list) const
{
    auto sub = std::make_shared<engine::query>(r, false);
    apply(*sub, list_or_none(list), place::preload);
    return {&r, std::move(sub)};
}

engine::relation_aggregate clauses::aggregate_of(const schema::model& m, std::string_view relation,
                                                 const json::value& list, bool count) const
{
    const auto& r = models_.relation(m, relation);
    auto sub = std::make_shared<engine::query>(r, true);
    const auto inside = apply(*sub, list_or_none(list), place::sub_query);
    if (!count && inside.aggregates.empty())
        throw refused{"bad-aggregate", "withAggregate of \"" + r.name + "\" names no aggregate"};
    if (!count && inside.alias.empty())
        throw refused{"bad-aggregate", "withAggregate of \"" + r.name + "\" names no alias"};
    engine::relation_aggregate out{
        &r, std::move(sub), {}, inside.alias.empty() ? r.name + "_count" : inside.alias, false};
    if (!inside.aggregates.empty())
        out.what = inside.aggregates.front().what;
    return out;
}

void clauses::clause(const context& in, asked& out, const json::array& c) const
{
    auto& q = in.q;
    const auto name = text_of(c[0]);
    static constexpr std::array<std::string_view, 6> functions{"count", "sum", "avg", "min", "max", "countDistinct"};
    static const json::value none;
    const auto& list = c.size() > 2 ? c[2] : none;
    if (condition(in, q.scopes.back(), c))
        return;
    for (const auto function : functions)
        if (name == function) {
            out.aggregates.push_back(aggregate(q, function, c.size() > 1 ? text_of(c[1]) : "*"));
            return;
        }
    if (name == "orderBy")
        q.orders.push_back({in.operand(*this, c[1], false), descending(c), {}});
    else if (name == "limit")
        q.limit = c[1].to_number<std::int64_t>();
    else if (name == "offset")
        q.offset = c[1].to_number<std::int64_t>();
    else if (name == "distinct")
        q.distinct = true;
    else if (name == "select") {
        for (const auto& column : c[1].as_array())
            if (text_of(column) != "*")
                select(q, text_of(column));
    } else if (name == "preload") {
        for (auto& p : preloads_of(*q.model, text_of(c[1]), list))
            q.add_preload(*p.relation, std::move(p.sub));
    } else if (name == "preloadOnce") {
        const auto& r = models_.relation(*q.model, text_of(c[1]));
        for (const auto& p : q.preloads)
            if (p.relation == &r)
                return;
        q.add_preload(r, preload_of(r, none).sub);
    } else if (name == "sideload")
        out.sideload = c[1].as_object();
    else if (name == "withCount")
        q.aggregates.push_back(aggregate_of(*q.model, text_of(c[1]), list, true));
    else if (name == "withAggregate")
        q.aggregates.push_back(aggregate_of(*q.model, text_of(c[1]), list, false));
    else if (name == "as")
        out.alias = text_of(c[1]);
    else if (name == "pivotColumns") {
        for (const auto& column : c[1].as_array())
            q.links.push_back({columns_.link_operand_of(q, text_of(column)), "pivot_" + text_of(column)});
    } else if (name == "groupLimit" || name == "groupOrderBy") {
        if (q.via != nullptr && !q.via->many())
            throw refused{"unsupported",
                          "a group limit has no meaning for \"" + q.via->name + "\", which has at most one row"};
        if (name == "groupLimit")
            q.group_limit = c[1].to_number<std::int64_t>();
        else
            q.group_orders = {{in.operand(*this, c[1], false), descending(c), {}}};
    } else if (name == "paginate" && in.where == place::preload)
        throw refused{"unsupported", "a preload cannot be paginated"};
    else if (name == "unlessSubQuery") {
        if (!q.sub_query)
            for (const auto& inner : c[1].as_array())
                clause(in, out, inner.as_array());
    } else
        throw not_built{"clause " + name};
}

asked clauses::apply(engine::query& q, const json::array& list, place where) const
{
    asked out;
    const context in{q, where};
    for (const auto& c : list)
        clause(in, out, c.as_array());
    // Without its limit a group order chooses nothing.
    if (!q.group_limit)
        q.group_orders.clear();
    return out;
}

void clause_hook::apply(engine::query& q, bool sub_query) const
{
    clauses_.apply(q, list_, sub_query ? place::sub_query : place::preload);
}

} // namespace replay
