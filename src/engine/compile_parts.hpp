#pragma once

#include "engine/environment.hpp"
#include "engine/layout.hpp"
#include "engine/outputs.hpp"
#include "engine/query.hpp"
#include "engine/select_builder.hpp"
#include "engine/slice.hpp"

#include <cstdint>
#include <string>
#include <vector>

// What the functions of compile.hpp have in common.

namespace ginnel::engine {

sql::expr bound_number(std::int64_t n);
/// "value" or "ordinal" of the keys in a set that stands in the statement under a name.
sql::expr k_column(const std::string& keys, const char* name);

/// from and where of a query's own rows. A relation's query: its parent's key is slot 0.
void restrict(select_builder& b, sql::select& into, const query& q, const scope& s);

/// `shows_added`: whether the statement selects the query's added columns under their names.
std::vector<sql::ordering> ordered(select_builder& b, const std::vector<order_by>& by, const query& q, const scope& s,
                                   bool shows_added);
/// The order by which a limit chooses rows of one parent, made total.
std::vector<sql::ordering> chosen_by(select_builder& b, const slice& p, const query& q, const scope& s);
/// The order in which these are shown, made total.
std::vector<sql::ordering> shown_by(select_builder& b, const slice& p, const query& q, const scope& s);

/// order, limit and offset of a query's own rows. `shows_added`: as above.
slice order_and_limit(select_builder& b, sql::select& into, const query& q, const scope& s, bool shows_added);
/// Rows that one order has chosen, in the order in which they are shown: the choice becomes a source whose columns have
/// numbers for names.
sql::select as_shown(select_builder& b, sql::select&& rows, const slice& p, const query& q, const scope& s);

/// Throws error (usage, E_FOR_UPDATE), with the reason.
[[noreturn]] void throw_lock(const query& q, const char* why);
/// For what reads no rows of the model: a lock that is not taken must not look as if it were.
void check_unlocked(const query& q);

compiled finish(const environment& db, sql::select&& statement, outputs&& out);

} // namespace ginnel::engine
