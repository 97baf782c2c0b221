#include "rest/answers/refusal.hpp"
#include "rest/routes/model_call.hpp"

namespace ginnel::rest {

answer find(const model_call& c)
{
    return c.listed(c.filter());
}

answer find_one(const model_call& c)
{
    auto what = c.filter();
    what.limit = 1;
    auto rows = c.application.find(c.model, what, c.bounds());
    if (rows == "[]")
        throw refusal{404, "Unknown \"" + c.model.name + "\" id \"undefined\".", "MODEL_NOT_FOUND"};
    return {200, rows.substr(1, rows.size() - 2)};
}

answer find_by_id(const model_call& c)
{
    const auto what = c.filter();
    if (!what.where.empty() || !what.orders.empty() || what.limit || what.skip)
        throw refusal{400,
                      "filter: the row is named by its id, so only \"include\" and \"fields\" stand in its filter"};
    if (const auto key = c.id())
        if (auto row = c.application.find_by_id(c.model, *key, what, c.bounds()))
            return {200, std::move(*row)};
    unknown_id(c.model, c.id_text());
}

answer exists(const model_call& c)
{
    const auto key = c.id();
    return {200, key && c.rows.exists(*key) ? "{\"exists\":true}" : "{\"exists\":false}"};
}

answer head(const model_call& c)
{
    const auto key = c.id();
    if (key && c.rows.exists(*key))
        return {200, {}};
    unknown_id(c.model, c.id_text());
}

answer count(const model_call& c)
{
    return counted(c.rows.count(c.where().value_or(app::condition{})));
}

} // namespace ginnel::rest
