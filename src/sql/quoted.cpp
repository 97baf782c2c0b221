#include "sql/quoted.hpp"

namespace ginnel::sql {

std::string quoted(std::string_view text, char mark)
{
    std::string out;
    out.reserve(text.size() + 2);
    out += mark;
    for (const char c : text) {
        if (c == mark)
            out += mark;
        out += c;
    }
    out += mark;
    return out;
}

} // namespace ginnel::sql
