#include "differential/answer.hpp"

#include "differential/random_rows.hpp"

#include <algorithm>
#include <cmath>

namespace diff {

namespace {

using cells = std::vector<std::pair<std::string, datum>>;

bool same(const datum& a, const datum& b, bool fold)
{
    if (a == b)
        return true;
    const auto* left = std::get_if<std::string>(&a);
    const auto* right = std::get_if<std::string>(&b);
    if (left && right)
        return fold && folded(*left) == folded(*right);
    // An average may be added up in another order.
    const auto* x = std::get_if<double>(&a);
    const auto* y = std::get_if<double>(&b);
    return x && y && std::abs(*x - *y) <= 1e-9 * std::max(std::abs(*x), std::abs(*y));
}

bool same(cells a, cells b, bool fold)
{
    const auto by_name = [](const auto& x, const auto& y) { return x.first < y.first; };
    std::sort(a.begin(), a.end(), by_name);
    std::sort(b.begin(), b.end(), by_name);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const auto& x, const auto& y) { return x.first == y.first && same(x.second, y.second, fold); });
}

std::string compare(const expected_list& expected, const std::vector<row>& found, const std::string& where);

std::string compare(const expected_row& expected, const row& found, bool fold, const std::string& where)
{
    if (!same(expected.columns, found.columns, fold))
        return where + ": columns differ";
    if (!same(expected.extras, found.extras, fold || expected.fold_extras))
        return where + ": added columns differ";
    if (expected.counts != found.counts)
        return where + ": counts differ";
    if (expected.relations.size() != found.relations.size())
        return where + ": other relations are loaded";
    for (const auto& [name, list] : expected.relations) {
        const auto at = found.relations.find(name);
        if (at == found.relations.end())
            return where + "." + name + " is not loaded";
        if (at->second.partial != list.partial)
            return where + "." + name + (list.partial ? " is not" : " is") + " marked as partial";
        if (auto text = compare(list, at->second.rows, where + "." + name); !text.empty())
            return text;
    }
    return {};
}

std::string compare(const expected_list& expected, const std::vector<row>& found, const std::string& where)
{
    std::size_t all = 0;
    for (const auto& g : expected.groups)
        all += g.size();
    const auto first = std::min(expected.skipped, all);
    const auto count = std::min(expected.limit.value_or(all), all - first);
    if (found.size() != count)
        return where + ": " + std::to_string(found.size()) + " rows instead of " + std::to_string(count);
    if (expected.uncertain)
        return {};
    std::size_t at = 0, passed = 0;
    for (const auto& g : expected.groups) {
        const auto begin = std::max(passed, first), end = std::min(passed + g.size(), first + count);
        passed += g.size();
        std::vector<bool> used(g.size(), false);
        for (auto n = begin; n < end; ++n, ++at) {
            std::string reason;
            bool met = false;
            for (std::size_t i = 0; i < g.size() && !met; ++i)
                if (!used[i]) {
                    auto text = compare(g[i], found[at], expected.fold, where + "[" + std::to_string(at) + "]");
                    met = text.empty();
                    if (met)
                        used[i] = true;
                    else if (reason.size() < text.size()) // the deepest difference says most
                        reason = std::move(text);
                }
            if (!met)
                return reason.empty() ? where + ": a row too many" : reason;
        }
    }
    return {};
}

std::string indent(std::size_t depth)
{
    return std::string(depth * 2, ' ');
}

template <typename Row>
std::string line_of(const Row& r)
{
    std::string out;
    for (const auto& [name, value] : r.columns)
        out += name + "=" + shown(value) + " ";
    for (const auto& [name, value] : r.extras)
        out += "+" + name + "=" + shown(value) + " ";
    for (const auto& [name, value] : r.counts)
        out += "#" + name + "=" + std::to_string(value) + " ";
    return out + "\n";
}

std::string shown_rows(const std::vector<row>& rows, std::size_t depth)
{
    std::string out;
    for (const auto& r : rows) {
        out += indent(depth) + line_of(r);
        for (const auto& [name, list] : r.relations)
            out += indent(depth + 1) + name + (list.partial ? " (partial)" : "") + ":\n" + shown_rows(list.rows, depth + 2);
    }
    return out;
}

std::string shown_list(const expected_list& list, std::size_t depth)
{
    std::string out;
    if (list.skipped > 0 || list.limit)
        out += indent(depth) + "[skip " + std::to_string(list.skipped)
               + (list.limit ? ", take " + std::to_string(*list.limit) : "") + "]\n";
    for (std::size_t g = 0; g < list.groups.size(); ++g) {
        if (g > 0)
            out += indent(depth) + "--\n";
        for (const auto& r : list.groups[g]) {
            out += indent(depth) + line_of(r);
            for (const auto& [name, below] : r.relations)
                out += indent(depth + 1) + name + (below.partial ? " (partial)" : "") + ":\n" + shown_list(below, depth + 2);
        }
    }
    return out;
}

} // namespace

std::string difference(const expectation& expected, const answer& found)
{
    if (!expected.of_values)
        return compare(expected.rows, found.rows, "rows");
    std::vector<row> rows;
    for (const auto& v : found.values) {
        row r;
        r.columns.emplace_back("value", v);
        rows.push_back(std::move(r));
    }
    return compare(expected.values, rows, "values");
}

std::string shown(const answer& a)
{
    std::string out = shown_rows(a.rows, 1);
    for (const auto& v : a.values)
        out += "  " + shown(v) + "\n";
    return out;
}

std::string shown(const expectation& e)
{
    return e.of_values ? shown_list(e.values, 1) : shown_list(e.rows, 1);
}

} // namespace diff
