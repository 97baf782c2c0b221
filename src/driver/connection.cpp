#include "driver/connection.hpp"

#include <ginnel/error.hpp>

namespace ginnel::driver {

std::unique_ptr<walk> connection::open_walk(std::string_view text, std::span<const argument>)
{
    throw error{error_kind::unsupported, "E_NO_WALK",
                "this database's driver keeps no statement open beside others, as a stream does: walk by keys, with chunk"}
        .at_sql(std::string{text})
        .spoiling(spoils::nothing);
}

outcome execute(connection& c, std::string_view text, std::span<const argument> arguments)
{
    c.send(text, arguments);
    while (c.fetch()) {
    }
    return c.finish();
}

} // namespace ginnel::driver
