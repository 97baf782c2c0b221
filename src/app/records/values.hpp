#pragma once

#include "app/writing/row_values.hpp"

#include <ginnel/app/property.hpp>
#include <ginnel/app/record.hpp>
#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>

namespace ginnel::app {

/// What a value is wanted for, as messages say it.
enum class value_use : std::uint8_t { compared, stored };

/// Refuses a value that the column cannot hold, and gives it the form in which it is stored: integers for reals become
/// reals, texts for dates, times, uuids and decimals their canonical texts. Null is stored where the column takes it,
/// and never compared. Throws error (usage, E_VALUE_TYPE).
void fit(const schema::model& m, const schema::column& c, value& v, value_use use);

/// What a program gives a row, by columns. Throws error (usage): E_UNKNOWN_COLUMN, E_VALUE_TYPE, E_DUPLICATE_ATTRIBUTE.
row_values row_values_of(const schema::model& m, const property_values& given);

/// What a program is given of a column: moments as timestamps, whichever way the table keeps them.
field field_of(std::string name, const schema::column& c, value v);

/// For `like`: a text, of a column of texts. Throws as fit.
void fit_pattern(const schema::model& m, const schema::column& c, const value& v);

/// For sums and averages. Throws error (usage, E_VALUE_TYPE) for a column that holds no numbers.
void need_numbers(const schema::model& m, const schema::column& c);

} // namespace ginnel::app
