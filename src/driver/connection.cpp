#include "driver/connection.hpp"

namespace ginnel::driver {

outcome execute(connection& c, std::string_view text, std::span<const argument> arguments)
{
    c.send(text, arguments);
    while (c.fetch()) {
    }
    return c.finish();
}

} // namespace ginnel::driver
