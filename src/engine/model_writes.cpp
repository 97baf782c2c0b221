#include "engine/model_writes.hpp"

#include "engine/update_statement.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::engine {

sql::select row_lock_of(const schema::column& key, const std::string& table)
{
    sql::select s;
    s.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    s.from = sql::table_source{table, {}};
    s.where = sql::make(
        sql::binary{"=", sql::make(sql::column_name{{}, key.column_name}), sql::make(sql::slot_value{0, key.type})});
    s.lock = sql::row_lock::update;
    return s;
}

void model_writes::update(value key, column_values changed)
{
    std::vector<const schema::column*> columns;
    auto& w = writes_.emplace_back();
    w.values.push_back(std::move(key));
    for (auto& [column, v] : changed) {
        columns.push_back(column);
        w.values.push_back(std::move(v));
    }
    auto& s = updates_[columns];
    if (s.text.empty())
        s = environment_.dialect.render(sql::tree{update_of_row(model_, columns)});
    w.statement = &s;
    w.arguments = arguments_of(s, [&w](std::size_t slot) { return &w.values[slot]; });
    w.of_one_row = true;
}

void model_writes::add(const sql::tree& t, key_set keys, std::vector<value> values)
{
    auto& s = others_.emplace_back(environment_.dialect.render(t));
    auto& w = writes_.emplace_back();
    w.statement = &s;
    w.keys = std::move(keys);
    w.values = std::move(values);
    w.arguments = arguments_of(
        s, [&w](std::size_t slot) { return &w.values[slot - 1]; }, &w.keys);
    w.of_one_row = false;
}

void model_writes::insert(std::span<void* const> objects, const column_values& fixed)
{
    if (!objects.empty())
        insert_ = std::make_unique<insert_plan>(environment_, model_, objects, fixed);
}

event model_writes::next()
{
    if (!writes_.empty() && !std::exchange(sent_, true)) {
        for (std::size_t i = 0; i < writes_.size(); ++i)
            steps_.push_back({static_cast<step_id>(i), writes_[i].statement->text, writes_[i].arguments});
        return send{steps_};
    }
    if (!insert_)
        return finish{};
    inserting_ = true;
    return insert_->next();
}

void model_writes::row(step_id id, const cell* cells)
{
    if (inserting_)
        insert_->row(id, cells);
}

void model_writes::done(step_id id, const driver::outcome& what)
{
    if (inserting_) {
        insert_->done(id, what);
        return;
    }
    const auto& w = writes_[id];
    if (w.of_one_row && what.affected == 0)
        throw error{error_kind::not_found, "E_ROW_NOT_FOUND",
                    "there is no " + model_.name + " with " + model_.primary_key->name + " " + to_display(w.values[0]) +
                        " any more, so it was not updated: create it, or read it again"}
            .in_model(model_.name);
}

void model_writes::hand_over()
{
    if (insert_)
        insert_->hand_over();
}

void model_writes_plan::lock(const schema::column& key, const std::string& table, value wanted)
{
    if (!environment_.abilities.row_locks)
        return; // the write transaction itself is the lock
    locked_ = std::move(wanted);
    lock_ = environment_.dialect.render(row_lock_of(key, table));
    arguments_ = arguments_of(lock_, [this](std::size_t) { return &locked_; });
    locking_ = true;
}

needs model_writes_plan::wants() const
{
    const bool several = !lock_.text.empty() || writes.statements() > 1;
    return {several ? needs::scope::write : needs::scope::autocommit, true};
}

event model_writes_plan::next()
{
    if (!locking_)
        return writes.next();
    step_ = {0, lock_.text, arguments_};
    return send{{&step_, 1}};
}

void model_writes_plan::row(step_id id, const cell* cells)
{
    if (!locking_)
        writes.row(id, cells);
}

void model_writes_plan::done(step_id id, const driver::outcome& what)
{
    if (locking_)
        locking_ = false;
    else
        writes.done(id, what);
}

} // namespace ginnel::engine
