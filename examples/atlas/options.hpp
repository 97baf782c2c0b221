#pragma once

#include <stdexcept>
#include <string>

struct options {
    std::string database = "atlas.db";
    std::string countries; ///< the file of countries; empty: where npm installed it
    std::string iso_codes = "/usr/share/iso-codes/json";
    bool help = false;
};

/// A command line that cannot be understood; says why in one line.
struct wrong_options : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Reads the command line. Throws wrong_options.
options read_options(int count, const char* const* arguments);

extern const char* const help_text;
