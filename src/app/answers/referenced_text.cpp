#include "app/answers/referenced_text.hpp"

#include "app/embedded/embedded_items.hpp"
#include "app/questions/question.hpp"
#include "app/questions/scopes.hpp"
#include "engine/link_table.hpp"
#include "engine/load.hpp"

#include <ginnel/value/key_set.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace ginnel::app {

namespace {

namespace json = boost::json;

/// Keys by identity, each once and in the order of the first.
using key_order = std::vector<std::string>;

key_order keys_of(const embedded_relation& r, const json::array& said, key_set* into, std::set<std::string>& seen)
{
    key_order out;
    for (const auto& one : said)
        if (const auto key = key_of_item(r, one)) {
            out.push_back(engine::identity_of(*key));
            if (seen.insert(out.back()).second)
                into->add(key->view());
        }
    return out;
}

/// Rows of one include, each once.
struct gatherer {
    std::map<const text_shape::held_part*, std::vector<text_row*>> rows{};
    std::set<const text_row*> seen{};

    void operator()(text_row& r)
    {
        if (!r.shape || !seen.insert(&r).second)
            return;
        for (const auto& part : r.shape->held)
            if (part.what->references())
                rows[&part].push_back(&r);
        for (std::size_t i = 0; i < r.shape->parts.size(); ++i) {
            auto& slot = r.parts[i];
            for (auto& row : slot.rows)
                (*this)(row);
            if (slot.row)
                (*this)(*slot.row);
        }
    }
};

} // namespace

std::vector<std::string> referenced_rows::list(const embedded_relation& r, const filter& asked,
                                               const std::vector<json::array>& keys) const
{
    const auto what = within(r.scope, asked);
    auto set = std::make_shared<key_set>();
    std::set<std::string> seen;
    std::vector<key_order> wanted;
    for (const auto& one : keys)
        wanted.push_back(keys_of(r, one, set.get(), seen));
    std::vector<std::string> out(keys.size(), "[]");
    if (set->empty())
        return out;
    filter all = what;
    all.limit.reset();
    all.skip.reset();
    const auto* key = r.target->primary_key;
    if (all.fields && std::find(all.fields->begin(), all.fields->end(), key) == all.fields->end())
        all.fields->push_back(key); // by which the rows were found, as in LoopBack
    auto q = query_of(*r.target, all);
    q.add(false, false, {engine::among{{key}, std::move(set)}});
    auto shape = shape_of(*r.target, all, hidden_, answer_, true);
    std::vector<value> found;
    shape->tapped = key;
    shape->tap = &found;
    text_rows rows{std::move(shape)};
    load_text(session_, q, rows, hidden_);
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < found.size(); ++i)
        places.emplace(engine::identity_of(found[i]), i);
    const auto skip = static_cast<std::size_t>(std::max<std::int64_t>(what.skip.value_or(0), 0));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        std::vector<std::size_t> chosen;
        for (const auto& one : wanted[i])
            if (const auto at = places.find(one); at != places.end())
                chosen.push_back(at->second);
        if (!what.orders.empty())
            std::sort(chosen.begin(), chosen.end());
        const auto end =
            what.limit ? std::min(chosen.size(), skip + static_cast<std::size_t>(*what.limit)) : chosen.size();
        auto& text = out[i] = "[";
        for (auto n = skip; n < end; ++n)
            text.append(n > skip ? "," : "").append(rows.row(chosen[n]));
        text += ']';
    }
    return out;
}

void load_referenced(engine::session& s, text_rows& rows, const unshown& hidden)
{
    gatherer gathered;
    for (auto& row : rows.rows())
        gathered(row);
    for (auto& [part, owners] : gathered.rows) {
        const auto at = static_cast<std::size_t>(part - owners.front()->shape->held.data());
        std::vector<json::array> keys;
        for (const auto* row : owners)
            keys.push_back(held_list(row->held[at].empty() ? value{} : value{row->held[at]}));
        auto texts = referenced_rows{s, hidden, *owners.front()->shape->to}.list(*part->what, part->scope, keys);
        for (std::size_t i = 0; i < owners.size(); ++i)
            owners[i]->held[at] = std::move(texts[i]);
    }
}

void load_text(engine::session& s, const engine::query& q, text_rows& rows, const unshown& hidden)
{
    engine::load(s, q, rows.into());
    load_referenced(s, rows, hidden);
}

} // namespace ginnel::app
