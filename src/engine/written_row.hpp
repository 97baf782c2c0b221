#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <string>

namespace ginnel::engine {

/// The key by which the row of an object is written. Throws error usage: E_NO_PRIMARY_KEY, E_NOT_PERSISTED (a generated
/// key that is 0, or none).
value key_of_row(const schema::model& m, const void* object);
/// Throws error usage, E_NO_PRIMARY_KEY.
void need_primary_key(const schema::model& m);
/// Throws error usage, E_NO_SOFT_DELETE.
void need_soft_delete(const schema::model& m);

} // namespace ginnel::engine
