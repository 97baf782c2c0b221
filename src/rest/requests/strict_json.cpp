#include "rest/requests/strict_json.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "value/json_reader.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <set>
#include <system_error>

namespace ginnel::rest {

namespace {

using detail::json_reader;

struct walk {
    std::string_view what;
    const nesting& may;
    json_reader in;

    void value(std::size_t depth)
    {
        if (depth > may.deepest)
            throw refusal{400, std::string{what} + " is nested more than " + std::to_string(may.deepest) + may.deep,
                          "QUERY_OBJECT_TOO_DEEP"};
        switch (in.next()) {
        case json_reader::kind::list:
            in.enter();
            while (in.element())
                value(depth + 1);
            return;
        case json_reader::kind::object:
            return object(depth);
        case json_reader::kind::number:
            return number(in.number());
        default:
            in.raw();
        }
    }

    void number(std::string_view text)
    {
        double d = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), d);
        // What is too near to 0 is out of its range as well, and is 0.
        if (problem == std::errc::result_out_of_range && std::isinf(std::strtod(std::string{text}.c_str(), nullptr)))
            throw refusal{400, std::string{what} + " holds a number that is too large: " + shown(text)};
    }

    void object(std::size_t depth)
    {
        std::set<std::string> names;
        std::string name;
        in.enter();
        while (in.member(name)) {
            if (!names.insert(name).second)
                throw refusal{400,
                              std::string{what} + " says " + shown(name) + " twice in one object: leave one of them"};
            value(depth + 1);
        }
    }
};

} // namespace

void check_strict(std::string_view json, std::string_view what, const nesting& may)
{
    walk{what, may, json_reader{json}}.value(0);
}

} // namespace ginnel::rest
