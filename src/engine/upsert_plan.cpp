#include "engine/upsert_plan.hpp"

#include "engine/link_table.hpp"
#include "engine/new_row.hpp"
#include "engine/stamp.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace ginnel::engine {

namespace {

bool is_blank_key(const value& v)
{
    return v.is_null() || (v.type() == kind::integer && v.integer() == 0);
}

std::string counted(const std::string& part)
{
    return std::to_string(part.size()) + ":" + part;
}

} // namespace

upsert_plan::upsert_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                         std::span<const schema::column* const> unique, std::span<const schema::column* const> update)
    : model_{m},
      objects_{objects.begin(), objects.end()},
      unique_{unique.begin(), unique.end()},
      keys_(objects.size()),
      told_(objects.size())
{
    if (m.created_at != nullptr)
        now_created_ = stamp(e, *m.created_at);
    if (m.updated_at != nullptr)
        now_updated_ = stamp(e, *m.updated_at);
    std::unordered_map<std::string, std::size_t> last;
    for (std::size_t i = 0; i < objects_.size(); ++i)
        last[identity(objects_[i])] = i;
    for (const void* object : objects_)
        same_as_.push_back(last[identity(object)]);
    for (std::size_t i = 0; i < objects_.size(); ++i)
        if (same_as_[i] == i)
            take(i, groups_);
    const auto conflict = conflict_of(update);
    for (auto& g : groups_) {
        std::vector<std::string> names;
        std::vector<column_type> types;
        for (const auto c : g.columns) {
            names.push_back(m.table.columns[c].column_name);
            types.push_back(m.table.columns[c].type);
        }
        returned_columns back;
        if (asks_key() || !g.back.empty()) {
            if (m.primary_key != nullptr)
                back = {m.primary_key->column_name, m.primary_key->generated, {}};
            back.columns = conflict.columns;
            for (const auto column : g.back)
                back.columns.push_back(m.table.columns[column].column_name);
        }
        g.batches = std::make_unique<insert_batches>(e, m.table.name, std::move(names), std::move(types), g.rows,
                                                     std::move(back), conflict);
        statements_ += g.batches->count();
    }
}

sql::on_conflict upsert_plan::conflict_of(std::span<const schema::column* const> update) const
{
    sql::on_conflict conflict;
    for (const auto* c : unique_)
        conflict.columns.push_back(c->column_name);
    for (const auto* c : update)
        if (c != model_.version && c != model_.updated_at)
            conflict.update.push_back(c->column_name);
    if (model_.updated_at != nullptr)
        conflict.update.push_back(model_.updated_at->column_name);
    if (model_.version != nullptr)
        conflict.counted = model_.version->column_name;
    return conflict;
}

const value* upsert_plan::kept_by_itself(const schema::column& c) const noexcept
{
    if (&c == model_.created_at)
        return &now_created_;
    if (&c == model_.updated_at)
        return &now_updated_;
    return &c == model_.version ? &first_version_ : nullptr;
}

bool upsert_plan::asks_key() const noexcept
{
    return model_.primary_key != nullptr && model_.primary_key->generated;
}

/// Null is in nobody's way, so an object that has one there is like no other.
std::string upsert_plan::identity(const void* object) const
{
    std::string out;
    for (const auto* c : unique_) {
        const auto v = model_.ops->get(model_, object, c->index);
        if (v.is_null())
            return "object " + std::to_string(reinterpret_cast<std::uintptr_t>(object));
        out += counted(identity_of(v));
    }
    return out;
}

void upsert_plan::take(std::size_t object, std::deque<group>& into)
{
    const void* from = objects_[object];
    std::vector<std::size_t> columns, back;
    std::vector<value> row;
    for (const auto& c : model_.table.columns) {
        if (const auto* kept = kept_by_itself(c)) {
            columns.push_back(c.index);
            row.push_back(&c == model_.created_at ? time_of_creation(model_, from, *kept) : *kept);
            back.push_back(c.index);
            continue;
        }
        if (left_to_database(model_, c, from)) {
            back.push_back(c.index);
            continue;
        }
        if (model_.ops->has != nullptr && !model_.ops->has(model_, from, c.index))
            continue;
        auto v = model_.ops->get(model_, from, c.index);
        if (c.generated && is_blank_key(v))
            continue;
        columns.push_back(c.index);
        row.push_back(std::move(v));
    }
    auto at =
        std::find_if(into.begin(), into.end(), [&](const group& g) { return g.columns == columns && g.back == back; });
    if (at == into.end()) {
        into.emplace_back().columns = std::move(columns);
        at = std::prev(into.end());
        at->back = std::move(back);
    }
    at->objects.push_back(object);
    at->rows.push_back(std::move(row));
}

event upsert_plan::next()
{
    for (; at_ < groups_.size(); ++at_) {
        current_ = groups_[at_].batches->next();
        if (current_.count == 0)
            continue;
        returned_.clear();
        step_ = {0, current_.statement->text, current_.arguments};
        return send{{&step_, 1}};
    }
    return finish{};
}

void upsert_plan::row(step_id, const cell* cells)
{
    returned r;
    if (model_.primary_key != nullptr)
        r.key = value{*cells++};
    for (std::size_t i = 0; i < unique_.size(); ++i)
        r.identity += counted(identity_of(value{*cells++}));
    for (std::size_t i = 0; i < groups_[at_].back.size(); ++i)
        r.back.emplace_back(*cells++);
    returned_.push_back(std::move(r));
}

/// Which returned row is whose, its unique columns say: no database promises an order. Rows that the database made of
/// other values than those given (a collation that ignores case) are taken in the order in which they came, which is
/// that of the rows in practice.
void upsert_plan::done(step_id, const driver::outcome&)
{
    const auto& g = groups_[at_];
    std::vector<std::size_t> open;
    std::unordered_map<std::string, std::size_t> by_identity;
    for (std::size_t r = 0; r < returned_.size(); ++r)
        by_identity.try_emplace(returned_[r].identity, r);
    const auto take_over = [&](std::size_t object, returned& from) {
        keys_[object] = from.key;
        for (std::size_t b = 0; b < g.back.size(); ++b)
            told_[object].emplace_back(g.back[b], std::move(from.back[b]));
    };
    std::vector<unsigned char> used(returned_.size(), 0);
    for (std::size_t i = 0; i < current_.count; ++i) {
        const auto object = g.objects[current_.first + i];
        const auto at = by_identity.find(identity(objects_[object]));
        if (at == by_identity.end()) {
            open.push_back(object);
            continue;
        }
        used[at->second] = 1;
        take_over(object, returned_[at->second]);
    }
    std::size_t r = 0;
    for (const auto object : open) {
        while (r < returned_.size() && used[r] != 0)
            ++r;
        if (r < returned_.size())
            take_over(object, returned_[r++]);
    }
}

void upsert_plan::hand_over()
{
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        const auto& key = keys_[same_as_[i]];
        if (asks_key() && !key.is_null() &&
            !model_.ops->set(model_, objects_[i], model_.primary_key->index, key.view()))
            throw error{error_kind::data, "E_COLUMN_TYPE",
                        "the database made the key " + to_display(key) + ", which does not fit " + model_.name + "." +
                            model_.primary_key->name}
                .in_model(model_.name);
        for (const auto& [column, v] : told_[same_as_[i]])
            if (!model_.ops->set(model_, objects_[i], column, v.view()))
                throw error{error_kind::data, "E_COLUMN_TYPE",
                            "the database gave " + model_.name + "." + model_.table.columns[column].name +
                                " the value " + to_display(v) + ", which the field cannot hold"}
                    .in_model(model_.name);
        model_.ops->loaded(model_, objects_[i], nullptr);
    }
}

void upsert(session& s, const schema::model& m, std::span<void* const> objects,
            std::span<const schema::column* const> unique, std::span<const schema::column* const> update)
{
    if (unique.empty() || update.empty())
        throw error{error_kind::usage, "E_UPSERT_COLUMNS",
                    "upsert of " + m.name +
                        " needs the columns of a unique index, and those to update in rows that are there"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    if (!s.env().abilities.returning)
        throw error{error_kind::unsupported, "E_NO_UPSERT",
                    "this database tells no keys of rows that were in the way: use update_or_create_many for " + m.name}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    if (objects.empty())
        return;
    s.run_unit([&] { return std::make_unique<upsert_plan>(s.env(), m, objects, unique, update); },
               [](plan& p) { static_cast<upsert_plan&>(p).hand_over(); });
}

} // namespace ginnel::engine
