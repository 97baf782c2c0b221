#include "differential/random_terms.hpp"

#include "differential/random_rows.hpp"

namespace diff {

term_maker::term_maker(random& r, const world& w, std::size_t table, const relation_spec* via, related_maker related)
    : random_{r}, w_{w}, table_{table}, via_{via}, related_{std::move(related)}
{
}

const column_spec& term_maker::column(const operand& o) const
{
    const auto table = o.place < 0 ? table_ : via_->path[static_cast<std::size_t>(o.place)].to;
    return w_.tables[table].columns[o.column];
}

operand term_maker::any_operand(bool text_too)
{
    for (;;) {
        operand o;
        auto table = table_;
        if (via_ && via_->path.size() > 1 && random_.percent(25)) {
            o.place = static_cast<int>(random_.below(via_->path.size() - 1));
            table = via_->path[static_cast<std::size_t>(o.place)].to;
        }
        o.column = random_.below(w_.tables[table].columns.size());
        if (text_too || !column(o).text)
            return o;
    }
}

condition term_maker::plain(operand left)
{
    static const std::vector<std::string> comparisons{"=", "=", "<>", "!=", "<", "<=", ">", ">="};
    static const std::vector<std::string> patterns{"a%", "%b", "%", "A_", "_", "1%", "%'%", "%É%", "", "AB"};
    condition c;
    c.left = left;
    const auto& of = column(left);
    const auto choice = random_.below(100);
    if (of.text && choice < 20) {
        c.op = random_.percent(75) ? "like" : "not like";
        c.values = {random_.pick(patterns)};
    } else if (choice < 50) {
        c.op = random_.pick(comparisons);
        c.values = {random_value(random_, of, 4)};
    } else if (choice < 62) {
        c.test = test::null;
        c.negated = random_.percent(50);
    } else if (choice < 76) {
        c.test = test::between;
        c.values = {random_value(random_, of, 3), random_value(random_, of, 3)};
        c.negated = random_.percent(30);
    } else if (choice < 92) {
        c.test = test::in;
        for (auto n = random_.below(5); n > 0; --n)
            c.values.push_back(random_value(random_, of, 0));
        c.negated = random_.percent(35);
    } else {
        c.test = test::columns;
        c.op = random_.pick(comparisons);
        do
            c.right = any_operand();
        while (column(c.right).text != of.text);
    }
    return c;
}

std::shared_ptr<const condition> term_maker::on_link()
{
    operand o;
    o.place = static_cast<int>(random_.percent(70) ? 0 : random_.below(via_->path.size() - 1));
    o.column = random_.below(w_.tables[via_->path[static_cast<std::size_t>(o.place)].to].columns.size());
    return std::make_shared<const condition>(plain(o));
}

std::shared_ptr<const condition> term_maker::one(int depth)
{
    const auto choice = random_.below(100);
    condition c;
    if (choice < 18 && depth < 2) {
        c.test = test::group;
        c.terms = terms(random_.percent(12) ? 0 : 1 + random_.below(3), depth + 1);
        return std::make_shared<const condition>(std::move(c));
    }
    if (choice < 21) {
        c.test = test::raw;
        for (int i = 0; i < 4; ++i)
            c.values.emplace_back(std::in_place_type<std::int64_t>, random_.between(0, 1));
        return std::make_shared<const condition>(std::move(c));
    }
    if (choice < 33 && related_)
        if (auto related = related_(table_))
            return related;
    return std::make_shared<const condition>(plain(any_operand()));
}

std::vector<term> term_maker::terms(std::size_t count, int depth)
{
    std::vector<term> list;
    while (list.size() < count) {
        const bool either = random_.percent(40), negated = random_.percent(20);
        list.push_back({either, negated, one(depth)});
    }
    return list;
}

aggregate term_maker::any_aggregate(bool target_only, bool number)
{
    aggregate a;
    a.function = static_cast<function>(random_.below(5));
    const bool counts = a.function == function::count;
    const bool adds = a.function == function::sum || a.function == function::avg;
    if (counts && random_.percent(40))
        return a;
    while (!a.of) {
        const auto o = any_operand();
        const auto& c = column(o);
        if ((!target_only || o.place < 0) && !(adds && (c.text || c.huge)) && !(number && !counts && c.text))
            a.of = o;
    }
    a.distinct = random_.percent(40);
    return a;
}

std::vector<term> random_terms(random& r, const world& w, std::size_t n, std::size_t count)
{
    // A relation's own conditions ask for relations declared before it alone, since two that ask for one another never end.
    const auto earlier = [&](std::size_t table) -> std::shared_ptr<const condition> {
        auto choices = w.relations_of(table);
        // And for those alone that ask for nothing themselves: SQLite's parser has a depth.
        std::erase_if(choices, [&](std::size_t other) {
            return other >= n || !w.relations[other].declared.empty() || !w.relations[other].steps.empty();
        });
        if (choices.empty())
            return nullptr;
        const auto other = r.pick(choices);
        auto sub = std::make_shared<query>();
        sub->table = w.relations[other].target;
        sub->via = other;
        sub->scopes = {term_maker{r, w, sub->table, &w.relations[other]}.terms(r.below(2))};
        condition c;
        c.test = test::related;
        c.relation = other;
        c.negated = r.percent(30);
        c.sub = std::move(sub);
        return std::make_shared<const condition>(std::move(c));
    };
    return term_maker{r, w, w.relations[n].target, &w.relations[n], earlier}.terms(count);
}

} // namespace diff
