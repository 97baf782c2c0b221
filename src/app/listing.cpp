#include "app/listing.hpp"

#include "app/question.hpp"
#include "app/text/referenced_text.hpp"
#include "app/text/text_rows.hpp"
#include "engine/load.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::app {

void check_rows(std::size_t found, std::int64_t most)
{
    if (found > static_cast<std::size_t>(most))
        throw error{error_kind::limit, "E_ANSWER_TOO_LARGE",
                    "the list has more than " + std::to_string(most) + " rows: narrow it with limit or where"}
            .spoiling(spoils::nothing);
}

std::string listing::rows(const schema::model& m, const filter& what) const
{
    auto q = query_of(m, what);
    // One more than an answer takes, to tell a list that is whole from one that was cut.
    if (!q.limit || *q.limit > bounds_.rows)
        q.limit = bounds_.rows + 1;
    text_answer answer{bounds_};
    text_rows rows{shape_of(m, what, hidden_, answer)};
    load_text(session_, q, rows, hidden_);
    check_rows(rows.size(), bounds_.rows);
    return rows.list();
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
