#include "engine/asked_links.hpp"

#include "value/integer_types.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::engine {

asked_links::asked_links(const link_table& table, const link_list& given, bool repeated)
{
    if (take_keys(table, given)) {
        keys_alone_ = true;
        sort_keys(repeated);
    } else {
        links_.reserve(given.size());
        for (const auto key : given.keys)
            links_.push_back(wanted_of(table, {value{key}, {}}, named_));
        for (const auto& l : given.links)
            links_.push_back(wanted_of(table, l, named_));
        integers_ = std::all_of(links_.begin(), links_.end(),
                                [](const wanted_link& w) { return w.key.type() == kind::integer; });
        sort_links(repeated);
    }
    exists_.resize(size());
}

bool asked_links::take_keys(const link_table& table, const link_list& given)
{
    const auto key_alone = [](const link& l) { return l.key.type() == kind::integer && l.attributes.empty(); };
    if (!is_integer(table.far().type) || !std::all_of(given.links.begin(), given.links.end(), key_alone))
        return false;
    keys_.reserve(given.size());
    keys_.assign(given.keys.begin(), given.keys.end());
    for (const auto& l : given.links)
        keys_.push_back(l.key.integer());
    return true;
}

void asked_links::sort_keys(bool repeated)
{
    if (!std::is_sorted(keys_.begin(), keys_.end()))
        std::sort(keys_.begin(), keys_.end());
    if (!repeated)
        keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
}

void asked_links::sort_links(bool repeated)
{
    if (integers_) {
        // As pairs of key and place: a link is large to move, and its key far to look at.
        std::vector<std::pair<std::int64_t, std::size_t>> order;
        order.reserve(links_.size());
        for (const auto& w : links_)
            order.emplace_back(w.key.integer(), order.size());
        if (!std::is_sorted(order.begin(), order.end())) {
            std::sort(order.begin(), order.end());
            std::vector<wanted_link> sorted;
            sorted.reserve(links_.size());
            for (const auto& [key, place] : order)
                sorted.push_back(std::move(links_[place]));
            links_ = std::move(sorted);
        }
        keys_.reserve(order.size());
        for (const auto& [key, place] : order)
            keys_.push_back(key);
    } else {
        std::stable_sort(links_.begin(), links_.end(),
                         [](const wanted_link& a, const wanted_link& b) { return key_before(a.key, b.key); });
    }
    if (!repeated)
        keep_last_of_each();
    if (!integers_)
        for (std::size_t i = 0; i < links_.size(); ++i)
            by_key_[identity_of(links_[i].key)] = i;
}

void asked_links::keep_last_of_each()
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < links_.size(); ++i) {
        const bool last = i + 1 == links_.size() ||
                          (integers_ ? keys_[i] < keys_[i + 1] : key_before(links_[i].key, links_[i + 1].key));
        if (!last)
            continue;
        if (kept != i) {
            links_[kept] = std::move(links_[i]);
            if (integers_)
                keys_[kept] = keys_[i];
        }
        ++kept;
    }
    links_.resize(kept);
    if (integers_)
        keys_.resize(kept);
}

void asked_links::add_key_to(key_set& set, std::size_t i) const
{
    if (keys_alone_)
        set.add(keys_[i]);
    else
        set.add(links_[i].key.view());
}

key_set asked_links::keys() const
{
    key_set all;
    all.reserve(size());
    for (std::size_t i = 0; i < size(); ++i)
        add_key_to(all, i);
    return all;
}

std::optional<std::size_t> asked_links::place_of(const cell& key)
{
    if (!integers_) {
        const auto at = by_key_.find(identity_of(value{key}));
        return at == by_key_.end() ? std::nullopt : std::optional{at->second};
    }
    if (key.type != kind::integer)
        return std::nullopt;
    // Links mostly come in the order of an index, so that each stands right behind the one before.
    auto at = keys_.begin() + static_cast<std::ptrdiff_t>(after_last_found_);
    if (at == keys_.end() || *at != key.integer || (at != keys_.begin() && at[-1] == *at))
        at = std::lower_bound(keys_.begin(), keys_.end(), key.integer);
    if (at == keys_.end() || *at != key.integer)
        return std::nullopt;
    const auto place = static_cast<std::size_t>(at - keys_.begin());
    after_last_found_ = place + 1;
    return place;
}

} // namespace ginnel::engine
