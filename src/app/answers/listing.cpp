#include "app/answers/listing.hpp"

#include "app/answers/referenced_text.hpp"
#include "app/answers/text_rows.hpp"
#include "app/questions/question.hpp"
#include "engine/load.hpp"

namespace ginnel::app {

listed listing::rows(const schema::model& m, const filter& what, const list_wishes& wishes) const
{
    text_answer answer{bounds_};
    text_rows rows{shape_of(m, what, hidden_, answer)};
    return read_list(session_, query_of(m, what), nullptr, bounds_, wishes, rows, hidden_);
}

std::optional<std::string> listing::with_key(const schema::model& m, const value& key, const filter& what) const
{
    auto q = query_of(m, what);
    q.add(false, false, {engine::compare{{m.primary_key}, "=", key}});
    q.orders.clear();
    text_answer answer{bounds_};
    text_rows rows{shape_of(m, what, hidden_, answer)};
    load_text(session_, q, rows, hidden_);
    if (rows.size() == 0)
        return {};
    return rows.first();
}

} // namespace ginnel::app
