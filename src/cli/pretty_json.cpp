#include "cli/pretty_json.hpp"

#include <boost/json/serialize.hpp>

namespace ginnel::cli {

namespace {

namespace json = boost::json;

void append(std::string& out, const json::value& v, std::size_t depth)
{
    const bool list = v.is_array() && !v.get_array().empty();
    if (!list && !(v.is_object() && !v.get_object().empty())) {
        out += json::serialize(v);
        return;
    }
    const auto next_line = [&](std::size_t to) { out.append("\n").append(2 * to, ' '); };
    out += list ? '[' : '{';
    bool first = true;
    const auto begin = [&] {
        out += first ? "" : ",";
        first = false;
        next_line(depth + 1);
    };
    if (list)
        for (const auto& element : v.get_array()) {
            begin();
            append(out, element, depth + 1);
        }
    else
        for (const auto& member : v.get_object()) {
            begin();
            out += json::serialize(json::string{member.key()}) + ": ";
            append(out, member.value(), depth + 1);
        }
    next_line(depth);
    out += list ? ']' : '}';
}

} // namespace

std::string pretty(const json::value& v)
{
    std::string out;
    append(out, v, 0);
    return out + "\n";
}

} // namespace ginnel::cli
