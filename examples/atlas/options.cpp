#include "options.hpp"

#include <string_view>

const char* const help_text = R"(Usage: atlas [--database FILE] [--countries FILE] [--iso-codes FOLDER]

Loads the countries of the world into an SQLite database, once, and answers questions about them with Ginnel.

  --database FILE     the database; made if it is missing (default: atlas.db)
  --countries FILE    countries.json of the npm package world-countries
                      (default: where `make setup` installed it)
  --iso-codes FOLDER  the JSON files of Debian's package iso-codes
                      (default: /usr/share/iso-codes/json)
  --help              this text

Colours show on a terminal, unless NO_COLOR is set.
)";

options read_options(int count, const char* const* arguments)
{
    options read;
    for (int i = 1; i < count; ++i) {
        const std::string_view given = arguments[i];
        const std::size_t equals = given.find('=');
        const std::string name{given.substr(0, equals)};
        if (given == "--help" || given == "-h") {
            read.help = true;
            continue;
        }
        std::string* const value = name == "--database"    ? &read.database
                                   : name == "--countries" ? &read.countries
                                   : name == "--iso-codes" ? &read.iso_codes
                                                           : nullptr;
        if (value == nullptr)
            throw wrong_options{"unknown option " + std::string{given} + "; see atlas --help"};
        if (equals != std::string_view::npos)
            *value = given.substr(equals + 1);
        else if (i + 1 < count)
            *value = arguments[++i];
        else
            value->clear();
        if (value->empty())
            throw wrong_options{name + " needs a value; see atlas --help"};
    }
    return read;
}
