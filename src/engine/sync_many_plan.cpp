#include "engine/sync_many_plan.hpp"

#include "engine/arguments.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::engine {

namespace {

/// How many parents one statement names: its text grows with them.
constexpr std::size_t most_parents = 100;

sql::expr named(const std::string& column)
{
    return sql::make(sql::column_name{{}, column});
}

} // namespace

sync_many_plan::sync_many_plan(const environment& e, const schema::relation& r, std::vector<parent_links> parents,
                               sync_options o)
    : result(parents.size()),
      environment_{e},
      table_{r},
      options_{o},
      stage_{e.abilities.row_locks ? stage::lock : stage::look},
      inserts_{environment_, table_}
{
    if (const auto* m = r.path.front().to_model;
        m && m->primary_key != &table_.near() && m->primary_key != &table_.far())
        key_ = m->primary_key;
    for (std::size_t i = 0; i < parents.size(); ++i)
        take(parents[i], i);
    std::sort(parents_.begin(), parents_.end(),
              [](const parent& a, const parent& b) { return key_before(a.key, b.key); });
    for (std::size_t i = 0; i < parents_.size(); ++i) {
        by_parent_[identity_of(parents_[i].key)] = i;
        keys_.add(parents_[i].key.view());
    }
}

void sync_many_plan::take(parent_links& given, std::size_t number)
{
    const auto& r = table_.relation();
    if (given.parent.is_null())
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    r.source->name + "." + r.name + " cannot be written: parent number " + std::to_string(number + 1) +
                        " has no " + r.local_key().name + "; save it first"}
            .in_model(r.source->name)
            .in_relation(r.name);
    auto& p = parents_.emplace_back(parent{table_.near_key(given.parent), number});
    if (!by_parent_.try_emplace(identity_of(p.key), number).second)
        throw error{error_kind::usage, "E_PARENT_TWICE",
                    r.source->name + "." + r.name + ": the parent with " + r.local_key().name + " " +
                        to_display(p.key) + " is given twice: give all of its links at once"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    for (auto& l : given.links) {
        wanted w{wanted_of(table_, l, attribute_columns_)};
        const auto [at, fresh] = p.by_key.try_emplace(identity_of(w.link.key), p.links.size());
        if (fresh)
            p.links.push_back(std::move(w));
        else
            p.links[at->second] = std::move(w);
    }
    std::stable_sort(p.links.begin(), p.links.end(),
                     [](const wanted& a, const wanted& b) { return key_before(a.link.key, b.link.key); });
    for (std::size_t i = 0; i < p.links.size(); ++i)
        p.by_key[identity_of(p.links[i].link.key)] = i;
}

const char* sync_many_plan::identity() const
{
    return key_ ? key_->column_name.c_str() : environment_.abilities.row_identity;
}

sql::select sync_many_plan::look(const std::string& identity) const
{
    auto s = table_.links(attribute_columns_, false, identity);
    s.columns.push_back({named(table_.near().column_name), {}});
    std::vector<sql::expr> all{
        sql::make(sql::in_keys{named(table_.near().column_name), sql::keys{nullptr, 1, table_.near().type}, false})};
    table_.add_declared(all);
    s.where = sql::make(sql::junction{true, std::move(all)});
    return s;
}

event sync_many_plan::send_tree(const sql::tree& t, const key_set& keys)
{
    current_ = environment_.dialect.render(t);
    arguments_ = arguments_of(
        current_, [](std::size_t) -> const value* { return nullptr; }, &keys);
    steps_.assign(1, {static_cast<step_id>(stage_), current_.text, arguments_});
    return send{steps_};
}

event sync_many_plan::next()
{
    switch (stage_) {
    case stage::lock:
        return send_tree(table_.lock_all(), keys_);
    case stage::look:
        return send_tree(look({}), keys_);
    case stage::look_again:
        return send_tree(look(identity()), repeated_);
    case stage::write:
        stage_ = stage::insert;
        if (!writes_.empty()) {
            steps_.clear();
            for (auto& w : writes_)
                steps_.push_back({static_cast<step_id>(stage::write), w.statement.text, w.arguments});
            return send{steps_};
        }
        [[fallthrough]];
    case stage::insert:
        if (const auto* batch = inserts_.next()) {
            steps_.assign(1, {static_cast<step_id>(stage::insert), batch->statement->text, batch->arguments});
            return send{steps_};
        }
        stage_ = stage::end;
        break;
    case stage::end:
        break;
    }
    return finish{};
}

void sync_many_plan::row(step_id id, const cell* cells)
{
    if (id != static_cast<step_id>(stage::look) && id != static_cast<step_id>(stage::look_again))
        return;
    const bool again = id == static_cast<step_id>(stage::look_again);
    const auto& near = cells[1 + attribute_columns_.size() + (again ? 1 : 0)];
    const auto at = by_parent_.find(identity_of(value{near}));
    if (at == by_parent_.end() || cells[0].type == kind::null)
        return; // a null key relates to nothing, so such a row is no link
    if (again)
        see_again(parents_[at->second], cells);
    else
        see(parents_[at->second], cells);
}

void sync_many_plan::see(parent& p, const cell* cells)
{
    value key{cells[0]};
    const auto at = p.by_key.find(identity_of(key));
    if (at == p.by_key.end()) {
        if (options_.detach && p.gone_seen.insert(identity_of(key)).second) {
            p.gone.add(cells[0]);
            result[p.given].detached.push_back(std::move(key));
        }
        return;
    }
    auto& w = p.links[at->second];
    if (!w.exists) {
        w.exists = true;
        for (std::size_t i = 0; i < attribute_columns_.size(); ++i)
            w.stored.emplace_back(cells[1 + i]);
    } else if (!w.repeated && !options_.only_add) {
        w.repeated = true;
        repeated_.add(p.key.view());
    }
}

void sync_many_plan::see_again(parent& p, const cell* cells)
{
    const auto at = p.by_key.find(identity_of(value{cells[0]}));
    if (at == p.by_key.end() || !p.links[at->second].repeated)
        return;
    auto& w = p.links[at->second];
    const auto& which = cells[1 + attribute_columns_.size()];
    if (!w.kept) {
        w.kept = true;
        for (std::size_t i = 0; i < attribute_columns_.size(); ++i)
            w.stored[i] = value{cells[1 + i]};
    } else if (which.type != kind::null) {
        surplus_.add(which);
        result[p.given].detached.emplace_back(cells[0]);
    }
}

void sync_many_plan::done(step_id id, const driver::outcome&)
{
    if (id == static_cast<step_id>(stage::lock)) {
        stage_ = stage::look;
    } else if (id == static_cast<step_id>(stage::look) && !repeated_.empty() && identity() != nullptr) {
        stage_ = stage::look_again;
    } else if (id == static_cast<step_id>(stage::look) || id == static_cast<step_id>(stage::look_again)) {
        decide();
        stage_ = stage::write;
    }
}

void sync_many_plan::decide()
{
    for (auto& p : parents_) {
        auto& said = result[p.given];
        for (const auto& w : p.links) {
            if (!w.exists) {
                inserts_.add(p.key, w.link, attribute_columns_);
                said.attached.push_back(w.link.key);
            } else if (options_.only_add) {
                continue;
            } else if (auto changed = differing(w.link, attribute_columns_, w.stored); !changed.empty()) {
                auto& group = p.changed[shape_of(changed)];
                group.first = std::move(changed);
                group.second.add(w.link.key.view());
                said.updated.push_back(w.link.key);
            }
        }
    }
    add_removals();
    add_updates();
}

/// near = a parent and far in its keys, for each of these; and what is declared.
sql::expr sync_many_plan::of(const some_links* first, std::size_t count) const
{
    std::vector<sql::expr> each;
    for (std::size_t i = 0; i < count; ++i)
        each.push_back(sql::make(sql::junction{
            true,
            {sql::make(sql::binary{"=", named(table_.near().column_name),
                                   sql::make(sql::parameter{*first[i].parent, table_.near().type})}),
             sql::make(sql::in_keys{named(table_.far().column_name),
                                    sql::keys{std::make_shared<const key_set>(*first[i].far), 0, table_.far().type},
                                    false})}}));
    std::vector<sql::expr> all{sql::make(sql::junction{false, std::move(each)})};
    table_.add_declared(all);
    return sql::make(sql::junction{true, std::move(all)});
}

void sync_many_plan::add_write(const sql::tree& t)
{
    auto& w = writes_.emplace_back();
    w.statement = environment_.dialect.render(t);
    w.arguments = arguments_of(
        w.statement, [](std::size_t) -> const value* { return nullptr; }, &surplus_);
}

void sync_many_plan::add_removal(sql::expr which)
{
    if (const auto* trashed = table_.trashed()) {
        sql::update u;
        u.table = table_.table().name;
        u.set.push_back({trashed->column_name, sql::make(sql::parameter{link_timestamp(environment_), trashed->type})});
        u.where = std::move(which);
        add_write(sql::tree{std::move(u)});
        return;
    }
    sql::remove r;
    r.table = table_.table().name;
    r.where = std::move(which);
    add_write(sql::tree{std::move(r)});
}

void sync_many_plan::add_removals()
{
    std::vector<some_links> gone;
    for (const auto& p : parents_)
        if (!p.gone.empty())
            gone.push_back({&p.key, &p.gone});
    for (std::size_t i = 0; i < gone.size(); i += most_parents)
        add_removal(of(gone.data() + i, std::min(most_parents, gone.size() - i)));
    if (!surplus_.empty())
        add_removal(sql::make(
            sql::in_keys{named(identity()), sql::keys{nullptr, 1, key_ ? key_->type : column_type::int64}, false}));
}

void sync_many_plan::add_updates()
{
    std::map<std::string, std::vector<some_links>> groups;
    std::map<std::string, const changed_columns*> columns;
    for (const auto& p : parents_)
        for (const auto& [shape, group] : p.changed) {
            groups[shape].push_back({&p.key, &group.second});
            columns[shape] = &group.first;
        }
    const auto* stamp = table_.relation().updated_at;
    for (const auto& [shape, of_parents] : groups) {
        sql::update u;
        u.table = table_.table().name;
        bool stamped = false;
        for (const auto& [column, given] : *columns[shape]) {
            u.set.push_back({column->column_name, sql::make(sql::parameter{given, column->type})});
            stamped = stamped || column == stamp;
        }
        if (stamp != nullptr && !stamped)
            u.set.push_back({stamp->column_name, sql::make(sql::parameter{link_timestamp(environment_), stamp->type})});
        for (std::size_t i = 0; i < of_parents.size(); i += most_parents) {
            u.where = of(of_parents.data() + i, std::min(most_parents, of_parents.size() - i));
            add_write(sql::tree{u});
        }
    }
}

} // namespace ginnel::engine
