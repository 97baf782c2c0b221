#pragma once

#include "engine/query.hpp"

#include <ginnel/detail/query_core.hpp>

#include <optional>

namespace ginnel::detail {

struct query_core::owned {
    engine::query query;
    std::optional<value> parent;
};

engine::aggregate_function function_of(aggregate_kind k);

} // namespace ginnel::detail
