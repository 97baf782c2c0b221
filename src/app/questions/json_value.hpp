#pragma once

#include <ginnel/schema/column.hpp>
#include <ginnel/value/value.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

/// What a client's JSON value means for this column; nothing if it fits none of the column's values. As in LoopBack, a text that
/// reads as a number, a boolean or a date stands for it, and a number in a text column for its digits; null is the null.
std::optional<value> value_for(const schema::column& c, const boost::json::value& given);
/// The same for a text of the URL.
std::optional<value> value_for(const schema::column& c, std::string_view given);

/// What the column takes, for messages: "a number", "a date such as 2014-06-01T08:30:00.000Z".
std::string_view taken_by(const schema::column& c) noexcept;

} // namespace ginnel::app
