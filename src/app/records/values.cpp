#include "app/records/values.hpp"

#include "app/declarations/mistakes.hpp"
#include "app/records/names.hpp"
#include "value/epoch.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/chrono.hpp>
#include <ginnel/value/decimal.hpp>
#include <ginnel/value/describe.hpp>
#include <ginnel/value/json.hpp>
#include <ginnel/value/uuid.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

template <typename T>
bool take(value& v)
{
    T read{};
    if (!column_traits<T>::load(v.view(), read))
        return false;
    v = column_traits<T>::store(read);
    return true;
}

bool take(column_type type, value& v)
{
    const auto k = v.type();
    switch (type) {
    case column_type::boolean:
        return k == kind::boolean;
    case column_type::int16:
        return take<std::int16_t>(v);
    case column_type::int32:
        return take<std::int32_t>(v);
    case column_type::int64:
        return k == kind::integer;
    case column_type::real:
        return (k == kind::real || k == kind::integer) && take<double>(v);
    case column_type::text:
        return k == kind::text;
    case column_type::blob:
        return k == kind::blob;
    case column_type::date:
        return k == kind::text && take<std::chrono::year_month_day>(v);
    case column_type::time:
        return k == kind::text && take<time_of_day>(v);
    case column_type::timestamp:
        return k == kind::text && take<std::chrono::sys_time<std::chrono::microseconds>>(v);
    case column_type::uuid:
        return k == kind::text && take<uuid>(v);
    case column_type::decimal:
        return k == kind::text && take<decimal>(v);
    case column_type::json:
        return k == kind::text && json::valid(v.text());
    case column_type::epoch_ms:
        v = moment_as(type, v);
        return v.type() == kind::integer;
    }
    return false;
}

[[noreturn]] void refuse(const schema::model& m, const schema::column& c, const std::string& text)
{
    throw error{error_kind::usage, "E_VALUE_TYPE",
                m.name + '.' + c.name + " holds " + describe_expected(c.type, false) + text}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

} // namespace

void fit(const schema::model& m, const schema::column& c, value& v, value_use use)
{
    if (v.is_null()) {
        if (use == value_use::compared)
            refuse(m, c,
                   ", and nothing equals null: write where_null(" + in_quotes(c.name) + ") or where_not_null(" +
                       in_quotes(c.name) + ")");
        if (!c.nullable && !c.generated)
            refuse(m, c, " and takes no null");
        return;
    }
    if (!take(c.type, v))
        refuse(m, c,
               std::string{use == value_use::compared ? ", and is compared with " : ", and is given "} +
                   describe_found(v.view()));
}

row_values row_values_of(const schema::model& m, const property_values& given)
{
    row_values out;
    for (const auto& one : given) {
        const auto& c = property_of(m, one.name);
        if (std::any_of(out.begin(), out.end(), [&](const auto& known) { return known.first == &c; }))
            throw error{error_kind::usage, "E_DUPLICATE_ATTRIBUTE",
                        m.name + '.' + c.name + " is given twice: leave one out"}
                .in_model(m.name)
                .spoiling(spoils::nothing);
        value v = one.value;
        fit(m, c, v, value_use::stored);
        out.emplace_back(&c, std::move(v));
    }
    return out;
}

field field_of(std::string name, const schema::column& c, value v)
{
    return {std::move(name), c.type == column_type::epoch_ms ? moment_as(column_type::timestamp, v) : std::move(v)};
}

void fit_pattern(const schema::model& m, const schema::column& c, const value& v)
{
    if (c.type != column_type::text)
        refuse(m, c, ", and like compares texts: write =, <, <=, > or >=");
    if (v.type() != kind::text)
        refuse(m, c, ", and like takes a pattern such as \"A%\", not " + describe_found(v.view()));
}

void need_numbers(const schema::model& m, const schema::column& c)
{
    switch (c.type) {
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
    case column_type::real:
    case column_type::decimal:
        return;
    default:
        refuse(m, c, ", and only numbers have a sum and an average");
    }
}

} // namespace ginnel::app
