#include "engine/insert_plan.hpp"

#include "engine/arguments.hpp"
#include "engine/link_table.hpp"
#include "engine/new_row.hpp"
#include "engine/record.hpp"
#include "engine/stamp.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>

namespace ginnel::engine {

namespace {

constexpr step_id read_back_step = 1;

bool fits(column_type type, std::int64_t key) noexcept
{
    if (type == column_type::int32)
        return key == static_cast<std::int32_t>(key);
    return type != column_type::int16 || key == static_cast<std::int16_t>(key);
}

} // namespace

insert_plan::insert_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                         std::span<const std::pair<const schema::column*, value>> fixed)
    : environment_{e}, model_{m}, objects_{objects.begin(), objects.end()}
{
    take_fixed(fixed);
    stamp_rows();
    std::map<std::vector<std::size_t>, group*> by_columns;
    const auto roles = this->roles();
    std::vector<std::size_t> columns, defaults;
    group* last = nullptr;
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        const void* object = objects_[i];
        const bool asks_key = m.primary_key && m.primary_key->generated && !key_is_given(object);
        columns.clear();
        defaults.clear();
        for (std::size_t c = 0; c < roles.size(); ++c) {
            if (roles[c] == role::generated && asks_key)
                continue;
            if (roles[c] == role::filled && left_to_database(m.table.columns[c], object))
                defaults.push_back(c);
            else if (roles[c] == role::given || this->fixed(c) != nullptr || is_given(m, object, c))
                columns.push_back(c);
        }
        if (last != nullptr && last->columns == columns) { // most rows are alike: no search
            last->objects.push_back(i);
            continue;
        }
        auto& g = by_columns[columns];
        if (!g) {
            g = groups_.emplace_back(std::make_unique<group>()).get();
            g->columns = columns;
            g->asks_key = asks_key;
            g->defaults = defaults;
            g->has_key = m.primary_key != nullptr && (asks_key || !defaults.empty());
        }
        g->objects.push_back(i);
        last = g;
    }
    // Given keys first: the database then counts on from them instead of making one that is still to come.
    std::stable_partition(groups_.begin(), groups_.end(), [](const auto& g) { return !g->asks_key; });
    for (const auto& g : groups_) {
        add_batches(*g);
        statements_ += g->batches->count() + (g->reads_back ? 1 : 0);
    }
}

std::vector<insert_plan::role> insert_plan::roles() const
{
    std::vector<role> out;
    for (const auto& c : model_.table.columns)
        if (c.generated)
            out.push_back(role::generated);
        else if (fixed(c.index) != nullptr || (!model_.ops->has && !c.database_default))
            out.push_back(role::given);
        else
            out.push_back(c.database_default ? role::filled : role::asked);
    return out;
}

void insert_plan::add_batches(group& g)
{
    const auto& all = model_.table.columns;
    std::vector<std::string> names;
    std::vector<column_type> types;
    for (const auto c : g.columns) {
        names.push_back(all[c].column_name);
        types.push_back(all[c].type);
    }
    // `returning` costs SQLite about as much as the insert of a row does. Where keys follow each other one statement
    // can read all rows afterwards, for a fifth of that; a single insert needs no second statement, nor a transaction.
    g.reads_back = g.asks_key && environment_.abilities.consecutive_keys && !g.defaults.empty() &&
                   g.objects.size() > insert_batches::most_rows;
    returned_columns back;
    for (const auto c : g.defaults)
        if (!g.reads_back)
            back.columns.push_back(all[c].column_name);
    back.generated = g.asks_key;
    if (g.has_key && !g.reads_back)
        back.key = model_.primary_key->column_name;
    g.batches = std::make_unique<insert_batches>(environment_, model_.table.name, std::move(names), std::move(types),
                                                 g.objects.size(), std::move(back));
}

bool insert_plan::left_to_database(const schema::column& c, const void* object) const
{
    return fixed(c.index) == nullptr && engine::left_to_database(model_, c, object);
}

void insert_plan::take_fixed(std::span<const std::pair<const schema::column*, value>> fixed)
{
    for (const auto& [column, v] : fixed) {
        // Whether a value fits, and as what it is stored, is known to the field alone: it is tried, and the field put
        // back.
        const auto tried = [&, c = column, &given = v](void* object) {
            if (!model_.ops->set(model_, object, c->index, given.view()))
                throw error{error_kind::data, "E_COLUMN_TYPE",
                            model_.name + "." + c->name + " cannot hold " + to_display(given)}
                    .in_model(model_.name);
            return model_.ops->get(model_, object, c->index);
        };
        if (model_.ops == &record_ops()) {
            record scratch{model_};
            fixed_.emplace_back(column, tried(&scratch));
        } else if (!objects_.empty()) {
            const auto before = model_.ops->get(model_, objects_.front(), column->index);
            fixed_.emplace_back(column, tried(objects_.front()));
            model_.ops->set(model_, objects_.front(), column->index, before.view());
        }
    }
}

void insert_plan::stamp_rows()
{
    for (const auto* c : {model_.created_at, model_.updated_at})
        if (c != nullptr && fixed(c->index) == nullptr)
            fixed_.emplace_back(c, stamp(environment_, *c));
    // A row's history starts here, whatever the object was before.
    if (model_.version != nullptr && fixed(model_.version->index) == nullptr)
        fixed_.emplace_back(model_.version, value{std::int64_t{1}});
}

const value* insert_plan::fixed(std::size_t column) const noexcept
{
    for (const auto& [c, v] : fixed_)
        if (c->index == column)
            return &v;
    return nullptr;
}

value insert_plan::value_of(const void* object, std::size_t column) const
{
    const auto* given = fixed(column);
    if (given != nullptr && model_.created_at != nullptr && column == model_.created_at->index)
        return time_of_creation(model_, object, *given);
    return given ? *given : model_.ops->get(model_, object, column);
}

bool insert_plan::key_is_given(const void* object) const
{
    const auto key = value_of(object, model_.primary_key->index);
    return !key.is_null() && !(key.type() == kind::integer && key.integer() == 0);
}

event insert_plan::next()
{
    for (; at_ < groups_.size(); ++at_) {
        auto& g = *groups_[at_];
        const std::size_t count = g.batches->upcoming(), width = g.columns.size();
        if (count == 0 && g.reads_back)
            return read_back();
        if (count == 0)
            continue;
        // Made batch by batch, while the rows are in the processor's cache, and in the room of the batch before.
        values_.resize(count * width);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < width; ++c)
                values_[i * width + c] = value_of(objects_[g.objects[sent_ + i]], g.columns[c]);
        if (sent_ == 0)
            g.first_key = keys_.size();
        current_ = g.batches->next([this](std::size_t slot) { return &values_[slot]; });
        sent_ = count == g.objects.size() - sent_ ? 0 : sent_ + count;
        returned_ = 0;
        step_ = {0, current_.statement->text, current_.arguments};
        return send{{&step_, 1}};
    }
    return finish{};
}

event insert_plan::read_back()
{
    auto& g = *groups_[at_];
    g.reads_back = false;
    const auto& key = *model_.primary_key;
    const auto key_column = sql::make(sql::column_name{{}, key.column_name});
    sql::select rows;
    rows.columns.push_back({key_column, {}});
    for (const auto c : g.defaults)
        rows.columns.push_back({sql::make(sql::column_name{{}, model_.table.columns[c].column_name}), {}});
    rows.from = sql::table_source{model_.table.name, {}};
    rows.where = sql::make(
        sql::between{key_column, sql::make(sql::slot_value{0, key.type}), sql::make(sql::slot_value{1, key.type})});
    rows.order.push_back({key_column, false});
    read_back_ = environment_.dialect.render(sql::tree{std::move(rows)});
    read_at_ = g.first_key;
    read_range_ = {keys_[g.first_key].second, keys_.back().second};
    filled_.reserve(objects_.size() * g.defaults.size());
    current_.arguments = arguments_of(read_back_, [this](std::size_t slot) { return &read_range_[slot]; });
    step_ = {read_back_step, read_back_.text, current_.arguments};
    return send{{&step_, 1}};
}

// Rows come by their keys. What a trigger put among them is passed over, and what one took away stays as it was given.
void insert_plan::take_read_back(const cell* cells)
{
    const auto& g = *groups_[at_];
    while (read_at_ < keys_.size() && keys_[read_at_].second.integer() < cells[0].integer)
        ++read_at_;
    if (read_at_ == keys_.size() || keys_[read_at_].second.integer() != cells[0].integer)
        return;
    for (std::size_t i = 0; i < g.defaults.size(); ++i)
        filled_.push_back({keys_[read_at_].first, g.defaults[i], value{cells[i + 1]}});
}

void insert_plan::refuse_key(const cell& key) const
{
    throw error{error_kind::data, "E_COLUMN_TYPE",
                "the database made the key " + to_display(key) + ", which does not fit " + model_.name + "." +
                    model_.primary_key->name}
        .in_model(model_.name);
}

void insert_plan::take_key(std::size_t row, const cell& key)
{
    if (keys_.empty())
        keys_.reserve(objects_.size());
    // While the rows can still be taken back.
    if (key.type == kind::integer && !fits(model_.primary_key->type, key.integer))
        refuse_key(key);
    keys_.emplace_back(groups_[at_]->objects[row], value{key});
}

void insert_plan::take_defaults(std::size_t row, const cell* cells)
{
    const auto& g = *groups_[at_];
    for (std::size_t i = 0; i < g.defaults.size(); ++i)
        filled_.push_back({g.objects[row], g.defaults[i], value{cells[i]}});
}

void insert_plan::row(step_id id, const cell* cells)
{
    if (id == read_back_step) {
        take_read_back(cells);
        return;
    }
    const auto& g = *groups_[at_];
    const bool counted = g.asks_key && environment_.abilities.consecutive_keys;
    if (current_.count > 1 && g.has_key && !environment_.abilities.returning_in_order) {
        for (std::size_t i = 0; i <= g.defaults.size(); ++i)
            unordered_.emplace_back(cells[i]);
        return;
    }
    const auto row = current_.first + returned_++;
    if (g.asks_key && !counted)
        take_key(row, cells[0]);
    take_defaults(row, cells + (g.has_key ? 1 : 0));
}

void insert_plan::match_by_key(const driver::outcome& what)
{
    const auto& g = *groups_[at_];
    const std::size_t key_column = model_.primary_key->index;
    std::unordered_map<std::string, std::size_t> places;
    if (!g.asks_key)
        for (std::size_t i = 0; i < current_.count; ++i)
            places.emplace(identity_of(value_of(objects_[g.objects[current_.first + i]], key_column)), i);
    filled_.reserve(objects_.size() * g.defaults.size());
    for (auto* kept = unordered_.data(); kept != unordered_.data() + unordered_.size(); kept += g.defaults.size() + 1) {
        std::size_t place = current_.count;
        if (g.asks_key)
            place = static_cast<std::size_t>(kept->integer() - what.last_key) + current_.count - 1;
        else if (const auto found = places.find(identity_of(*kept)); found != places.end())
            place = found->second;
        if (place >= current_.count)
            throw error{error_kind::data, "E_RETURNED_KEY",
                        "the database gave back the key " + to_display(*kept) + " for an inserted " + model_.name +
                            ", which is none of the rows': a trigger may have changed it"}
                .in_model(model_.name);
        for (std::size_t i = 0; i < g.defaults.size(); ++i)
            filled_.push_back({g.objects[current_.first + place], g.defaults[i], std::move(kept[i + 1])});
    }
    unordered_.clear();
}

void insert_plan::done(step_id id, const driver::outcome& what)
{
    if (id == read_back_step)
        return;
    if (!unordered_.empty())
        match_by_key(what);
    if (!groups_[at_]->asks_key || !environment_.abilities.consecutive_keys)
        return;
    // One statement, one writer, a counted key: the keys of its rows follow each other.
    for (std::size_t i = 0; i < current_.count; ++i) {
        cell key;
        key.type = kind::integer;
        key.integer = what.last_key - static_cast<std::int64_t>(current_.count - 1 - i);
        take_key(current_.first + i, key);
    }
}

void insert_plan::hand_over()
{
    for (void* object : objects_)
        for (const auto& fixed : fixed_) {
            const auto column = fixed.first->index;
            model_.ops->set(model_, object, column, value_of(object, column).view());
        }
    for (const auto& [object, key] : keys_)
        if (!model_.ops->set(model_, objects_[object], model_.primary_key->index, key.view()))
            refuse_key(key.view());
    for (const auto& f : filled_)
        if (!model_.ops->set(model_, objects_[f.object], f.column, f.content.view()))
            throw error{error_kind::data, "E_COLUMN_TYPE",
                        "the database gave " + model_.name + "." + model_.table.columns[f.column].name + " the value " +
                            to_display(f.content) + ", which the field cannot hold"}
                .in_model(model_.name);
    if (model_.ops->saved != nullptr)
        for (void* object : objects_)
            model_.ops->saved(model_, object, nullptr);
}

} // namespace ginnel::engine
