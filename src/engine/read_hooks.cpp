#include "engine/read_hooks.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::engine {

namespace {

bool changes(const schema::model& m) noexcept
{
    return m.read_hooks && m.read_hooks->before();
}

bool any_changes(std::span<const preload> what)
{
    return std::any_of(what.begin(), what.end(),
                       [](const preload& p) { return changes(*p.sub->model) || any_changes(p.sub->preloads); });
}

void apply_below(std::vector<preload>& what);

void apply(query& q, bool one)
{
    if (changes(*q.model)) {
        q.scopes.emplace_back(); // apart from the program's own conditions, which may hold an or
        q.model->read_hooks->before(q, one);
    }
    apply_below(q.preloads); // also those that the hook asked for
}

void apply_below(std::vector<preload>& what)
{
    for (preload& p : what)
        if (changes(*p.sub->model) || any_changes(p.sub->preloads)) {
            auto made = std::make_shared<query>(*p.sub);
            apply(*made, false);
            p.sub = std::move(made);
        }
}

} // namespace

std::optional<query> hooked(const query& q, bool one)
{
    if (!changes(*q.model) && !any_changes(q.preloads))
        return std::nullopt;
    std::optional<query> made{q};
    apply(*made, one);
    return made;
}

std::optional<std::vector<preload>> hooked(std::span<const preload> what)
{
    if (!any_changes(what))
        return std::nullopt;
    std::vector<preload> made{what.begin(), what.end()};
    apply_below(made);
    return made;
}

} // namespace ginnel::engine
