#pragma once

#include "engine/query.hpp"

#include <ginnel/detail/query_core.hpp>

namespace ginnel::detail {

/// What SQL calls the aggregate.
engine::aggregate_function function_of(aggregate_kind k) noexcept;

} // namespace ginnel::detail
