#pragma once

#include "engine/environment.hpp"
#include "engine/link_table.hpp"
#include "engine/write.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

using changed_columns = std::vector<std::pair<const schema::column*, value>>;

/// One of the links asked for.
struct wanted_link {
    value key;
    changed_columns attributes;
};

/// A link as the table holds it; adds the columns that it names to `named`. Throws error: (usage, E_NULL_KEY), (usage,
/// E_CONDITION_ATTRIBUTE) for a value that a declared condition excludes, and what link_table::attribute and check
/// throw.
wanted_link wanted_of(const link_table& table, const link& given, std::vector<const schema::column*>& named);
/// What a link is to hold that its stored values of `named` do not.
changed_columns differing(const wanted_link& link, const std::vector<const schema::column*>& named,
                          const std::vector<value>& stored);
/// One order of keys for all callers: two that lock the same rows then wait for each other instead of deadlocking.
bool key_before(const value& a, const value& b);
/// The value of a link's timestamp now.
value link_timestamp(const environment& e);
/// Changes as text, equal exactly for equal ones: links that change in the same way change in one statement.
std::string shape_of(const changed_columns& columns);

} // namespace ginnel::engine
