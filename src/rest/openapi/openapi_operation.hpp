#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ginnel::rest {

/// One operation of the document under way: what it is called, takes and answers.
class openapi_operation {
public:
    /// `tag`: the model's name; `id`: LoopBack's name of the method, unique in the document.
    openapi_operation(std::string_view tag, std::string id, std::string summary);

    /// Names in the path: "id", "fk".
    openapi_operation& path_parameters(const std::vector<std::string_view>& names);
    /// A parameter of the query whose value is JSON text.
    openapi_operation& query(std::string_view name, boost::json::object schema, bool required = false);
    /// What a list takes beside its filter: the parameter of pages, and the header that asks for a total.
    openapi_operation& pages();
    openapi_operation& body(boost::json::object schema, bool required = true);
    openapi_operation& answers(boost::json::object schema, std::string_view what = "The answer");
    /// A status without a body.
    openapi_operation& answers_nothing(std::string_view status, std::string_view what);
    /// Statuses of refusals that it has beside 400.
    openapi_operation& refuses(const std::vector<std::string_view>& statuses);

    std::string_view id() const;
    boost::json::object take() { return std::move(operation_); }

private:
    boost::json::object& response(std::string_view status, std::string_view what);
    boost::json::array& parameters();

    boost::json::object operation_;
};

} // namespace ginnel::rest
