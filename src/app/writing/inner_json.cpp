#include "app/writing/inner_json.hpp"

#include "app/json_view.hpp"

#include <ginnel/value/json.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace ginnel::app {

std::string inner_json(std::string_view stored)
{
    if (stored.starts_with('"')) {
        boost::system::error_code wrong;
        const auto v = boost::json::parse(stored, wrong);
        if (!wrong && v.is_string() && json::valid(view(v.get_string())))
            return std::string{view(v.get_string())};
    }
    return std::string{stored};
}

std::string stored_json(const boost::json::value& v)
{
    auto text = boost::json::serialize(v);
    if (v.is_string() && json::valid(view(v.get_string())))
        text = boost::json::serialize(boost::json::value(text));
    return text;
}

} // namespace ginnel::app
