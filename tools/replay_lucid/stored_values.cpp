#include "stored_values.hpp"

namespace replay {

using ginnel::engine::record;

void stored_values::note(const record& r)
{
    record values{r.model()};
    for (const auto& c : r.model().table.columns)
        if (r.has(c.index))
            values.put(c.index, r.get(c.index));
    rows_.insert_or_assign(&r, std::move(values));
}

void stored_values::note_column(const record& r, const ginnel::schema::column& c)
{
    rows_.try_emplace(&r, record{r.model()}).first->second.put(c.index, r.get(c.index));
}

bool stored_values::holds(const record& r, const ginnel::schema::column& c, const ginnel::value& v) const
{
    const auto at = rows_.find(&r);
    return at != rows_.end() && at->second.has(c.index) && at->second.get(c.index) == v;
}

std::vector<const ginnel::schema::column*> stored_values::changed(const record& r) const
{
    std::vector<const ginnel::schema::column*> out;
    for (const auto& c : r.model().table.columns)
        if (!c.primary && r.has(c.index) && !holds(r, c, r.get(c.index)))
            out.push_back(&c);
    return out;
}

} // namespace replay
