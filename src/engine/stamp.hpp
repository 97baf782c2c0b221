#pragma once

#include "engine/environment.hpp"

#include <ginnel/schema/column.hpp>
#include <ginnel/value/value.hpp>

namespace ginnel::engine {

/// The time now as this column stores it, in whole seconds as the timestamps of links are; of a column of dates, the
/// day.
value stamp(const environment& e, const schema::column& c);

} // namespace ginnel::engine
