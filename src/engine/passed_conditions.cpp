#include "engine/passed_conditions.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::engine {

namespace {

/// Copies conditions with the numbers that their tables have in a longer path.
class mover {
public:
    mover(const schema::relation& passed, const schema::relation& longer, std::size_t first)
        : passed_{passed}, longer_{longer}, first_{first}
    {
    }

    std::vector<term> operator()(const std::vector<term>& terms) const
    {
        std::vector<term> out;
        for (const auto& t : terms)
            out.push_back({t.either, t.negated, std::make_shared<const condition>(moved(*t.what))});
        return out;
    }

private:
    int at(int place) const
    {
        const auto hop = place == operand::target ? passed_.path.size() - 1 : static_cast<std::size_t>(place);
        return longer_.place_after(first_ + hop);
    }
    operand at(operand o) const
    {
        if (!o.outer)
            o.place = at(o.place);
        return o;
    }

    condition moved(const condition& c) const { return std::visit(*this, c.test); }

public:
    // One for each kind of condition, for std::visit.
    condition operator()(compare x) const
    {
        x.left = at(x.left);
        if (auto* right = std::get_if<operand>(&x.right))
            *right = at(*right);
        return {std::move(x)};
    }
    condition operator()(among x) const
    {
        x.what = at(x.what);
        return {std::move(x)};
    }
    condition operator()(is_null x) const
    {
        x.what = at(x.what);
        return {std::move(x)};
    }
    condition operator()(range x) const
    {
        x.what = at(x.what);
        return {std::move(x)};
    }
    condition operator()(const group& x) const { return {group{(*this)(x.terms)}}; }
    condition operator()(relation_test x) const
    {
        x.place = at(x.place);
        return {std::move(x)};
    }
    condition operator()(raw_condition x) const
    {
        x.passed = &passed_;
        x.first = first_;
        return {std::move(x)};
    }
    condition operator()(part_test x) const
    {
        x.of = at(x.of);
        return {std::move(x)};
    }
    condition operator()(among_query x) const
    {
        x.what = at(x.what);
        return {std::move(x)};
    }
    condition operator()(const expression_test& x) const { return {x}; } // of groups, which a relation does not declare

private:
    const schema::relation& passed_;
    const schema::relation& longer_;
    std::size_t first_;
};

} // namespace

std::vector<std::shared_ptr<const condition>> conditions_declared(const schema::relation& passed,
                                                                  const schema::relation& longer, std::size_t first)
{
    const query declared{passed, true};
    if (declared.limit || declared.offset || declared.group_limit)
        throw error{error_kind::usage, "E_LIMIT_IN_SUB_QUERY",
                    longer.source->name + "." + longer.name + " passes " + passed.source->name + "." + passed.name +
                        ", which declares a limit (on_query): rows behind a limit cannot be passed; leave the limit "
                        "out, or pick one row by of_many"}
            .in_model(longer.source->name)
            .in_relation(longer.name);
    const mover move{passed, longer, first};
    std::vector<std::shared_ptr<const condition>> out;
    for (const auto& terms : declared.scopes)
        if (!terms.empty())
            out.push_back(std::make_shared<const condition>(condition{group{move(terms)}}));
    return out;
}

} // namespace ginnel::engine
