#pragma once

#include "engine/query.hpp"

#include <ginnel/detail/query_core.hpp>

#include <optional>
#include <utility>

namespace ginnel::detail {

struct query_core::owned {
    engine::query query;
    std::optional<value> parent;
};

inline engine::condition test_of(decltype(engine::condition::test) test)
{
    return {std::move(test)};
}

} // namespace ginnel::detail
