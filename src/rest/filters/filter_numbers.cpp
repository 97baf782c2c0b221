#include "rest/filters/filter_numbers.hpp"

#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

std::optional<double> number_in(const json::value& said)
{
    if (said.is_number())
        return said.to_number<double>();
    if (said.is_bool())
        return said.get_bool() ? 1.0 : 0.0;
    if (said.is_array() && said.get_array().size() == 1 && !said.get_array().front().is_array())
        return number_in(said.get_array().front());
    if (!said.is_string())
        return {};
    const auto& s = said.get_string();
    double d = 0;
    const auto [end, problem] = std::from_chars(s.data(), s.data() + s.size(), d);
    if (problem != std::errc{} || end != s.data() + s.size() || s.empty())
        return {};
    return d;
}

} // namespace

std::optional<std::int64_t> count_in(const json::value& said, const std::string& at)
{
    if (said.is_null())
        return {};
    if (said.is_int64() && said.get_int64() >= 0)
        return said.get_int64();
    const auto n = number_in(said);
    if (!n || *n < 0 || *n != std::floor(*n) || *n >= 9223372036854775808.0)
        throw refusal{400, at + ": write a whole number from 0 on"};
    return static_cast<std::int64_t>(*n);
}

bool truth_in(const json::value& said, const std::string& at)
{
    if (said.is_bool())
        return said.get_bool();
    if (said.is_string()) { // brackets hold texts
        const auto text = app::view(said.get_string());
        if (text == "true" || text == "1")
            return true;
        if (text == "false" || text == "0")
            return false;
    }
    throw refusal{400, at + ": write true or false"};
}

bool wants_through(const subject& m, const json::value& said, const std::string& at)
{
    if (!truth_in(said, at))
        return false;
    if (!m.via || !m.via->through)
        throw refusal{400, at + ": " + (m.via ? "relation \"" + m.via->name + "\" has no through model" : "only a relation's rows have a through row beside them")};
    return true;
}

} // namespace ginnel::rest
