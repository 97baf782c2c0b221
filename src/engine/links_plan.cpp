#include "engine/links_plan.hpp"

#include "engine/arguments.hpp"
#include "engine/statement_store.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::engine {

namespace {

const value& saved(const value& parent, const schema::relation& r)
{
    if (parent.is_null())
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    r.source->name + "." + r.name + " cannot be written: the " + r.source->name + " has no " +
                        r.local_key().name + " yet; save it first"}
            .in_model(r.source->name)
            .in_relation(r.name);
    return parent;
}

} // namespace

links_plan::links_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
                       bool repeated)
    : environment_{e},
      table_{r},
      parent_{saved(parent, r)},
      wanted_{table_, links, repeated},
      inserts_{environment_, table_}
{
}

void links_plan::look_among_wanted()
{
    look_ = look::among;
    look_keys_ = wanted_.keys();
}

void links_plan::mark_found(const cell* cells)
{
    if (const auto at = wanted_.place_of(cells[0]))
        wanted_.found(*at);
}

bool links_plan::plain() const
{
    return wanted_.named().empty() && table_.conditions().empty() && table_.trashed() == nullptr;
}

std::shared_ptr<const sql::statement> links_plan::kept(std::string_view shape, const std::function<sql::tree()>& tree)
{
    const auto render = [&] { return environment_.dialect.render(tree()); };
    if (!plain())
        return std::make_shared<const sql::statement>(render());
    if (table_names_.empty()) {
        for (const std::string_view part :
             {std::string_view{table_.table().name}, std::string_view{table_.near().column_name},
              std::string_view{table_.far().column_name}})
            (table_names_ += '\0') += part;
        for (const auto type : {table_.near().type, table_.far().type})
            table_names_ += static_cast<char>(type);
    }
    std::string name{shape};
    name += table_names_;
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
        if (look_ != look::none)
            return send_statement(look_statement());
        decide();
        stage_ = stage::write;
    }
    if (stage_ == stage::write) {
        if (!writes_.empty() && !std::exchange(writes_sent_, true))
            return send_writes();
        if (const auto* batch = inserts_.next()) {
            steps_.assign(1, {static_cast<step_id>(stage::write), batch->statement->text, batch->arguments});
            return send{steps_};
        }
        stage_ = stage::end;
    }
    return finish{};
}

std::shared_ptr<const sql::statement> links_plan::look_statement()
{
    const bool among = look_ == look::among;
    const auto tree = [&] {
        return sql::tree{table_.links(looks_at_attributes_ ? wanted_.named() : std::vector<const schema::column*>{},
                                      among, look_identity_)};
    };
    if (!look_identity_.empty())
        return std::make_shared<const sql::statement>(environment_.dialect.render(tree()));
    return kept(among ? "look among" : "look", tree);
}

event links_plan::send_writes()
{
    steps_.clear();
    for (auto& w : writes_) {
        w.arguments = arguments_of(
            *w.statement, [&](std::size_t slot) { return slot == 0 ? &parent_ : &w.values[slot - 2]; }, &w.keys);
        steps_.push_back({static_cast<step_id>(stage::write), w.statement->text, w.arguments});
    }
    return send{steps_};
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

void links_plan::add_key_insert(const std::vector<std::size_t>& fresh)
{
    const auto stamps = stamp_columns(table_, wanted_.named());
    key_set keys;
    keys.reserve(fresh.size());
    for (const auto i : fresh)
        wanted_.add_key_to(keys, i);
    std::vector<value> values;
    for (std::size_t i = 0; i < stamps.size(); ++i)
        values.push_back(link_timestamp(environment_));
    const auto tree = [&] { return sql::tree{key_insert(stamps)}; };
    if (stamps.empty())
        add_write(kept("insert", tree), std::move(keys));
    else
        add_write(tree(), std::move(keys), std::move(values));
}

void links_plan::add_inserts(const std::vector<std::size_t>& fresh)
{
    if (fresh.empty())
        return;
    if (wanted_.named().empty()) {
        add_key_insert(fresh);
        return;
    }
    for (const auto i : fresh)
        inserts_.add(parent_, wanted_.at(i), wanted_.named());
}

} // namespace ginnel::engine
