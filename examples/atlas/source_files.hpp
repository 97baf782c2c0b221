#pragma once

#include "options.hpp"

#include <boost/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

/// Data of the atlas that is missing or not as expected; says in one line which file and what to do.
struct source_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What the atlas is loaded from.
struct source_files {
    std::string countries_file;
    std::string subdivisions_file;
    boost::json::array countries;                            ///< npm: world-countries
    boost::json::array subdivisions;                         ///< ISO 3166-2
    std::unordered_map<std::string, std::string> languages;  ///< ISO 639-3: code to name
    std::unordered_map<std::string, std::string> currencies; ///< ISO 4217: code to name
};

source_error unexpected_content(const std::string& file);

/// Reads all of them. Throws source_error.
source_files read_source_files(const options& from);

/// Calls `work`, which takes values out of a file's JSON; what it does not find there is a source_error.
template <typename F>
auto taking_from(const std::string& file, F work)
{
    try {
        return work();
    } catch (const boost::system::system_error&) {
        throw unexpected_content(file);
    } catch (const std::logic_error&) {
        throw unexpected_content(file);
    }
}

/// A member that is a text.
std::string text_of(const boost::json::value& object, std::string_view name);
