#include "engine/record.hpp"

#include "engine/column_fit.hpp"
#include "engine/slot_functions.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ginnel::engine {

record::record(const schema::model& m)
    : model_{&m}, values_(m.table.columns.size()), set_(m.table.columns.size(), 0), slots_(m.relations.size())
{
}

record record::columns_alone() const
{
    record out{*model_};
    out.values_ = values_;
    out.set_ = set_;
    out.stored_ = stored_;
    out.persisted = persisted;
    out.deleted = deleted;
    return out;
}

void record::put(std::size_t column, value v)
{
    // What stands in the database is kept once, so that a value which is put back counts as never changed.
    const auto kept = std::find_if(stored_.begin(), stored_.end(), [&](const auto& s) { return s.first == column; });
    if (kept != stored_.end()) {
        if (kept->second == v) {
            stored_.erase(kept);
            set_[column] = known;
        }
    } else if (!has(column)) {
        set_[column] = known | assigned;
    } else if (!changed(column) && values_[column] != v) {
        stored_.emplace_back(column, std::move(values_[column]));
        set_[column] = known | assigned;
    }
    values_[column] = std::move(v);
}

void record::take(std::size_t column, value v)
{
    values_[column] = std::move(v);
    set_[column] = known;
    if (!stored_.empty())
        std::erase_if(stored_, [&](const auto& s) { return s.first == column; });
}

void record::settle()
{
    for (auto& flags : set_)
        flags &= known;
    stored_.clear();
}

void record::settle(std::size_t column)
{
    set_[column] &= known;
    std::erase_if(stored_, [&](const auto& s) { return s.first == column; });
}

const value& record::get(std::string_view column) const
{
    return values_[model_->column_named(column).index];
}

void record::put(std::string_view column, value v)
{
    put(model_->column_named(column).index, std::move(v));
}

const std::vector<std::string>& record::extra_names() const noexcept
{
    static const std::vector<std::string> none;
    return names_ ? *names_ : none;
}

/// What the functions of record_ops may touch.
struct record_access {
    static record& of(void* object) noexcept { return *static_cast<record*>(object); }
    static const record& of(const void* object) noexcept { return *static_cast<const record*>(object); }

    static void take(record& r, std::size_t column, value v) { r.take(column, std::move(v)); }

    static value* extras(record& r, const schema::extras_names& names)
    {
        r.names_ = names;
        r.extras_.assign(names ? names->size() : 0, value{});
        return r.extras_.data();
    }
};

namespace {

bool store(record& r, std::size_t column, const cell& from, column_type type)
{
    if (!fits_column(from, type)) [[unlikely]]
        return false;
    record_access::take(r, column, kept_value(from, type));
    return true;
}

// ---- record_ops

bool read(const schema::model& m, const cell* row, void* object, std::size_t& failed)
{
    auto& r = record_access::of(object);
    const auto& columns = m.table.columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!store(r, i, row[i], columns[i].type)) [[unlikely]] {
            failed = i;
            return false;
        }
    return true;
}

bool set(const schema::model& m, void* object, std::size_t column, const cell& from)
{
    return store(record_access::of(object), column, from, m.table.columns[column].type);
}

value get(const schema::model&, const void* object, std::size_t column)
{
    return record_access::of(object).get(column);
}

void* slot(const schema::model&, void* object, std::size_t index)
{
    return &record_access::of(object).slot(index);
}

value* extras(const schema::model&, void* object, const schema::extras_names& names)
{
    return record_access::extras(record_access::of(object), names);
}

void loaded(const schema::model&, void* object, const std::vector<std::uint16_t>*)
{
    // Which columns were selected is known already: each one that was read is marked as set.
    record_access::of(object).persisted = true;
}

bool has(const schema::model&, const void* object, std::size_t column)
{
    return record_access::of(object).has(column);
}

bool changed(const schema::model&, const void* object, std::size_t column)
{
    return record_access::of(object).changed(column);
}

void saved(const schema::model&, void* object, const std::vector<const schema::column*>* columns)
{
    auto& r = record_access::of(object);
    r.persisted = true;
    if (columns == nullptr) {
        r.settle();
        return;
    }
    for (const auto* c : *columns)
        r.settle(c->index);
}

// ---- slots of records

using functions = slot_functions<record_slot>;

void reset_slot(void* slot, const schema::relation*, bool partial)
{
    auto& s = functions::of(slot);
    s.rows.clear();
    s.row.reset();
    s.loaded = true;
    s.partial = partial;
}

/// A count that was asked for before stays: the slot that comes in was filled by a preload, which counts nothing.
void swap_slot(void* slot, void* other)
{
    auto& held = functions::of(slot);
    auto& loaded = functions::of(other);
    std::swap(held, loaded);
    std::swap(held.count, loaded.count);
    held.replaced = std::move(loaded.replaced);
    if (!loaded.rows.empty())
        held.replaced.push_back(std::move(loaded.rows));
}

void set_slot_count(void* slot, const schema::relation*, std::int64_t count)
{
    functions::of(slot).count = count;
}
bool slot_loaded(const void* slot)
{
    return functions::of(slot).loaded;
}
bool slot_partial(const void* slot)
{
    return functions::of(slot).partial;
}
void* no_link_row(void*)
{
    return nullptr; // a record's link columns are extras
}

void* list_emplace(void* slot, const schema::model& m)
{
    return &functions::of(slot).rows.emplace_back(m);
}

void* one_emplace(void* slot, const schema::model& m)
{
    auto& s = functions::of(slot);
    s.row = std::make_shared<record>(m);
    return s.row.get();
}

// ---- a list of roots

using row_list = std::vector<record>;

row_list& rows_of(void* slot) noexcept
{
    return *static_cast<row_list*>(slot);
}

void* rows_emplace(void* slot, const schema::model& m)
{
    return &rows_of(slot).emplace_back(m);
}
void* rows_at(void* slot, std::size_t ordinal)
{
    return &rows_of(slot)[ordinal];
}
std::size_t rows_size(const void* slot)
{
    return static_cast<const row_list*>(slot)->size();
}
void rows_reset(void* slot, const schema::relation*, bool)
{
    rows_of(slot).clear();
}
void rows_swap(void* slot, void* other)
{
    std::swap(rows_of(slot), rows_of(other));
}

constexpr schema::slot_ops list_ops{.emplace = list_emplace,
                                    .at = functions::list_at,
                                    .size = functions::list_size,
                                    .reset = reset_slot,
                                    .share = nullptr,
                                    .make = functions::make,
                                    .destroy = functions::destroy,
                                    .swap_in = swap_slot,
                                    .set_count = set_slot_count,
                                    .loaded = slot_loaded,
                                    .partial = slot_partial,
                                    .emplace_link = no_link_row};
constexpr schema::slot_ops one_ops = [] {
    auto ops = list_ops;
    ops.emplace = one_emplace;
    ops.at = functions::one_at;
    ops.size = functions::one_size;
    ops.share = functions::one_share;
    return ops;
}();
constexpr schema::slot_ops rows_ops{.emplace = rows_emplace,
                                    .at = rows_at,
                                    .size = rows_size,
                                    .reset = rows_reset,
                                    .share = nullptr,
                                    .make = slot_functions<row_list>::make,
                                    .destroy = slot_functions<row_list>::destroy,
                                    .swap_in = rows_swap,
                                    .set_count = unmarked_slot::set_count,
                                    .loaded = unmarked_slot::loaded,
                                    .partial = unmarked_slot::partial,
                                    .emplace_link = no_link_row};

} // namespace

const schema::model_ops& record_ops() noexcept
{
    static constexpr schema::model_ops ops{.read = read,
                                           .set = set,
                                           .get = get,
                                           .slot = slot,
                                           .extras = extras,
                                           .loaded = loaded,
                                           .has = has,
                                           .keeps_extras = true,
                                           .changed = changed,
                                           .saved = saved};
    return ops;
}

const schema::slot_ops& record_list_ops() noexcept
{
    return list_ops;
}

const schema::slot_ops& record_one_ops() noexcept
{
    return one_ops;
}

const schema::slot_ops& record_rows_ops() noexcept
{
    return rows_ops;
}

} // namespace ginnel::engine
