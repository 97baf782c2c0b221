#pragma once

#include "rest/requests/limits.hpp"
#include "rest/requests/target.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace ginnel::rest {

/// What a parameter says that is an object, in either of LoopBack's spellings: `where={"age": {"gt": 45}}`, or
/// `where[age][gt]=45`, in which all values are texts. Nothing if it is not given, empty or null.
///
/// Throws `refusal` (400): a text that is no object, broken JSON, both spellings at once, brackets that are not closed, nested too deep
/// or numbered past the bounds. LoopBack silently gives an other shape to brackets more than five deep, and to lists of more than 20.
std::optional<boost::json::value> object_parameter(const target& t, std::string_view name, const limits& bounds);
/// The same of one text of JSON.
std::optional<boost::json::value> object_in(std::string_view text, std::string_view name);

/// Whether the parameter `given` is the one of this name or a part of it in brackets: "filter", "filter[where]".
bool names_parameter(std::string_view given, std::string_view name) noexcept;

} // namespace ginnel::rest
