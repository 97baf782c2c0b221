#include "differential/conditions.hpp"

#include <algorithm>

namespace diff {

found_value value_of(const world& w, const query& q, const joined& at, const operand& o)
{
    if (o.place < 0)
        return {w.tables[q.table].rows[at.target][o.column], w.tables[q.table].columns[o.column].nocase};
    const auto place = static_cast<std::size_t>(o.place);
    const auto& t = w.tables[w.relations[*q.via].path[place].to];
    return {t.rows[at.links[place]][o.column], t.columns[o.column].nocase};
}

namespace {

class judge {
public:
    judge(const world& w, const query& q, const joined& at) : w_{w}, q_{q}, at_{at} {}

    truth operator()(const std::vector<term>& terms) const
    {
        // Alternatives of conjunctions; what says nothing is not there.
        truth any = truth::no, all = truth::yes;
        bool first = true;
        for (const auto& t : terms) {
            if (silent(*t.what))
                continue;
            if (t.either && !first) {
                any = diff::either(any, all);
                all = truth::yes;
            }
            first = false;
            const truth one = (*this)(*t.what);
            all = both(all, t.negated ? opposite(one) : one);
        }
        return diff::either(any, all);
    }

private:
    static bool silent(const condition& c)
    {
        return c.test == test::group && std::all_of(c.terms.begin(), c.terms.end(), [](const term& t) { return silent(*t.what); });
    }

    truth operator()(const condition& c) const
    {
        const truth plain = test_of(c);
        return c.negated ? opposite(plain) : plain;
    }

    truth test_of(const condition& c) const
    {
        switch (c.test) {
        case test::group: return (*this)(c.terms);
        case test::raw: return truth_of(c.values[0] == c.values[1] || c.values[2] == c.values[3]);
        case test::related: return related(c);
        default: break;
        }
        const auto left = value_of(w_, q_, at_, c.left);
        switch (c.test) {
        case test::compare: return diff::compare(left.value, c.op, c.values[0], left.nocase);
        case test::columns: return diff::compare(left.value, c.op, value_of(w_, q_, at_, c.right).value, left.nocase);
        case test::null: return truth_of(is_null(left.value));
        case test::between:
            return both(diff::compare(left.value, ">=", c.values[0], left.nocase),
                        diff::compare(left.value, "<=", c.values[1], left.nocase));
        default: break;
        }
        truth any = truth::no; // in: also false for a null where the list is empty
        for (const auto& v : c.values)
            any = diff::either(any, diff::compare(left.value, "=", v, left.nocase));
        return any;
    }

    truth related(const condition& c) const
    {
        const auto rows = related_rows(w_, *c.sub, at_.target);
        if (c.op.empty())
            return truth_of(!rows.empty());
        return diff::compare(aggregate_over(w_, *c.sub, c.what, rows).value, c.op, c.number, false);
    }

    const world& w_;
    const query& q_;
    const joined& at_;
};

} // namespace

bool holds(const world& w, const query& q, const joined& at)
{
    const judge of{w, q, at};
    return std::all_of(q.scopes.begin(), q.scopes.end(), [&](const std::vector<term>& terms) { return of(terms) == truth::yes; });
}

bool hidden(const world& w, std::size_t table, std::size_t row)
{
    const auto& t = w.tables[table];
    return t.deleted_at && !is_null(t.rows[row][*t.deleted_at]);
}

std::vector<joined> related_rows(const world& w, const query& sub, std::size_t source_row)
{
    auto rows = reach(w, *sub.via, source_row, {sub.with_trashed, sub.with_trashed_passed});
    std::erase_if(rows, [&](const joined& j) { return !holds(w, sub, j); });
    return rows;
}

found_value aggregate_over(const world& w, const query& q, const aggregate& a, const std::vector<joined>& rows)
{
    if (!a.of)
        return {static_cast<std::int64_t>(rows.size()), false};
    std::vector<datum> values;
    bool nocase = false;
    for (const auto& at : rows) {
        auto found = value_of(w, q, at, *a.of);
        nocase = found.nocase;
        const auto equal = [&](const datum& other) { return order_of(other, found.value, nocase) == 0; };
        if (is_null(found.value) || (a.distinct && std::any_of(values.begin(), values.end(), equal)))
            continue;
        values.push_back(std::move(found.value));
    }
    if (a.function == function::count)
        return {static_cast<std::int64_t>(values.size()), false};
    if (values.empty())
        return {};
    const auto below = [&](const datum& x, const datum& y) { return order_of(x, y, nocase) < 0; };
    if (a.function == function::min)
        return {*std::min_element(values.begin(), values.end(), below), nocase};
    if (a.function == function::max)
        return {*std::max_element(values.begin(), values.end(), below), nocase};
    std::int64_t sum = 0;
    for (const auto& v : values)
        sum += std::get<std::int64_t>(v);
    if (a.function == function::avg)
        return {static_cast<double>(sum) / static_cast<double>(values.size()), false};
    return {sum, false};
}

} // namespace diff
