#include "rest/filter_fields.hpp"

#include "rest/filter_names.hpp"
#include "rest/refusal.hpp"

#include <algorithm>
#include <string_view>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

constexpr std::size_t most_orders = 16;
constexpr std::string_view blank = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

bool is_word(std::string_view given, std::string_view upper)
{
    return std::equal(given.begin(), given.end(), upper.begin(), upper.end(),
                      [](char a, char b) { return a == b || a == static_cast<char>(b - 'A' + 'a'); });
}

/// "name DESC"
app::ordering one_order(const subject& m, std::string_view text, const std::string& at)
{
    const auto end = text.find_first_of(blank);
    const auto& c = property_named(m, text.substr(0, end), at);
    const auto direction = end == std::string_view::npos ? std::string_view{} : trimmed(text.substr(end));
    if (!direction.empty() && !is_word(direction, "ASC") && !is_word(direction, "DESC"))
        throw refusal{400, at + ": a direction is ASC or DESC: write \"" + c.name + " DESC\""};
    return {&c, is_word(direction, "DESC")};
}

void add_orders(const subject& m, std::string_view text, const std::string& at, std::vector<app::ordering>& into)
{
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto part = trimmed(text.substr(0, comma)); !part.empty()) {
            if (into.size() == most_orders)
                throw refusal{400, at + ": order by at most " + std::to_string(most_orders) + " properties"};
            into.push_back(one_order(m, part, at));
        }
        if (comma == std::string_view::npos)
            return;
        text.remove_prefix(comma + 1);
    }
}

std::string_view view(const json::string& s)
{
    return {s.data(), s.size()};
}

} // namespace

std::vector<app::ordering> read_order(const subject& m, const json::value& said, const std::string& at)
{
    std::vector<app::ordering> orders;
    if (said.is_null())
        return orders;
    if (said.is_string()) {
        add_orders(m, view(said.get_string()), at, orders);
        return orders;
    }
    if (!said.is_array())
        throw refusal{400, at + ": write \"property DESC\", or a list of such texts"};
    for (const auto& one : said.get_array()) {
        if (!one.is_string())
            throw refusal{400, at + ": write \"property DESC\", or a list of such texts"};
        add_orders(m, view(one.get_string()), at, orders);
    }
    return orders;
}

std::vector<const schema::column*> read_fields(const subject& m, const json::value& said, const std::string& at)
{
    std::vector<const schema::column*> picked, left_out;
    const auto add = [](std::vector<const schema::column*>& to, const schema::column& c) {
        if (std::find(to.begin(), to.end(), &c) == to.end())
            to.push_back(&c);
    };
    if (said.is_null())
        return picked;
    if (said.is_string()) {
        add(picked, property_named(m, view(said.get_string()), at));
    } else if (said.is_array()) {
        for (const auto& one : said.get_array()) {
            if (!one.is_string())
                throw refusal{400, at + ": write a list of property names"};
            add(picked, property_named(m, view(one.get_string()), at));
        }
    } else if (said.is_object()) {
        for (const auto& member : said.get_object()) {
            if (!member.value().is_bool())
                throw refusal{400, at + ": write true (only these) or false (all but these)"};
            add(member.value().get_bool() ? picked : left_out, property_named(m, {member.key().data(), member.key().size()}, at));
        }
    } else {
        throw refusal{400, at + ": write [\"property\"] or {\"property\": true}"};
    }
    if (!picked.empty() || left_out.empty())
        return picked;
    for (const auto& c : m.model.table.columns)
        if (!c.serialize_as.empty() && !(m.withheld && m.withheld->contains(c.name)) && std::find(left_out.begin(), left_out.end(), &c) == left_out.end())
            picked.push_back(&c);
    if (picked.empty())
        throw refusal{400, at + ": this leaves out every property: keep one"};
    return picked;
}

} // namespace ginnel::rest
