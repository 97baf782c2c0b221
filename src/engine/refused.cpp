#include "engine/refused.hpp"

#include <ginnel/schema/model.hpp>

#include <utility>

namespace ginnel::engine {

void name_refused(error& e, const schema::model& m, const schema::relation* r)
{
    const auto kind = e.kind();
    if (kind != error_kind::unique && kind != error_kind::foreign_key && kind != error_kind::not_null &&
        kind != error_kind::check)
        return;
    if (e.model().empty())
        std::move(e).in_model(m.name);
    if (r != nullptr && e.relation().empty())
        std::move(e).in_relation(r->name);
}

} // namespace ginnel::engine
