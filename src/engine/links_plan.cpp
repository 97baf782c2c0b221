#include "engine/links_plan.hpp"

#include "engine/arguments.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/chrono.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace ginnel::engine {

links_plan::links_plan(const environment& e, const schema::relation& r, const value& parent, std::vector<link> links,
                       bool repeated)
    : environment_{e}, table_{r}, parent_{parent}
{
    if (parent_.is_null())
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    r.source->name + "." + r.name + " cannot be written: the " + r.source->name + " has no " +
                        r.local_key().name + " yet; save it first"}
            .in_model(r.source->name)
            .in_relation(r.name);
    wanted_.reserve(links.size());
    for (auto& l : links)
        take(l);
    integers_ = std::all_of(wanted_.begin(), wanted_.end(),
                            [](const wanted_link& w) { return w.key.type() == kind::integer; });
    sort(repeated);
    if (!integers_)
        for (std::size_t i = 0; i < wanted_.size(); ++i)
            by_key_[identity_of(wanted_[i].key)] = i;
}

void links_plan::sort(bool repeated)
{
    // Keys in one order for all callers: two that lock the same rows then wait for each other instead of deadlocking.
    const auto before = [this](const wanted_link& a, const wanted_link& b) {
        return integers_ ? a.key.view().integer < b.key.view().integer : identity_of(a.key) < identity_of(b.key);
    };
    if (!std::is_sorted(wanted_.begin(), wanted_.end(), before))
        std::stable_sort(wanted_.begin(), wanted_.end(), before);
    if (repeated)
        return;
    // Of links with one key the last one stays.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        const bool last = i + 1 == wanted_.size() || before(wanted_[i], wanted_[i + 1]);
        if (last && kept++ != i)
            wanted_[kept - 1] = std::move(wanted_[i]);
    }
    wanted_.resize(kept);
}

std::optional<std::size_t> links_plan::place_of(const cell& key) const
{
    if (!integers_) {
        const auto at = by_key_.find(identity_of(value{key}));
        return at == by_key_.end() ? std::nullopt : std::optional{at->second};
    }
    if (key.type != kind::integer)
        return std::nullopt;
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), key.integer,
                                     [](const wanted_link& w, std::int64_t k) { return w.key.view().integer < k; });
    if (at == wanted_.end() || at->key.view().integer != key.integer)
        return std::nullopt;
    return static_cast<std::size_t>(at - wanted_.begin());
}

void links_plan::take(link& given)
{
    const auto& r = table_.relation();
    wanted_link w{table_.far_key(given.key), {}, false};
    if (w.key.is_null())
        throw error{error_kind::usage, "E_NULL_KEY",
                    r.source->name + "." + r.name + ": a link needs the key of a " + r.target->name +
                        ", null was given"}
            .in_model(r.source->name)
            .in_relation(r.name);
    for (auto& [name, v] : given.attributes) {
        const auto& c = table_.attribute(name);
        if (const auto* declared = table_.condition(c)) {
            if (!same_value(*declared, v))
                throw error{error_kind::usage, "E_CONDITION_ATTRIBUTE",
                            "links of " + r.source->name + "." + r.name + " have \"" + name +
                                "\" = " + to_display(*declared) + ", " + to_display(v) +
                                " was given: leave the attribute out, or write over a relation without that condition"}
                    .in_model(r.source->name)
                    .in_relation(r.name);
            continue; // every new link gets it
        }
        table_.check(c, v);
        if (std::find(attribute_columns_.begin(), attribute_columns_.end(), &c) == attribute_columns_.end())
            attribute_columns_.push_back(&c);
        w.attributes.emplace_back(&c, std::move(v));
    }
    wanted_.push_back(std::move(w));
}

value links_plan::timestamp() const
{
    using seconds = std::chrono::sys_time<std::chrono::seconds>;
    return column_traits<seconds>::store(std::chrono::floor<std::chrono::seconds>(environment_.now()));
}

event links_plan::send_statement(sql::statement s)
{
    current_ = std::move(s);
    arguments_ = arguments_of(
        current_, [this](std::size_t) { return &parent_; }, &look_keys_);
    steps_.assign(1, {static_cast<step_id>(stage_), current_.text, arguments_});
    return send{steps_};
}

event links_plan::next()
{
    if (stage_ == stage::lock) {
        if (environment_.abilities.row_locks)
            return send_statement(environment_.dialect.render(table_.lock()));
        stage_ = stage::look; // where there are no row locks the write transaction itself is the lock
    }
    if (stage_ == stage::look) {
        if (look_.columns.empty()) {
            decide();
            stage_ = stage::write;
        } else {
            return send_statement(environment_.dialect.render(look_));
        }
    }
    if (stage_ == stage::write) {
        if (!writes_.empty() && !std::exchange(writes_sent_, true)) {
            steps_.clear();
            for (auto& w : writes_)
                steps_.push_back({static_cast<step_id>(stage::write), w.statement.text, w.arguments});
            return send{steps_};
        }
        for (; !inserts_.empty(); inserts_.pop_front()) {
            batch_ = inserts_.front().batches->next();
            if (batch_.count > 0) {
                steps_.assign(1, {static_cast<step_id>(stage::write), batch_.statement->text, batch_.arguments});
                return send{steps_};
            }
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
    auto& w = writes_.emplace_back();
    w.statement = environment_.dialect.render(t);
    w.keys = std::move(keys);
    w.values = std::move(values);
    w.arguments = arguments_of(
        w.statement, [&](std::size_t slot) { return slot == 0 ? &parent_ : &w.values[slot - 2]; }, &w.keys);
}

void links_plan::add_removal(const sql::expr& which, key_set keys)
{
    const auto where =
        which == nullptr ? table_.of_parent() : sql::make(sql::junction{true, {table_.of_parent(), which}});
    if (const auto* trashed = table_.trashed()) {
        sql::update u;
        u.table = table_.table().name;
        u.set.push_back({trashed->column_name, sql::make(sql::slot_value{2, trashed->type})});
        u.where = where;
        add_write(sql::tree{std::move(u)}, std::move(keys), {timestamp()});
        return;
    }
    sql::remove r;
    r.table = table_.table().name;
    r.where = where;
    add_write(sql::tree{std::move(r)}, std::move(keys));
}

links_plan::changed_columns links_plan::differing(const wanted_link& link, const std::vector<value>& stored) const
{
    changed_columns out;
    for (const auto& [column, given] : link.attributes) {
        const auto at = std::find(attribute_columns_.begin(), attribute_columns_.end(), column);
        if (!same_value(stored[static_cast<std::size_t>(at - attribute_columns_.begin())], given))
            out.emplace_back(column, given);
    }
    return out;
}

void links_plan::change(const value& key, changed_columns columns)
{
    std::string shape;
    for (const auto& [column, given] : columns)
        // With its length before it, no part can be taken for a piece of another.
        for (const auto& part : {column->column_name, identity_of(given)})
            shape += std::to_string(part.size()) + ':' + part;
    auto& group = changes_[shape];
    group.first = std::move(columns);
    group.second.add(key.view());
}

void links_plan::add_updates()
{
    for (auto& [shape, group] : changes_) {
        sql::update u;
        u.table = table_.table().name;
        std::vector<value> values;
        bool stamped = false;
        const auto set = [&](const schema::column& c, value v) {
            u.set.push_back({c.column_name, sql::make(sql::slot_value{values.size() + 2, c.type})});
            values.push_back(std::move(v));
        };
        const auto* stamp = table_.relation().updated_at;
        for (auto& [column, given] : group.first) {
            stamped = stamped || column == stamp;
            set(*column, std::move(given));
        }
        if (stamp != nullptr && !stamped)
            set(*stamp, timestamp());
        u.where = sql::make(sql::junction{true, {table_.of_parent(), table_.of_keys()}});
        add_write(sql::tree{std::move(u)}, std::move(group.second), std::move(values));
    }
    changes_.clear();
}

void links_plan::add_key_insert(const std::vector<const wanted_link*>& fresh,
                                const std::vector<const schema::column*>& stamps)
{
    sql::insert into;
    into.table = table_.table().name;
    sql::select rows;
    std::vector<value> values;
    const auto give = [&](const schema::column& c, sql::expr what) {
        into.columns.push_back(c.column_name);
        rows.columns.push_back({std::move(what), {}});
    };
    give(table_.near(), sql::make(sql::slot_value{0, table_.near().type}));
    give(table_.far(), sql::make(sql::column_name{"k", "value"}));
    for (const auto& [column, v] : table_.conditions())
        give(*column, sql::make(sql::parameter{v, column->type}));
    for (const auto* c : stamps) {
        give(*c, sql::make(sql::slot_value{values.size() + 2, c->type}));
        values.push_back(timestamp());
    }
    rows.from = sql::keys_source{sql::keys{nullptr, 1, table_.far().type}, "k"};
    rows.order.push_back({sql::make(sql::column_name{"k", "ordinal"}), false});
    into.query = std::make_shared<const sql::select>(std::move(rows));
    key_set keys;
    for (const auto* w : fresh)
        keys.add(w->key.view());
    add_write(sql::tree{std::move(into)}, std::move(keys), std::move(values));
}

void links_plan::add_inserts(const std::vector<const wanted_link*>& fresh)
{
    if (fresh.empty())
        return;
    const auto& r = table_.relation();
    std::vector<const schema::column*> stamps;
    for (const auto* c : {r.created_at, r.updated_at})
        if (c && !table_.condition(*c) &&
            std::find(attribute_columns_.begin(), attribute_columns_.end(), c) == attribute_columns_.end())
            stamps.push_back(c);
    if (attribute_columns_.empty()) {
        add_key_insert(fresh, stamps);
        return;
    }
    const value now = stamps.empty() ? value{} : timestamp();
    std::map<std::vector<const schema::column*>, std::size_t> groups;
    for (const auto* w : fresh) {
        // A link that leaves out what others give gets null there, so that all go in one statement; where the column
        // takes no null its default is wanted, and only a statement without the column asks for that.
        std::vector<const schema::column*> columns;
        std::vector<value> row{parent_, w->key};
        for (const auto& [column, v] : table_.conditions()) {
            columns.push_back(column);
            row.push_back(v);
        }
        for (const auto* c : attribute_columns_) {
            const auto given =
                std::find_if(w->attributes.begin(), w->attributes.end(), [&](const auto& a) { return a.first == c; });
            if (given == w->attributes.end() && !c->nullable)
                continue;
            columns.push_back(c);
            row.push_back(given == w->attributes.end() ? value{} : given->second);
        }
        row.insert(row.end(), stamps.size(), now);
        const auto [at, fresh_group] = groups.try_emplace(columns, inserts_.size());
        if (fresh_group) {
            columns.insert(columns.end(), stamps.begin(), stamps.end());
            columns.insert(columns.begin(), {&table_.near(), &table_.far()});
            inserts_.emplace_back().columns = std::move(columns);
        }
        inserts_[at->second].rows.push_back(std::move(row));
    }
    for (auto& group : inserts_) {
        std::vector<std::string> names;
        std::vector<column_type> types;
        for (const auto* c : group.columns) {
            names.push_back(c->column_name);
            types.push_back(c->type);
        }
        group.batches = std::make_unique<insert_batches>(environment_, table_.table().name, std::move(names),
                                                         std::move(types), group.rows);
    }
}

} // namespace ginnel::engine
