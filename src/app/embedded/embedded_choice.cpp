#include "app/embedded/embedded_choice.hpp"

#include "app/embedded/embedded_items.hpp"
#include "app/json_view.hpp"
#include "app/questions/scopes.hpp"
#include "app/writing/given_value.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

namespace {

namespace json = boost::json;

value member(const json::object& item, const schema::column& c)
{
    const auto* held = item.if_contains(c.name);
    return held ? given_value(c, *held).value_or(value{}) : value{};
}

std::optional<double> number(const value& v)
{
    switch (v.type()) {
    case kind::integer:
        return static_cast<double>(v.integer());
    case kind::real:
        return v.real();
    case kind::boolean:
        return v.boolean() ? 1.0 : 0.0;
    default:
        return {};
    }
}

/// Unordered where one is null, or they are of two kinds.
std::partial_ordering order(const value& a, const value& b)
{
    if (a.type() == kind::integer && b.type() == kind::integer)
        return a.integer() <=> b.integer();
    if (const auto x = number(a), y = number(b); x && y)
        return *x <=> *y;
    if (a.type() == kind::text && b.type() == kind::text)
        return a.text() <=> b.text();
    return std::partial_ordering::unordered;
}

bool matches(const std::string& text, std::string pattern, bool any_case)
{
    RE2::Options options;
    options.set_case_sensitive(!any_case);
    options.set_dot_nl(true);
    options.set_log_errors(false);
    const RE2 compiled{pattern, options};
    return compiled.ok() && RE2::PartialMatch(text, compiled);
}

/// As a regular expression: % is any text, _ one character.
std::string of_like(std::string_view pattern)
{
    std::string out = "^";
    for (const char c : pattern)
        out += c == '%' ? std::string{".*"} : c == '_' ? std::string{"."} : RE2::QuoteMeta(re2::StringPiece{&c, 1});
    return out + "$";
}

bool is_like(const value& v, const value& pattern, bool wanted, bool regular = false)
{
    if (v.type() != kind::text || pattern.type() != kind::text)
        return false;
    return matches(v.text(), regular ? pattern.text() : of_like(pattern.text()), !regular) == wanted;
}

bool is_in(const value& v, const std::vector<value>& list, bool wanted)
{
    if (v.is_null())
        return false;
    const bool found = std::any_of(list.begin(), list.end(), [&](const auto& one) { return order(v, one) == 0; });
    // SQL: of a list with a null it is not known what is not in it.
    return wanted ? found
                  : !found && std::none_of(list.begin(), list.end(), [](const auto& one) { return one.is_null(); });
}

bool compares(const value& v, const condition& c)
{
    const auto& first = c.values.empty() ? value{} : c.values.front();
    switch (c.comparator) {
    case comparator::equal:
        return first.is_null() ? v.is_null() : order(v, first) == 0;
    case comparator::not_equal:
        return first.is_null() ? !v.is_null() : order(v, first) != 0 && !v.is_null();
    case comparator::less:
        return order(v, first) < 0;
    case comparator::at_most:
        return order(v, first) <= 0;
    case comparator::more:
        return order(v, first) > 0;
    case comparator::at_least:
        return order(v, first) >= 0;
    case comparator::like:
    case comparator::ilike:
        return is_like(v, first, true);
    case comparator::not_like:
    case comparator::not_ilike:
        return is_like(v, first, false);
    case comparator::regexp:
        return is_like(v, first, true, true);
    case comparator::between:
        return order(v, first) >= 0 && order(v, c.values.back()) <= 0;
    case comparator::in:
        return is_in(v, c.values, true);
    case comparator::not_in:
        return is_in(v, c.values, false);
    }
    return false;
}

/// Nulls first, as SQLite has them.
bool comes_before(const json::object& a, const json::object& b, const std::vector<ordering>& orders)
{
    for (const auto& o : orders) {
        const auto x = member(a, *o.column), y = member(b, *o.column);
        if (x.is_null() != y.is_null())
            return x.is_null() != o.descending;
        if (const auto by = order(x, y); by != 0 && by != std::partial_ordering::unordered)
            return (by < 0) != o.descending;
    }
    return false;
}

} // namespace

bool meets(const json::object& item, const condition& where)
{
    const auto part = [&](const condition& c) { return meets(item, c); };
    switch (where.is) {
    case condition::form::compare:
        return compares(member(item, *where.column), where);
    case condition::form::all:
        return std::all_of(where.parts.begin(), where.parts.end(), part);
    case condition::form::any:
        return std::any_of(where.parts.begin(), where.parts.end(), part);
    case condition::form::none:
        return std::none_of(where.parts.begin(), where.parts.end(), part);
    case condition::form::related:
        break; // rows within a row have no relations
    }
    return false;
}

json::array chosen_items(const embedded_relation& r, const json::array& items, const filter& asked)
{
    const auto what = within(r.scope, asked);
    std::vector<json::object> kept;
    for (const auto& item : items)
        if (item.is_object() && meets(item.get_object(), what.where))
            kept.push_back(item.get_object());
    std::stable_sort(kept.begin(), kept.end(),
                     [&](const auto& a, const auto& b) { return comes_before(a, b, what.orders); });
    const auto skip = static_cast<std::size_t>(std::max<std::int64_t>(what.skip.value_or(0), 0));
    const auto most = what.limit ? static_cast<std::size_t>(*what.limit) : kept.size();
    json::array out;
    for (std::size_t i = skip; i < kept.size() && out.size() < most; ++i) {
        auto item = shown_item(r, std::move(kept[i]));
        if (what.fields)
            for (auto at = item.begin(); at != item.end();) {
                const auto name = view(at->key());
                const bool wanted = std::any_of(what.fields->begin(), what.fields->end(),
                                                [&](const auto* c) { return c->name == name; });
                at = wanted ? at + 1 : item.stable_erase(at);
            }
        out.push_back(std::move(item));
    }
    return out;
}

} // namespace ginnel::app
