#include "rest/filters/filter_order.hpp"

#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

constexpr std::size_t most_orders = 16, longest_path = 8;
constexpr std::string_view blank = " \t\r\n";

bool is_word(std::string_view given, std::string_view upper)
{
    return std::equal(given.begin(), given.end(), upper.begin(), upper.end(),
                      [](char a, char b) { return a == b || a == static_cast<char>(b - 'A' + 'a'); });
}

/// Takes the word that the text begins with, and the blanks behind it.
std::string_view next_word(std::string_view& text)
{
    const auto word = text.substr(0, text.find_first_of(blank));
    text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
    return word;
}

app::ordering order_by(const subject& m, std::string_view name, const std::string& at)
{
    app::ordering o{nullptr, false};
    const auto dot = name.find('.');
    const auto* own = find_property(m, name);
    // As in LoopBack, rows may be ordered by what is hidden of them.
    if (const auto* hidden = m.model.table.find(name);
        !own && hidden && hidden->name == name && !(m.withheld && m.withheld->contains(hidden->name)))
        own = hidden;
    if (own || dot == std::string_view::npos) {
        o.column = own ? own : &property_named(m, name, at);
        return o;
    }
    if (const auto* through = through_named(m, name.substr(0, dot))) {
        o.column = &property_named(m.of(*through), name.substr(dot + 1), at);
        o.of_through = true;
        return o;
    }
    const auto* model = &m.model;
    for (auto next = dot; next != std::string_view::npos; next = name.find('.')) {
        const auto& r = relation_named(*model, name.substr(0, next), at);
        if (o.path.size() == longest_path)
            throw refusal{400,
                          at + ": a path of an order passes at most " + std::to_string(longest_path) + " relations"};
        if (r.many() || !r.alternatives.empty())
            throw refusal{400,
                          at + ": relation \"" + r.name +
                              "\" leads to many rows to order by: a path of an order passes relations to one row each"};
        o.path.push_back(&r);
        model = r.target;
        name.remove_prefix(next + 1);
    }
    o.column = &property_named(m.of(*model), name, at);
    return o;
}

void add_orders(const subject& m, std::string_view part, const std::string& at, std::vector<app::ordering>& into)
{
    const auto wrong = [&](std::string_view word) {
        return refusal{400, at + ": has invalid direction " + shown(word) + ": a direction is ASC or DESC, as in \"" +
                                into.back().column->name + " DESC\""};
    };
    bool directed = true;
    while (!part.empty()) {
        const auto word = next_word(part);
        if (!directed || (!into.empty() && (is_word(word, "ASC") || is_word(word, "DESC")))) {
            if (directed || (!is_word(word, "ASC") && !is_word(word, "DESC")))
                throw wrong(word);
            into.back().descending = is_word(word, "DESC");
            directed = true;
            continue;
        }
        if (into.size() == most_orders)
            throw refusal{400, at + ": order by at most " + std::to_string(most_orders) + " properties"};
        into.push_back(order_by(m, word, at));
        directed = false;
    }
}

void add_text(const subject& m, std::string_view text, const std::string& at, std::vector<app::ordering>& into)
{
    if (text.empty()) // LoopBack: says nothing
        return;
    if (blank.find(text.front()) != std::string_view::npos || blank.find(text.back()) != std::string_view::npos)
        throw refusal{400, at + ": has invalid direction: write no blanks around \"property DESC\""};
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        auto part = text.substr(0, comma);
        part.remove_prefix(std::min(part.find_first_not_of(blank), part.size()));
        add_orders(m, part, at, into);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
}

using app::view;

} // namespace

std::vector<app::ordering> read_order(const subject& m, const json::value& said, const std::string& at)
{
    std::vector<app::ordering> orders;
    if (said.is_null())
        return orders;
    if (said.is_string()) {
        add_text(m, view(said.get_string()), at, orders);
        return orders;
    }
    if (!said.is_array())
        throw refusal{400, at + ": is not valid: write \"property DESC\", or a list of such texts"};
    for (const auto& one : said.get_array()) {
        if (!one.is_string())
            throw refusal{400, at + ": is not valid: write \"property DESC\", or a list of such texts"};
        add_text(m, view(one.get_string()), at, orders);
    }
    return orders;
}

} // namespace ginnel::rest
