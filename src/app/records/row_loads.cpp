// Loading into records that exist.
#include "app/records/state.hpp"
#include "engine/load.hpp"
#include "engine/row_gaps.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel {

namespace {

enum class gaps { replace, fill };

const schema::model& model_of(const std::vector<void*>& objects)
{
    const auto& m = static_cast<engine::record*>(objects.front())->model();
    for (const void* object : objects)
        if (const auto& other = static_cast<const engine::record*>(object)->model(); &other != &m)
            throw error{error_kind::usage, "E_RELATION_KIND",
                        "rows of one model are loaded into at a time, and these are of " + m.name + " and " +
                            other.name}
                .in_model(m.name)
                .spoiling(spoils::nothing);
    return m;
}

void load_into(detail::application_state& app, gaps which, const std::vector<record>& rows, const record_closure& what)
{
    std::vector<void*> objects;
    for (const auto& row : rows)
        objects.push_back(&detail::record_access::of(row));
    std::sort(objects.begin(), objects.end());
    objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
    if (objects.empty())
        return;
    const auto& m = model_of(objects);
    engine::query q{m};
    auto part = detail::record_query_access::part(app, q);
    what(part);
    if (which == gaps::replace)
        engine::load_into(app.session, m, objects, q.preloads);
    else
        engine::load_missing(app.session, m, objects, q.preloads);
}

record_closure path_of(std::string_view path, const record_closure& closure)
{
    return [path, &closure](record_query& q) { q.preload(path, closure); };
}

} // namespace

void application::load(const std::vector<record>& rows, std::string_view path, const record_closure& closure) const
{
    load_into(*state_, gaps::replace, rows, path_of(path, closure));
}
void application::load(const record& row, std::string_view path, const record_closure& closure) const
{
    load_into(*state_, gaps::replace, {row}, path_of(path, closure));
}
void application::load(const std::vector<record>& rows, const record_closure& what) const
{
    load_into(*state_, gaps::replace, rows, what);
}
void application::load(const record& row, const record_closure& what) const
{
    load_into(*state_, gaps::replace, {row}, what);
}
void application::load_missing(const std::vector<record>& rows, std::string_view path,
                               const record_closure& closure) const
{
    load_into(*state_, gaps::fill, rows, path_of(path, closure));
}
void application::load_missing(const record& row, std::string_view path, const record_closure& closure) const
{
    load_into(*state_, gaps::fill, {row}, path_of(path, closure));
}
void application::load_missing(const std::vector<record>& rows, const record_closure& what) const
{
    load_into(*state_, gaps::fill, rows, what);
}
void application::load_missing(const record& row, const record_closure& what) const
{
    load_into(*state_, gaps::fill, {row}, what);
}

} // namespace ginnel
