#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::app {

/// What a validation asks of a property. Named as in LoopBack's validatesPresenceOf and its kin.
enum class validation_kind : std::uint8_t { presence, absence, length, numericality, inclusion, exclusion, format, uniqueness };

/// When a validation is looked at.
enum class validated_on : std::uint8_t { every_write, create, update };

/// A rule that a row must keep to be written, as the "validations", "required" and "length" of a model file say it.
struct validation {
    validation_kind kind = validation_kind::presence;
    std::string property;
    std::string message; ///< empty: the one of the kind
    validated_on when = validated_on::every_write;
    bool allow_null = false, allow_blank = false; ///< such a value passes

    std::optional<std::int64_t> min, max, is;  ///< length: in characters, or elements of a list
    std::optional<double> least, most;         ///< numericality
    bool whole = false;                        ///< numericality: an integer
    std::vector<boost::json::value> among;     ///< inclusion, exclusion
    std::string pattern;                       ///< format: a regular expression, found anywhere in the text
    bool ignore_case = false;                  ///< format, uniqueness
    std::vector<std::string> scoped_to;        ///< uniqueness: among the rows that are equal in these properties
};

} // namespace ginnel::app
