// What a query by name says of properties beyond values: other properties, parts of dates, the program's own SQL.
#include "app/declarations/mistakes.hpp"
#include "app/records/names.hpp"
#include "app/records/question_parts.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "value/epoch.hpp"

#include <ginnel/value/describe.hpp>

#include <utility>

namespace ginnel {

namespace {

using app::joined_by;
using app::refuse;

/// like compares with a pattern, of which these have none.
std::string order_operator(const engine::query& q, std::string_view op)
{
    auto by = app::operator_named(*q.model, op);
    if (by == "like" || by == "not like")
        refuse(q, "E_UNKNOWN_OPERATOR", "these are compared by =, <>, <, <=, > or >=, not by " + by);
    return by;
}

bool is_number(column_type t) noexcept
{
    return t == column_type::int16 || t == column_type::int32 || t == column_type::int64 || t == column_type::real;
}

} // namespace

record_query& record_query::columns(joint how, std::string_view left, std::string_view op, std::string_view right)
{
    auto& q = *state_->query;
    auto by = order_operator(q, op);
    const auto a = app::property_in(q, left), b = app::property_in(q, right);
    const auto at = a.column->type, bt = b.column->type;
    if (at != bt && !comparable(at, bt) && !(is_number(at) && is_number(bt)))
        refuse(q, "E_VALUE_TYPE",
               app::in_quotes(left) + " holds " + describe_expected(at, false) + ", and is compared with " +
                   app::in_quotes(right) + ", which holds " + describe_expected(bt, false));
    const auto [either, negated] = joined_by(how);
    q.add(either, negated, {engine::compare{a, std::move(by), b}});
    return *this;
}

record_query& record_query::raw(joint how, std::string_view sql, const std::vector<value>& values)
{
    const auto [either, negated] = joined_by(how);
    state_->query->add(either, negated, {engine::raw_condition{std::string{sql}, values}});
    return *this;
}

record_query& record_query::part_of(joint how, time_part part, std::string_view property, std::string_view op, value v)
{
    static_assert(static_cast<int>(sql::time_part::day) == static_cast<int>(time_part::day));
    auto& q = *state_->query;
    auto by = order_operator(q, op);
    const auto what = app::property_in(q, property);
    const auto type = what.column->type;
    const bool of_day = part == time_part::time;
    const auto holds = of_day ? column_type::time : column_type::date;
    if (type != holds && !is_moment(type))
        refuse(q, "E_VALUE_TYPE",
               app::in_quotes(property) + " holds " + describe_expected(type, false) + ", which has no " +
                   (of_day ? "time of day" : "date") + " to compare");
    schema::column as = *what.column;
    as.type = of_day || part == time_part::date ? holds : column_type::int64;
    app::fit(app::model_at(q, what), as, v, app::value_use::compared);
    if (of_day && v.text().find('.') != std::string::npos)
        refuse(q, "E_VALUE_RANGE",
               "where_time compares whole seconds, and is given " + v.text() +
                   ": leave the fraction out, or compare the whole property");
    const auto [either, negated] = joined_by(how);
    q.add(either, negated, {engine::part_test{what, static_cast<sql::time_part>(part), std::move(by), std::move(v)}});
    return *this;
}

} // namespace ginnel
