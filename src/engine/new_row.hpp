#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>

namespace ginnel::engine {

// What an object says of the row that is made of it.

/// A record that was given no value for a column leaves it to the database; other objects give all.
bool is_given(const schema::model& m, const void* object, std::size_t column);
/// Whether the database's own default is wanted: its column holds nothing, or what a field holds that nobody set.
bool left_to_database(const schema::model& m, const schema::column& c, const void* object);
/// The time of creation: that which the program gives, of a row that comes from elsewhere, else `now`.
value time_of_creation(const schema::model& m, const void* object, const value& now);

} // namespace ginnel::engine
