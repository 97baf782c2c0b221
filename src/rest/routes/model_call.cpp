#include "rest/routes/model_call.hpp"

#include "app/questions/json_value.hpp"
#include "rest/answers/list_answer.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_parser.hpp"
#include "rest/requests/body.hpp"
#include "rest/requests/query_value.hpp"

namespace ginnel::rest {

app::filter model_call::filter() const
{
    return parse_filter({model, bounds_, application.withheld(), nullptr, &application}, request_.said);
}

std::optional<app::condition> model_call::where() const
{
    const auto said = object_parameter(request_.said, "where", bounds_);
    if (!said)
        return {};
    return parse_where({model, bounds_, application.withheld(), nullptr, &application}, *said);
}

answer model_call::listed(const app::filter& what) const
{
    return list_answer(request_.sent, application.list(model, what, wishes_of(request_.sent, request_.said), bounds()));
}

std::optional<value> model_call::id() const
{
    return app::value_for(*model.primary_key, std::string_view{*id_});
}

model_call::sent_rows model_call::sent() const
{
    const auto body = read_body(request_.sent, bounds_);
    sent_rows out;
    if (!body || body->is_null()) {
        out.rows.emplace_back();
    } else if (body->is_object()) {
        out.rows.push_back(read_row(model, rules, body->get_object()));
    } else {
        out.list = true;
        for (const auto& one : body->get_array()) {
            if (!one.is_object())
                throw refusal{400, "Value is not an object. Each element of the body's list is to be an object: "
                                   "[{\"name\": \"value\"}]"};
            out.rows.push_back(read_row(model, rules, one.get_object()));
        }
    }
    return out;
}

sent_row model_call::one_sent() const
{
    auto all = sent();
    if (all.list)
        throw refusal{400, "Value is not an object. The body is to be one object, and is a list"};
    return std::move(all.rows.front());
}

void unknown_id(const schema::model& m, std::string_view id)
{
    throw refusal{404, "Unknown \"" + m.name + "\" id " + shown(id) + ".", "MODEL_NOT_FOUND"};
}

} // namespace ginnel::rest
