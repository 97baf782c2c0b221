#include "differential/question.hpp"

#include <array>

namespace diff {

namespace {

class printer {
public:
    explicit printer(const world& w) : w_{w} {}

    std::string of(const query& q, std::size_t depth) const
    {
        const std::string line = "\n" + std::string(depth * 2, ' ');
        std::string out = w_.tables[q.table].model;
        if (q.via)
            out += " via " + named(*q.via);
        out += q.distinct ? " distinct" : "";
        out += q.with_trashed ? " with_trashed" : "";
        out += q.with_trashed_passed ? " with_trashed_passed" : "";
        for (const auto c : q.selected)
            out += " select " + w_.tables[q.table].columns[c].name;
        for (const auto& s : q.scopes)
            if (!s.empty())
                out += line + "where (" + of(q, s, depth + 1) + ")";
        for (const auto& l : q.links)
            out += line + "link " + of(q, l.what) + " as " + l.alias;
        for (const auto& a : q.aggregates)
            out += line + (a.into_slot ? std::string{"with_count "} : "add " + a.alias + " = " + of(*a.sub, a.what) + " of ")
                   + named(a.relation) + ": " + of(*a.sub, depth + 1);
        out += orders(q, line + "order by ", q.orders);
        out += number(line + "limit ", q.limit) + number(line + "offset ", q.offset) + number(line + "group_limit ", q.group_limit);
        out += orders(q, line + "group_order_by ", q.group_orders);
        for (const auto& p : q.preloads)
            out += line + (p.of_types ? "preload of types " : "preload ") + named(p.relation) + ": " + of(*p.sub, depth + 1);
        return out;
    }
    std::string of(const query& q, const aggregate& a) const
    {
        static constexpr std::array<const char*, 5> names{"count", "sum", "avg", "min", "max"};
        return std::string{names[static_cast<std::size_t>(a.function)]} + "(" + (a.distinct ? "distinct " : "")
               + (a.of ? of(q, *a.of) : "*") + ")";
    }
    std::string of(const query& q, const operand& o) const
    {
        if (o.place < 0)
            return w_.tables[q.table].columns[o.column].name;
        const auto& hop = w_.relations[*q.via].path[static_cast<std::size_t>(o.place)];
        return "link" + std::to_string(o.place) + "." + w_.tables[hop.to].columns[o.column].name;
    }
    std::string named(std::size_t n) const
    {
        const auto& r = w_.relations[n];
        std::string out = w_.tables[r.source].model + "." + r.name + " [" + std::string{name_of(r.kind)};
        for (const auto& h : r.path)
            out += ", " + w_.tables[h.from].name + "." + w_.tables[h.from].columns[h.from_column].name + " = "
                   + w_.tables[h.to].name + "." + w_.tables[h.to].columns[h.to_column].name;
        for (const auto& t : r.types)
            out += ", type " + w_.tables[t.hop ? r.path[*t.hop].to : r.source].columns[t.column].name + " = " + t.word;
        for (const auto& p : r.picks)
            out += ", picked by " + w_.tables[r.target].columns[p.column].name + (p.descending ? " desc" : "");
        for (const auto s : r.steps)
            out += "; passes " + named(s);
        if (!r.declared.empty()) {
            query q;
            q.table = r.target;
            q.via = n;
            out += ", declared " + of(q, r.declared, 0);
        }
        return out + "]";
    }

private:
    std::string of(const query& q, const std::vector<term>& terms, std::size_t depth) const
    {
        std::string out;
        for (std::size_t i = 0; i < terms.size(); ++i)
            out += std::string{i == 0 ? "" : terms[i].either ? " or " : " and "} + (terms[i].negated ? "not " : "")
                   + of(q, *terms[i].what, depth);
        return out;
    }
    std::string of(const query& q, const condition& c, std::size_t depth) const
    {
        std::string values;
        for (const auto& v : c.values)
            values += (values.empty() ? "" : ", ") + shown(v);
        const std::string negated = c.negated ? " not" : "";
        switch (c.test) {
        case test::compare: return of(q, c.left) + " " + c.op + " " + values;
        case test::columns: return of(q, c.left) + " " + c.op + " " + of(q, c.right);
        case test::in: return of(q, c.left) + negated + " in (" + values + ")";
        case test::null: return of(q, c.left) + " is" + negated + " null";
        case test::between: return of(q, c.left) + negated + " between " + values;
        case test::group: return "(" + of(q, c.terms, depth) + ")";
        case test::raw: return "raw(" + values + ")";
        case test::related: break;
        }
        return (c.negated ? "no " : "has ") + named(c.relation)
               + (c.op.empty() ? "" : " " + of(*c.sub, c.what) + " " + c.op + " " + std::to_string(c.number)) + " {"
               + of(*c.sub, depth + 1) + "}";
    }
    std::string orders(const query& q, const std::string& before, const std::vector<order>& list) const
    {
        std::string out;
        for (const auto& o : list)
            out += (out.empty() ? before : ", ") + (o.alias.empty() ? of(q, o.what) : o.alias) + (o.descending ? " desc" : "");
        return out;
    }
    static std::string number(const std::string& before, const std::optional<std::int64_t>& n)
    {
        return n ? before + std::to_string(*n) : std::string{};
    }

    const world& w_;
};

} // namespace

std::string shown(const world& w, const question& q)
{
    static constexpr std::array<const char*, 7> names{"rows", "count", "exists", "pluck", "aggregate", "find", "load_into"};
    const printer p{w};
    std::string out = names[static_cast<std::size_t>(q.action)];
    if (q.action == action::pluck)
        out += " " + p.of(q.query, q.plucked);
    if (q.action == action::aggregate)
        out += " " + p.of(q.query, q.what);
    if (q.action == action::find)
        out += " " + shown(q.key);
    out += " of " + p.of(q.query, 1);
    if (q.parent) {
        out += "\n  of the row";
        for (const auto& v : w.tables[w.relations[*q.query.via].source].rows[*q.parent])
            out += " " + shown(v);
    }
    for (const auto& l : q.loaded_later)
        out += "\n  then load " + p.named(l.relation) + ": " + p.of(*l.sub, 2);
    return out;
}

} // namespace diff
