#pragma once

#include "app/application.hpp"
#include "rest/openapi/openapi_operation.hpp"
#include "rest/openapi/openapi_schemas.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

/// Writes the operations of one model and its relations among the paths of the document.
class path_writer {
public:
    /// All must outlive it.
    path_writer(boost::json::object& paths, const app::endpoint& e, const app::model_rules& rules)
        : paths_{paths}, model_{*e.model}, rules_{rules}, root_{"/" + e.path}
    {
    }

    /// At a path below the model's. Methods that the model's file does not share have no route, and are left out.
    void add(std::string_view verb, std::string_view path, openapi_operation o);

    openapi_operation on_model(std::string_view method, std::string summary) const;
    /// Of the row with the id that the path names.
    openapi_operation on_row(std::string_view method, std::string summary) const;
    std::string name(row_use use) const { return schema_name(model_.name, use); }

private:
    bool is_switched_off(const openapi_operation& o) const;

    boost::json::object& paths_;
    const schema::model& model_;
    const app::model_rules& rules_;
    std::string root_;
};

/// A row of this schema, or a list of them.
boost::json::object one_or_many(const std::string& name);
/// What the parameter "where" is.
boost::json::object where_schema();
/// What the parameter "filter" is.
boost::json::object filter_of(const schema::model& m);

} // namespace ginnel::rest
