#include "engine/insert_plan.hpp"

#include "engine/record.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::engine {

namespace {

constexpr std::size_t rows_per_statement = 100;

/// A record that was given no value for a column leaves it to the database.
bool is_given(const schema::model& m, std::span<void* const> objects, std::size_t column)
{
    if (m.ops != &record_ops())
        return true;
    return std::any_of(objects.begin(), objects.end(),
                       [&](const void* o) { return static_cast<const record*>(o)->has(column); });
}

} // namespace

insert_batches::insert_batches(const environment& e, std::string table, std::vector<std::string> columns,
                               std::vector<column_type> types, const insert_rows& rows, std::string returning)
    : environment_{e}, table_{std::move(table)}, returning_{std::move(returning)}, columns_{std::move(columns)},
      types_{std::move(types)}, rows_{rows}
{
    // Without consecutive keys only a statement per row says which key is whose; such drivers send many at once.
    const bool one_by_one = (!returning_.empty() && !e.abilities.consecutive_keys && !e.abilities.returning_in_order) || columns_.empty();
    largest_ = one_by_one ? 1 : std::clamp<std::size_t>(e.abilities.max_parameters / columns_.size(), 1, rows_per_statement);
}

const sql::statement& insert_batches::statement_for(std::size_t count)
{
    auto& s = statements_[count];
    if (!s.text.empty())
        return s;
    sql::insert tree;
    tree.table = table_;
    tree.columns = columns_;
    for (std::size_t r = 0, slot = 0; r < count; ++r) {
        auto& row = tree.rows.emplace_back();
        for (const auto type : types_)
            row.push_back(sql::make(sql::slot_value{slot++, type}));
    }
    if (!returning_.empty() && !environment_.abilities.consecutive_keys)
        tree.returning.push_back(returning_);
    s = environment_.dialect.render(sql::tree{std::move(tree)});
    return s;
}

insert_batches::batch insert_batches::next()
{
    const std::size_t count = std::min(rows_.size() - at_, largest_);
    if (count == 0)
        return {nullptr, at_, 0, {}};
    batch b{&statement_for(count), at_, count, {}};
    for (const auto& p : b.statement->parameters) {
        const auto& v = rows_[at_ + p.slot / columns_.size()][p.slot % columns_.size()];
        b.arguments.push_back({&v, nullptr, p.type, p.typed});
    }
    at_ += count;
    return b;
}

insert_plan::insert_plan(const environment& e, const schema::model& m, std::span<void* const> objects, bool keys_given)
    : environment_{e}, model_{m}, objects_{objects.begin(), objects.end()}, keys_given_{keys_given}
{
    std::vector<std::string> names;
    std::vector<column_type> types;
    std::vector<std::size_t> indices;
    for (const auto& c : m.table.columns) {
        if ((c.generated && !keys_given) || !is_given(m, objects, c.index))
            continue;
        names.push_back(c.column_name);
        types.push_back(c.type);
        indices.push_back(c.index);
    }
    rows_.reserve(objects.size());
    for (const void* object : objects_) {
        auto& row = rows_.emplace_back();
        row.reserve(indices.size());
        for (const auto i : indices)
            row.push_back(m.ops->get(m, object, i));
    }
    const bool asks_key = !keys_given && m.primary_key && m.primary_key->generated;
    batches_ = std::make_unique<insert_batches>(e, m.table.name, std::move(names), std::move(types), rows_,
                                                asks_key ? m.primary_key->column_name : std::string{});
}

event insert_plan::next()
{
    current_ = batches_->next();
    if (current_.count == 0)
        return finish{};
    returned_ = 0;
    step_ = {0, current_.statement->text, current_.arguments};
    return send{{&step_, 1}};
}

void insert_plan::give_key(std::size_t row, const cell& key)
{
    if (!model_.ops->set(model_, objects_[row], model_.primary_key->index, key))
        throw error{error_kind::data, "E_COLUMN_TYPE",
                    "the database made the key " + to_display(key) + ", which does not fit " + model_.name + "."
                        + model_.primary_key->name}
            .in_model(model_.name);
}

void insert_plan::row(step_id, const cell* cells)
{
    give_key(current_.first + returned_++, cells[0]);
}

void insert_plan::done(step_id, const driver::outcome& what)
{
    if (keys_given_ || !model_.primary_key || !model_.primary_key->generated || !environment_.abilities.consecutive_keys)
        return;
    // One statement, one writer, a counted key: the keys of its rows follow each other.
    for (std::size_t i = 0; i < current_.count; ++i) {
        cell key;
        key.type = kind::integer;
        key.integer = what.last_key - static_cast<std::int64_t>(current_.count - 1 - i);
        give_key(current_.first + i, key);
    }
}

} // namespace ginnel::engine
