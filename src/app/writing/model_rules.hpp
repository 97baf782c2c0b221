#pragma once

#include "app/writing/shared_methods.hpp"
#include "app/writing/validation.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

struct embedded_relation;

/// What becomes of members of a body that name no property. LoopBack: "strict": false, "filter", and true or
/// "validate".
enum class unknown_members : std::uint8_t { echoed, dropped, refused };

/// What a row is given on create for a property that was not sent.
struct default_value {
    enum class source : std::uint8_t { fixed, uuid1, uuid4, now, short_id };

    source from = source::fixed;
    boost::json::value fixed; ///< as a body would say it
};

/// What a model file says of how rows are written and which methods have routes; of the table it says nothing.
struct model_rules {
    unknown_members unknown = unknown_members::echoed;
    bool forces_id = true;               ///< a body that names the id on create is refused
    bool replaces_on_put = true;         ///< PUT /:id replaces the row; else it changes what is sent
    bool strict_delete = false;          ///< DELETE /:id of no row is 404
    bool validates_upsert = true;        ///< PATCH / and PUT / are validated
    bool validates_update = true;        ///< PATCH /:id is validated
    std::vector<validation> validations; ///< those of "required" and "length" first, in the order of the properties
    std::map<std::string, default_value, std::less<>> defaults; ///< by property

    std::vector<const embedded_relation*> embedded; ///< what columns of JSON hold, each with its own rules

    /// What a row gets on create whatever the body says: the values that the "scope" asks for, as a body would say
    /// them.
    boost::json::object scope_values;

    shared_methods methods; ///< which have routes
};

} // namespace ginnel::app
