#include "engine/replace_plan.hpp"

#include "engine/count_on.hpp"
#include "engine/remove_statement.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::engine {

namespace {

sql::expr named(const schema::column& c)
{
    return sql::make(sql::column_name{{}, c.column_name});
}
sql::expr slot(std::size_t index, const schema::column& c)
{
    return sql::make(sql::slot_value{index, c.type});
}
sql::expr equals(const schema::column& c, sql::expr what)
{
    return sql::make(sql::binary{"=", named(c), std::move(what)});
}
sql::expr all_of(std::vector<sql::expr> all)
{
    return sql::make(sql::junction{true, std::move(all)});
}
sql::expr of_keys(const schema::model& m)
{
    return sql::make(sql::in_keys{named(*m.primary_key), sql::keys{nullptr, 0, m.primary_key->type}, false});
}

/// Slot 1 is the parent's key; what else ties is known.
std::vector<sql::expr> of_parent(const column_values& ties)
{
    std::vector<sql::expr> all;
    for (std::size_t i = 0; i < ties.size(); ++i) {
        const auto& c = *ties[i].first;
        all.push_back(equals(c, i == 0 ? slot(1, c) : sql::make(sql::parameter{ties[i].second, c.type})));
    }
    return all;
}

sql::expr of_keys_and_parent(const schema::model& m, const column_values& ties)
{
    auto all = of_parent(ties);
    all.insert(all.begin(), of_keys(m));
    return all_of(std::move(all));
}

} // namespace

column_values untied(const column_values& ties)
{
    column_values out;
    for (const auto& [column, v] : ties)
        if (column->nullable)
            out.emplace_back(column, value{});
    return out;
}

sql::tree untying(const schema::model& m, const column_values& ties, const column_values& times)
{
    sql::update u;
    u.table = m.table.name;
    for (const auto& [column, v] : untied(ties))
        u.set.push_back({column->column_name, sql::make(sql::parameter{v, column->type})});
    count_on(u, m, times);
    u.where = of_keys_and_parent(m, ties);
    return u;
}

replace_plan::replace_plan(const environment& e, const schema::relation& r, const value& parent,
                           const column_values& ties, const key_set& kept, const std::vector<void*>& fresh,
                           bool looks_only)
    : environment_{e},
      relation_{r},
      model_{*r.target},
      parent_{parent},
      ties_{ties},
      kept_{kept},
      fresh_{fresh},
      stage_{e.abilities.row_locks ? stage::lock : stage::look},
      looks_only_{looks_only},
      writes_{e, *r.target}
{
    for (std::size_t i = 0; i < kept.size(); ++i)
        named_.insert(identity_of(value{kept.at(i)}));
}

sql::select replace_plan::look() const
{
    sql::select s;
    s.columns.push_back({named(*model_.primary_key), {}});
    for (const auto& [column, v] : ties_)
        s.columns.push_back({named(*column), {}});
    s.from = sql::table_source{model_.table.name, {}};
    s.where = all_of(of_parent(ties_));
    if (!kept_.empty())
        s.where = sql::make(sql::junction{false, {s.where, of_keys(model_)}});
    if (model_.deleted_at != nullptr)
        s.where = all_of({s.where, sql::make(sql::null_test{named(*model_.deleted_at), false})});
    s.order.push_back({named(*model_.primary_key), false});
    // In the order of their keys, so that two callers who take rows from each other's parents cannot wait for each
    // other.
    if (environment_.abilities.row_locks)
        s.lock = sql::row_lock::update;
    return s;
}

event replace_plan::next()
{
    if (stage_ == stage::write)
        return writes_.next();
    current_ = stage_ == stage::lock
                   ? environment_.dialect.render(row_lock_of(relation_.local_key(), relation_.source->table.name))
                   : environment_.dialect.render(look());
    arguments_ = arguments_of(
        current_, [this](std::size_t) { return &parent_; }, &kept_);
    step_ = {0, current_.text, arguments_};
    return send{{&step_, 1}};
}

void replace_plan::row(step_id id, const cell* cells)
{
    if (stage_ == stage::write) {
        writes_.row(id, cells);
        return;
    }
    if (stage_ == stage::lock)
        return;
    const auto key = identity_of(value{cells[0]});
    seen_.insert(key);
    bool tied = true;
    for (std::size_t i = 0; i < ties_.size(); ++i)
        tied = tied && same_value(value{cells[i + 1]}, ties_[i].second);
    if (named_.find(key) == named_.end())
        gone_.add(cells[0]);
    else if (!tied) {
        coming_.add(cells[0]);
        coming_named_.insert(key);
    }
}

void replace_plan::done(step_id id, const driver::outcome& what)
{
    if (stage_ == stage::write) {
        writes_.done(id, what);
    } else if (stage_ == stage::lock) {
        stage_ = stage::look;
    } else {
        decide();
        stage_ = stage::write;
    }
}

sql::tree replace_plan::taking() const
{
    if (ties_.front().first->nullable)
        return untying(model_, ties_, times_of_update(environment_, model_));
    const auto at = times_of_removal(environment_, model_, removal::declared);
    return remove_statement(at, model_, of_keys_and_parent(model_, ties_), removal::declared, true);
}

void replace_plan::decide()
{
    for (std::size_t i = 0; i < kept_.size(); ++i)
        if (seen_.find(identity_of(value{kept_.at(i)})) == seen_.end())
            throw error{error_kind::not_found, "E_ROW_NOT_FOUND",
                        relation_.source->name + "." + relation_.name + " cannot be replaced: there is no " +
                            model_.name + " with " + model_.primary_key->name + " " + to_display(kept_.at(i)) +
                            " any more"}
                .in_model(model_.name)
                .in_relation(relation_.name);
    removed = static_cast<std::int64_t>(gone_.size());
    if (looks_only_)
        return;
    // What goes makes room under a unique index for what comes.
    if (!gone_.empty())
        writes_.add(taking(), gone_, {parent_});
    if (!coming_.empty()) {
        sql::update u;
        u.table = model_.table.name;
        std::vector<value> values;
        for (const auto& [column, v] : ties_) {
            values.push_back(v);
            u.set.push_back({column->column_name, slot(values.size(), *column)});
        }
        u.where = of_keys(model_);
        writes_.add(u, coming_, std::move(values));
    }
    writes_.insert(fresh_, ties_);
}

} // namespace ginnel::engine
