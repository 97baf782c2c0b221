#pragma once

#include "app/writing/invalid_row.hpp"

#include <ginnel/schema/column.hpp>
#include <ginnel/value/value.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

/// What a member of a body stores in this column; nothing if the column cannot hold it. As in LoopBack, a number
/// becomes the text of its digits, and a text that reads as a number, a boolean or a date stands for it; what LoopBack
/// would store as another value than was sent (a text for a number as nothing, any text for a boolean as true, an
/// object for a text as "[object Object]") is refused.
std::optional<value> given_value(const schema::column& c, const boost::json::value& given);

/// The rule that a value breaks for which `given_value` has nothing.
broken_rule wrong_type(const schema::column& c, const boost::json::value& given);

/// A value for the message of a broken rule, cut.
std::string shown_in_rule(const boost::json::value& given);
/// The same of a property; empty if it is hidden, and its values in messages with it.
std::string shown_in_rule(const schema::column& c, const boost::json::value& given);

} // namespace ginnel::app
