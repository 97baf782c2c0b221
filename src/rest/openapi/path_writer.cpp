#include "rest/openapi/path_writer.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <utility>

namespace ginnel::rest {

namespace json = boost::json;

void path_writer::add(std::string_view verb, std::string_view path, openapi_operation o)
{
    if (is_switched_off(o))
        return;
    auto& at = paths_[root_ + std::string{path}];
    if (!at.is_object())
        at.emplace_object();
    at.as_object()[verb] = o.take();
}

openapi_operation path_writer::on_model(std::string_view method, std::string summary) const
{
    return {model_.name, model_.name + '.' + std::string{method}, std::move(summary)};
}

openapi_operation path_writer::on_row(std::string_view method, std::string summary) const
{
    openapi_operation o{model_.name, model_.name + ".prototype." + std::string{method}, std::move(summary)};
    o.path_parameters({"id"}).refuses({"404"});
    return o;
}

/// Two routes of one method have ids of their own.
bool path_writer::is_switched_off(const openapi_operation& o) const
{
    const auto method = o.id().substr(model_.name.size() + 1);
    if (constexpr std::string_view related = "prototype.__"; method.starts_with(related)) {
        const auto end = method.find("__", related.size());
        return !rules_.methods.shares(method.substr(related.size(), end - related.size()), method.substr(end + 2));
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> second{
        {{"postReplaceOrCreate", "replaceOrCreate"}, {"postReplaceById", "replaceById"}, {"headExists", "exists"}}};
    for (const auto& [id, of] : second)
        if (id == method)
            return !rules_.methods.shares(of);
    return !rules_.methods.shares(method);
}

json::object one_or_many(const std::string& name)
{
    return {{"anyOf", json::array{schema_reference(name), list_of(name)}}};
}

json::object where_schema()
{
    return {{"type", "object"}, {"examples", json::array{json::object{}}}};
}

json::object filter_of(const schema::model& m)
{
    return schema_reference(m.name + "Filter");
}

} // namespace ginnel::rest
