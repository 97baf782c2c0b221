#include "rest/answers/shown.hpp"

#include "value/json_writer.hpp"

namespace ginnel::rest {

std::string shown(std::string_view text)
{
    std::string out;
    append_json_string(out, text.substr(0, 64));
    return out;
}

} // namespace ginnel::rest
