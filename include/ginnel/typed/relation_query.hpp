#pragma once

#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/fwd.hpp>

namespace ginnel {

/// The query of a relation, as closures and `related(row, ...)` give it: of the target, with the tables passed at hand.
template <typename Slot>
using relation_query = query<typename detail::relation_traits<Slot>::target, Slot>;

} // namespace ginnel
