#include "json_values.hpp"

namespace replay {

ginnel::value to_value(const json::value& v)
{
    switch (v.kind()) {
    case json::kind::null:
        return {};
    case json::kind::bool_:
        return std::int64_t{v.get_bool() ? 1 : 0};
    case json::kind::int64:
        return std::int64_t{v.get_int64()};
    case json::kind::uint64:
        return static_cast<double>(v.get_uint64()); // past 63 bits: as JavaScript's number
    case json::kind::double_:
        return v.get_double();
    case json::kind::string:
        return text_of(v);
    case json::kind::array:
    case json::kind::object:
        break;
    }
    return json::serialize(v);
}

json::value to_json_value(const ginnel::cell& c)
{
    switch (c.type) {
    case ginnel::kind::null:
        return nullptr;
    case ginnel::kind::boolean:
        return c.integer != 0;
    case ginnel::kind::integer:
        return c.integer;
    case ginnel::kind::real:
        return c.real;
    case ginnel::kind::text:
    case ginnel::kind::blob:
        return json::string{c.text};
    }
    return nullptr;
}

json::value to_json_value(const ginnel::value& v)
{
    return to_json_value(v.view());
}

std::string text_of(const json::value& v)
{
    const auto& s = v.as_string();
    return {s.data(), s.size()};
}

std::string text_at(const json::object& o, std::string_view name)
{
    const auto* v = o.if_contains(name);
    return v != nullptr && v->is_string() ? text_of(*v) : std::string{};
}

const json::array& list_at(const json::object& o, std::string_view name)
{
    static const json::array none;
    const auto* v = o.if_contains(name);
    return v != nullptr && v->is_array() ? v->get_array() : none;
}

bool flag_at(const json::object& o, std::string_view name, bool otherwise)
{
    const auto* v = o.if_contains(name);
    return v != nullptr && v->is_bool() ? v->get_bool() : otherwise;
}

} // namespace replay
