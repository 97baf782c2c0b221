#include "engine/links.hpp"

#include <ginnel/typed/pivot_query.hpp>

#include <utility>

namespace ginnel {

pivot_query::pivot_query(const detail::link_core& links)
    : links_{links},
      rows_{std::make_shared<const schema::model>(engine::link_rows_model(links.relation()))},
      core_{&links_.session(), *rows_}
{
}

pivot_query& pivot_query::add(std::string_view column, const char* op, value v)
{
    core_.where({}, {detail::column_ref::by::name, {}, column}, op, std::move(v));
    return *this;
}

pivot_query& pivot_query::where_in(std::string_view column, const related_keys& values)
{
    core_.where_in({}, {detail::column_ref::by::name, {}, column}, values.list());
    return *this;
}

pivot_query& pivot_query::where_null(std::string_view column)
{
    core_.where_null({}, {detail::column_ref::by::name, {}, column});
    return *this;
}

std::int64_t pivot_query::count() const
{
    return engine::count_link_rows(links_.session(), links_.relation(), links_.parent(), core_.get());
}

std::int64_t pivot_query::update(const std::vector<attribute>& values) const
{
    std::vector<std::pair<std::string, value>> set;
    for (const attribute& a : values)
        set.emplace_back(a.name, a.content);
    return engine::update_link_rows(links_.session(), links_.relation(), links_.parent(), core_.get(), set);
}

std::int64_t pivot_query::remove() const
{
    return engine::remove_link_rows(links_.session(), links_.relation(), links_.parent(), core_.get());
}

} // namespace ginnel
