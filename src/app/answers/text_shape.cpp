#include "app/answers/text_shape.hpp"

#include "app/answers/cell_text.hpp"
#include "app/questions/question.hpp"

#include <algorithm>

namespace ginnel::app {

namespace {

std::string key_of(std::string_view name)
{
    std::string key;
    append_json_key(key, name);
    return key;
}

struct shaper {
    const unshown& hidden;
    text_answer& to;

    /// `tie`: the column by which the rows of an include were found; it is shown though others were picked, as in
    /// LoopBack.
    std::unique_ptr<text_shape> rows(const schema::model& m, const filter& what, bool nested,
                                     const schema::column* tie) const
    {
        auto s = std::make_unique<text_shape>();
        s->to = &to;
        s->model = &m;
        const auto at = nested ? hidden.nested.find(&m) : hidden.nested.end();
        const auto shown = [&](const schema::column& c) {
            if (c.serialize_as.empty() || (at != hidden.nested.end() && at->second.contains(c.name)))
                return false;
            return !what.fields || &c == tie ||
                   std::find(what.fields->begin(), what.fields->end(), &c) != what.fields->end();
        };
        for (const auto& c : m.table.columns)
            s->keys.push_back(shown(c) ? key_of(c.serialize_as) : std::string{});
        if (std::any_of(m.table.columns.begin(), m.table.columns.end(),
                        [&](const auto& c) { return c.type == column_type::json && hidden.held.conceals(c); }))
            s->conceals = &hidden.held;
        for (const auto& i : what.includes) {
            if (i.count)
                s->counts.push_back(count_name(*i.relation));
            else
                add_part(*s, i);
        }
        for (const auto& i : what.embedded)
            s->held.push_back({i.what, key_of(i.what->name), i.scope});
        std::sort(s->parts.begin(), s->parts.end(),
                  [](const auto& a, const auto& b) { return a.relation < b.relation; });
        return s;
    }

    std::unique_ptr<text_shape> related(const schema::relation& r, const filter& what, bool nested) const
    {
        auto s = rows(*r.target, what, nested, nested && !r.path.empty() ? r.path.back().to_key : nullptr);
        if (what.through) {
            s->through = rows(*r.through, {}, true, nullptr);
            s->through_key = key_of(r.through->name);
        }
        return s;
    }

    void add_part(text_shape& s, const include& i) const
    {
        const auto& r = *i.relation;
        auto p =
            std::find_if(s.parts.begin(), s.parts.end(), [&](const auto& known) { return known.relation == r.index; });
        if (p == s.parts.end()) {
            s.parts.push_back({r.index, key_of(r.serialize_as), r.many(), {}});
            p = s.parts.end() - 1;
        }
        p->rows.push_back(related(r, i.scope, true));
    }
};

} // namespace

const text_shape& text_shape::of(const part& p, const schema::model& m) const noexcept
{
    for (const auto& s : p.rows)
        if (s->model == &m)
            return *s;
    return *p.rows.front();
}

std::size_t text_shape::part_of(std::size_t relation) const noexcept
{
    std::size_t i = 0;
    while (parts[i].relation != relation)
        ++i;
    return i;
}

std::unique_ptr<text_shape> shape_of(const schema::model& m, const filter& what, const unshown& hidden, text_answer& to,
                                     bool nested)
{
    return shaper{hidden, to}.rows(m, what, nested, nullptr);
}

std::unique_ptr<text_shape> shape_of(const schema::relation& r, const filter& what, const unshown& hidden,
                                     text_answer& to)
{
    return shaper{hidden, to}.related(r, what, false);
}

} // namespace ginnel::app
