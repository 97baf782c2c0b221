#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/member_checks.hpp>

#include <string>
#include <vector>

namespace ginnel {

namespace detail {
std::vector<std::string> changed_columns(const schema::model& m, const void* row);
} // namespace detail

/// The columns that `save` would write of a row, by the names of their members: those that differ from what the
/// database gave; all of a row that was never stored. No statement. Throws error (usage, E_CHANGES_NOT_TRACKED) where
/// `describe` of the model does not say `track_changes()`.
template <typename T>
std::vector<std::string> changed_columns(const T& row)
{
    return detail::changed_columns(detail::schema_of<T>(), &row);
}

} // namespace ginnel
