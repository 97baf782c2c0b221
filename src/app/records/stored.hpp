#pragma once

#include "app/records/state.hpp"

#include <utility>
#include <vector>

namespace ginnel::app {

/// The handle of a row that was just written.
inline record as_stored(detail::application_state& app, engine::record row)
{
    row.persisted = true;
    row.settle();
    return detail::record_access::make(app, std::move(row));
}

inline std::vector<record> as_stored(detail::application_state& app, std::vector<engine::record> rows)
{
    for (auto& row : rows) {
        row.persisted = true;
        row.settle();
    }
    return detail::record_access::list(app, std::make_shared<std::vector<engine::record>>(std::move(rows)));
}

} // namespace ginnel::app
