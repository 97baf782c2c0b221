#pragma once

#include "json_values.hpp"

#include <ginnel/error.hpp>

#include <exception>
#include <string>
#include <utility>

namespace replay {

/// The scenario needs what is not built yet; it is left out as a whole.
struct not_built {
    std::string reason;
};

/// A refusal that the replayer states itself, for rules of Lucid's calls that have no call of their own in the engine.
struct refused {
    std::string kind; ///< as a record names it
    std::string message;
};

/// The `error` member of a record: {kind, code, message}. What is no error of the engine, of the replayer or of the
/// standard library is thrown on.
json::object error_record(const std::exception_ptr& failure);

/// The kind by which records name an error of the library.
std::string kind_of(const ginnel::error& e);

} // namespace replay
