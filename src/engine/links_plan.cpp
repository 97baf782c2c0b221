#include "engine/links_plan.hpp"

#include "engine/arguments.hpp"
#include "engine/statement_store.hpp"
#include "value/integer_types.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::engine {

links_plan::links_plan(const environment& e, const schema::relation& r, const value& parent,
                       const std::vector<link>& links, bool repeated)
    : environment_{e}, table_{r}, parent_{parent}, inserts_{environment_, table_}
{
    if (parent_.is_null())
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    r.source->name + "." + r.name + " cannot be written: the " + r.source->name + " has no " +
                        r.local_key().name + " yet; save it first"}
            .in_model(r.source->name)
            .in_relation(r.name);
    wanted_.reserve(links.size());
    if (take_integers(links, repeated))
        return;
    for (const auto& l : links)
        wanted_.push_back(wanted_of(table_, l, attribute_columns_));
    integers_ =
        std::all_of(wanted_.begin(), wanted_.end(), [](const wanted_link& w) { return w.key.type() == kind::integer; });
    sort(repeated);
    if (!integers_)
        for (std::size_t i = 0; i < wanted_.size(); ++i)
            by_key_[identity_of(wanted_[i].key)] = i;
}

// The common case, integers without attributes, needs no list of links but that of their keys.
bool links_plan::take_integers(const std::vector<link>& links, bool repeated)
{
    const auto plain_integer = [](const link& l) { return l.key.type() == kind::integer && l.attributes.empty(); };
    if (!is_integer(table_.far().type) || !std::all_of(links.begin(), links.end(), plain_integer))
        return false;
    keys_.reserve(links.size());
    for (const auto& l : links)
        keys_.push_back(l.key.integer());
    if (!std::is_sorted(keys_.begin(), keys_.end()))
        std::sort(keys_.begin(), keys_.end());
    if (!repeated)
        keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    for (const auto key : keys_)
        wanted_.emplace_back().key = value{key};
    return true;
}

void links_plan::sort(bool repeated)
{
    // Keys in one order for all callers: two that lock the same rows then wait for each other instead of deadlocking.
    if (integers_)
        sort_integers();
    else
        std::stable_sort(wanted_.begin(), wanted_.end(),
                         [](const wanted_link& a, const wanted_link& b) { return key_before(a.key, b.key); });
    if (!repeated) {
        // Of links with one key the last one stays.
        std::size_t kept = 0;
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            const bool last = i + 1 == wanted_.size() ||
                              (integers_ ? keys_[i] < keys_[i + 1] : key_before(wanted_[i].key, wanted_[i + 1].key));
            if (!last)
                continue;
            if (kept != i) {
                wanted_[kept] = std::move(wanted_[i]);
                if (integers_)
                    keys_[kept] = keys_[i];
            }
            ++kept;
        }
        wanted_.resize(kept);
        if (integers_)
            keys_.resize(kept);
    }
}

// As pairs of key and place: a link is large to move, and its key far to look at.
void links_plan::sort_integers()
{
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    order.reserve(wanted_.size());
    for (const auto& w : wanted_)
        order.emplace_back(w.key.integer(), order.size());
    if (!std::is_sorted(order.begin(), order.end())) {
        std::sort(order.begin(), order.end());
        std::vector<wanted_link> sorted;
        sorted.reserve(wanted_.size());
        for (const auto& [key, place] : order)
            sorted.push_back(std::move(wanted_[place]));
        wanted_ = std::move(sorted);
    }
    keys_.reserve(order.size());
    for (const auto& [key, place] : order)
        keys_.push_back(key);
}

std::optional<std::size_t> links_plan::place_of(const cell& key)
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

void links_plan::look_among_wanted(const std::vector<const schema::column*>& columns)
{
    look_ = table_.links(columns, true);
    look_shape_ = "look among";
    for (const auto& w : wanted_)
        look_keys_.add(w.key.view());
}

void links_plan::mark_found(const cell* cells)
{
    if (const auto at = place_of(cells[0]))
        wanted_[*at].exists = true;
}

bool links_plan::plain() const
{
    return attribute_columns_.empty() && table_.conditions().empty() && table_.trashed() == nullptr;
}

std::shared_ptr<const sql::statement> links_plan::kept(std::string_view shape,
                                                       const std::function<sql::tree()>& tree) const
{
    const auto render = [&] { return environment_.dialect.render(tree()); };
    if (shape.empty() || !plain())
        return std::make_shared<const sql::statement>(render());
    std::string name{shape};
    for (const std::string_view part :
         {std::string_view{table_.table().name}, std::string_view{table_.near().column_name},
          std::string_view{table_.far().column_name}})
        (name += '\0') += part;
    for (const auto type : {table_.near().type, table_.far().type})
        name += static_cast<char>(type);
    return environment_.statements->kept(name, render);
}

event links_plan::send_statement(std::shared_ptr<const sql::statement> s)
{
    current_ = std::move(s);
    arguments_ = arguments_of(
        *current_, [this](std::size_t) { return &parent_; }, &look_keys_);
    steps_.assign(1, {static_cast<step_id>(stage_), current_->text, arguments_});
    return send{steps_};
}

event links_plan::next()
{
    if (stage_ == stage::lock) {
        if (environment_.abilities.row_locks)
            return send_statement(std::make_shared<const sql::statement>(environment_.dialect.render(table_.lock())));
        stage_ = stage::look; // where there are no row locks the write transaction itself is the lock
    }
    if (stage_ == stage::look) {
        if (look_.columns.empty()) {
            decide();
            stage_ = stage::write;
        } else {
            return send_statement(kept(look_shape_, [&] { return sql::tree{look_}; }));
        }
    }
    if (stage_ == stage::write) {
        if (!writes_.empty() && !std::exchange(writes_sent_, true)) {
            steps_.clear();
            for (auto& w : writes_)
                steps_.push_back({static_cast<step_id>(stage::write), w.statement->text, w.arguments});
            return send{steps_};
        }
        if (const auto* batch = inserts_.next()) {
            steps_.assign(1, {static_cast<step_id>(stage::write), batch->statement->text, batch->arguments});
            return send{steps_};
        }
        stage_ = stage::end;
    }
    return finish{};
}

void links_plan::row(step_id id, const cell* cells)
{
    if (id == static_cast<step_id>(stage::look))
        found(cells);
}

void links_plan::done(step_id id, const driver::outcome& what)
{
    if (id == static_cast<step_id>(stage::lock)) {
        stage_ = stage::look;
    } else if (id == static_cast<step_id>(stage::look)) {
        if (!std::exchange(looked_, true) && looks_again())
            return;
        decide();
        stage_ = stage::write;
    } else {
        wrote(what);
    }
}

void links_plan::add_write(const sql::tree& t, key_set keys, std::vector<value> values)
{
    add_write(std::make_shared<const sql::statement>(environment_.dialect.render(t)), std::move(keys),
              std::move(values));
}

void links_plan::add_write(std::shared_ptr<const sql::statement> s, key_set keys, std::vector<value> values)
{
    auto& w = writes_.emplace_back();
    w.statement = std::move(s);
    w.keys = std::move(keys);
    w.values = std::move(values);
    w.arguments = arguments_of(
        *w.statement, [&](std::size_t slot) { return slot == 0 ? &parent_ : &w.values[slot - 2]; }, &w.keys);
}

void links_plan::add_key_removal(key_set keys)
{
    if (!plain()) {
        add_removal(table_.of_keys(), std::move(keys));
        return;
    }
    const auto tree = [&] {
        sql::remove r;
        r.table = table_.table().name;
        r.where = of_parent(table_.of_keys());
        return sql::tree{std::move(r)};
    };
    add_write(kept("removal", tree), std::move(keys));
}

void links_plan::add_removal(const sql::expr& which, key_set keys)
{
    const auto where = of_parent(which);
    if (const auto* trashed = table_.trashed()) {
        sql::update u;
        u.table = table_.table().name;
        u.set.push_back({trashed->column_name, sql::make(sql::slot_value{2, trashed->type})});
        u.where = where;
        add_write(sql::tree{std::move(u)}, std::move(keys), {link_timestamp(environment_)});
        return;
    }
    sql::remove r;
    r.table = table_.table().name;
    r.where = where;
    add_write(sql::tree{std::move(r)}, std::move(keys));
}

void links_plan::change(const value& key, changed_columns columns)
{
    auto& group = changes_[shape_of(columns)];
    group.first = std::move(columns);
    group.second.add(key.view());
}

void links_plan::add_updates()
{
    for (auto& [shape, group] : changes_)
        add_update(std::move(group.first), table_.of_keys(), std::move(group.second));
    changes_.clear();
}

void links_plan::add_update(changed_columns columns, const sql::expr& which, key_set keys)
{
    sql::update u;
    u.table = table_.table().name;
    std::vector<value> values;
    bool stamped = false;
    const auto set = [&](const schema::column& c, value v) {
        u.set.push_back({c.column_name, sql::make(sql::slot_value{values.size() + 2, c.type})});
        values.push_back(std::move(v));
    };
    const auto* stamp = table_.relation().updated_at;
    for (auto& [column, given] : columns) {
        stamped = stamped || column == stamp;
        set(*column, std::move(given));
    }
    if (stamp != nullptr && !stamped)
        set(*stamp, link_timestamp(environment_));
    u.where = of_parent(which);
    add_write(sql::tree{std::move(u)}, std::move(keys), std::move(values));
}

sql::expr links_plan::of_parent(const sql::expr& which) const
{
    return which == nullptr ? table_.of_parent() : sql::make(sql::junction{true, {table_.of_parent(), which}});
}

sql::insert links_plan::key_insert(const std::vector<const schema::column*>& stamps) const
{
    sql::insert into;
    into.table = table_.table().name;
    sql::select rows;
    const auto give = [&](const schema::column& c, sql::expr what) {
        into.columns.push_back(c.column_name);
        rows.columns.push_back({std::move(what), {}});
    };
    give(table_.near(), sql::make(sql::slot_value{0, table_.near().type}));
    give(table_.far(), sql::make(sql::column_name{"k", "value"}));
    for (const auto& [column, v] : table_.conditions())
        give(*column, sql::make(sql::parameter{v, column->type}));
    for (std::size_t i = 0; i < stamps.size(); ++i)
        give(*stamps[i], sql::make(sql::slot_value{i + 2, stamps[i]->type}));
    rows.from = sql::keys_source{sql::keys{nullptr, 1, table_.far().type}, "k"};
    rows.order.push_back({sql::make(sql::column_name{"k", "ordinal"}), false});
    into.query = std::make_shared<const sql::select>(std::move(rows));
    return into;
}

void links_plan::add_key_insert(const std::vector<const wanted_link*>& fresh,
                                const std::vector<const schema::column*>& stamps)
{
    key_set keys;
    keys.reserve(fresh.size());
    for (const auto* w : fresh)
        keys.add(w->key.view());
    std::vector<value> values;
    for (std::size_t i = 0; i < stamps.size(); ++i)
        values.push_back(link_timestamp(environment_));
    const std::string_view shape = stamps.empty() ? "insert" : "";
    add_write(kept(shape, [&] { return sql::tree{key_insert(stamps)}; }), std::move(keys), std::move(values));
}

void links_plan::add_inserts(const std::vector<const wanted_link*>& fresh)
{
    if (fresh.empty())
        return;
    if (attribute_columns_.empty()) {
        add_key_insert(fresh, stamp_columns(table_, attribute_columns_));
        return;
    }
    for (const auto* w : fresh)
        inserts_.add(parent_, *w, attribute_columns_);
}

} // namespace ginnel::engine
