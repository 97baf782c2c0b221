#include "engine/find_or_write_plan.hpp"

#include "engine/link_table.hpp"
#include "engine/stamp.hpp"
#include "engine/write_hooks.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace ginnel::engine {

namespace {

constexpr const char* row_alias = "r";

/// What no caller gives: the model's times and its version.
bool kept_by_itself(const schema::model& m, const schema::column& c)
{
    return &c == m.created_at || &c == m.updated_at || &c == m.version;
}

sql::expr named(const schema::column& c)
{
    return sql::make(sql::column_name{row_alias, c.column_name});
}

/// Null is found by null. `is not distinct from` would say both at once, but PostgreSQL uses no index for it.
sql::expr holds(const schema::column& c, const value& v)
{
    if (v.is_null())
        return sql::make(sql::null_test{named(c), false});
    return sql::make(sql::binary{"=", named(c), sql::make(sql::parameter{v, c.type})});
}

bool gives(const schema::model& m, const void* object, const schema::column& c)
{
    return m.ops->has == nullptr || m.ops->has(m, object, c.index);
}

} // namespace

find_or_write_plan::find_or_write_plan(const environment& e, const sought_rows& sought, when_missing what,
                                       session* hooks)
    : environment_{e},
      sought_{sought},
      what_{what},
      hooks_{hooks},
      found_(sought.objects.size()),
      writes_{e, *sought.model}
{
    const auto& m = *sought.model;
    std::unordered_map<std::string, std::size_t> seen;
    std::map<std::vector<bool>, look*> by_nulls;
    for (std::size_t i = 0; i < sought.objects.size(); ++i) {
        auto& values = searched_.emplace_back();
        std::vector<bool> nulls;
        for (const auto* c : sought.by) {
            values.push_back(m.ops->get(m, sought.objects[i], c->index));
            nulls.push_back(values.back().is_null());
        }
        const auto [at, fresh] = seen.try_emplace(identity(i), i);
        same_as_.push_back(at->second);
        if (!fresh)
            continue;
        auto*& l = by_nulls[nulls];
        if (!l)
            l = &looks_.emplace_back(look{std::move(nulls), {}, {}, {}});
        l->rows.push_back(i);
    }
    prepare();
}

std::string find_or_write_plan::identity(std::size_t row) const
{
    std::string out;
    for (const auto& v : searched_[row]) {
        const auto one = identity_of(v);
        out += std::to_string(one.size()) + ":" + one;
    }
    return out;
}

void find_or_write_plan::prepare()
{
    const auto none = [](std::size_t) -> const value* { return nullptr; };
    for (auto& l : looks_) {
        l.statement = environment_.dialect.render(select_of(l));
        l.arguments = arguments_of(l.statement, none);
    }
    if (sought_.parent == nullptr || what_ == when_missing::leave || !environment_.abilities.row_locks) {
        stage_ = stage::look;
        return;
    }
    const auto& r = *sought_.parent;
    lock_ = environment_.dialect.render(row_lock_of(r.local_key(), r.source->table.name));
    lock_arguments_ = arguments_of(lock_, [this](std::size_t) { return &sought_.parent_key; });
}

void find_or_write_plan::match_one(const look& l, std::vector<sql::expr>& all) const
{
    for (std::size_t c = 0; c < sought_.by.size(); ++c)
        all.push_back(holds(*sought_.by[c], searched_[l.rows.front()][c]));
}

/// Joins the table with a set of keys per column, which agree by their ordinals: what equals what is the database's to
/// say (collations), and it names the row that was meant.
void find_or_write_plan::match_keys(const look& l, sql::select& s) const
{
    std::string first;
    for (std::size_t c = 0; c < sought_.by.size(); ++c) {
        if (l.nulls[c])
            continue;
        auto keys = std::make_shared<key_set>();
        for (const auto row : l.rows)
            keys->add(searched_[row][c].view());
        const auto alias = "k" + std::to_string(c);
        const auto& column = *sought_.by[c];
        auto on = sql::make(sql::binary{"=", named(column), sql::make(sql::column_name{alias, "value"})});
        if (!first.empty())
            on = sql::make(sql::junction{true,
                                         {sql::make(sql::binary{"=", sql::make(sql::column_name{alias, "ordinal"}),
                                                                sql::make(sql::column_name{first, "ordinal"})}),
                                          on}});
        s.joins.push_back(
            {sql::join_kind::inner, sql::keys_source{sql::keys{std::move(keys), 0, column.type}, alias}, on});
        if (first.empty())
            first = alias;
    }
    s.columns.push_back({sql::make(sql::column_name{first, "ordinal"}), {}});
}

sql::select find_or_write_plan::select_of(const look& l) const
{
    const auto& m = *sought_.model;
    sql::select s;
    for (const auto& c : m.table.columns)
        s.columns.push_back({named(c), {}});
    s.from = sql::table_source{m.table.name, row_alias};
    std::vector<sql::expr> all;
    const bool one = l.rows.size() == 1;
    if (one) {
        match_one(l, all);
        s.limit = sql::make(sql::parameter{value{1}, column_type::int64});
    } else {
        match_keys(l, s);
        for (std::size_t c = 0; c < sought_.by.size(); ++c)
            if (l.nulls[c])
                all.push_back(holds(*sought_.by[c], {}));
    }
    for (const auto& [column, v] : sought_.fixed)
        all.push_back(holds(*column, v));
    if (m.deleted_at != nullptr)
        all.push_back(holds(*m.deleted_at, {}));
    if (!all.empty())
        s.where = all.size() == 1 ? all.front() : sql::make(sql::junction{true, std::move(all)});
    // Of several rows that fit it is always the same one.
    if (m.primary_key != nullptr)
        s.order.push_back({named(*m.primary_key), false});
    if (what_ == when_missing::create_or_update)
        s.lock = sql::row_lock::update;
    return s;
}

needs find_or_write_plan::wants() const
{
    if (what_ == when_missing::leave)
        return {looks_.size() > 1 ? needs::scope::snapshot : needs::scope::autocommit, true};
    return {needs::scope::write, true};
}

event find_or_write_plan::next()
{
    if (stage_ == stage::lock) {
        steps_.assign(1, {0, lock_.text, lock_arguments_});
        return send{steps_};
    }
    if (stage_ == stage::look) {
        steps_.clear();
        for (std::size_t i = 0; i < looks_.size(); ++i)
            steps_.push_back({static_cast<step_id>(i), looks_[i].statement.text, looks_[i].arguments});
        open_ = steps_.size();
        return send{steps_};
    }
    if (stage_ == stage::decide) {
        stage_ = stage::write;
        return call{[this] { decide(); }};
    }
    if (stage_ == stage::end)
        return finish{};
    auto upcoming = writes_.next();
    if (hooks_ == nullptr || !std::holds_alternative<finish>(upcoming))
        return upcoming;
    stage_ = stage::end;
    return call{[this] { after_writes(); }};
}

bool find_or_write_plan::runs(schema::write_event what) const noexcept
{
    return hooks_ != nullptr && runs_hooks(*hooks_, *sought_.model, what);
}

void find_or_write_plan::after_writes()
{
    hand_over();
    const auto& hooks = *sought_.model->write_hooks;
    if (!created_.empty())
        hooks.after(schema::write_event::create, created_, *hooks_);
    if (!updated_.empty())
        hooks.after(schema::write_event::update, updated_, *hooks_);
}

void find_or_write_plan::row(step_id id, const cell* cells)
{
    if (stage_ == stage::lock)
        return;
    if (stage_ == stage::write) {
        writes_.row(id, cells);
        return;
    }
    const auto& l = looks_[id];
    const auto columns = sought_.model->table.columns.size();
    const auto ordinal = l.rows.size() == 1 ? std::size_t{0} : static_cast<std::size_t>(cells[columns].integer);
    auto& found = found_[l.rows[ordinal]];
    if (found)
        return;
    found.emplace();
    found->reserve(columns);
    for (std::size_t c = 0; c < columns; ++c)
        found->emplace_back(cells[c]);
}

void find_or_write_plan::done(step_id id, const driver::outcome& what)
{
    if (stage_ == stage::write) {
        writes_.done(id, what);
    } else if (stage_ == stage::lock) {
        stage_ = stage::look;
    } else if (--open_ == 0) {
        if (hooks_ == nullptr)
            decide();
        stage_ = hooks_ == nullptr ? stage::write : stage::decide;
    }
}

void find_or_write_plan::note_update(std::size_t row)
{
    const auto& m = *sought_.model;
    auto& stored = *found_[same_as_[row]];
    for (const auto* c : sought_.updated)
        if (!kept_by_itself(m, *c) && gives(m, sought_.objects[row], *c))
            stored[c->index] = m.ops->get(m, sought_.objects[row], c->index);
}

void find_or_write_plan::note_history(stored_row& row, column_values& changed) const
{
    const auto& m = *sought_.model;
    const auto put = [&](const schema::column& c, value v) {
        row[c.index] = v;
        std::erase_if(changed, [&](const auto& one) { return one.first == &c; });
        changed.emplace_back(&c, std::move(v));
    };
    if (m.updated_at != nullptr)
        put(*m.updated_at, stamp(environment_, *m.updated_at));
    // The row is locked meanwhile, so no other caller's version can come between.
    if (m.version != nullptr)
        put(*m.version, value{(row[m.version->index].is_null() ? 0 : row[m.version->index].integer()) + 1});
}

void find_or_write_plan::decide()
{
    std::vector<void*> fresh;
    std::unordered_map<std::size_t, std::size_t> last; // of a missing row that is given several times: the last one
    for (std::size_t i = 0; i < sought_.objects.size(); ++i)
        if (!found_[same_as_[i]])
            last[sought_.repeated ? i : same_as_[i]] = i;
    if (what_ == when_missing::create_or_update)
        decide_updates();
    for (std::size_t i = 0; i < sought_.objects.size(); ++i) {
        const auto first = sought_.repeated ? i : same_as_[i];
        if (found_[same_as_[i]] || first != i)
            continue;
        // Of a row that is asked for twice the first creates; what the second says of it is an update.
        missing_.push_back(what_ == when_missing::create_or_update ? last[i] : i);
        fresh.push_back(sought_.objects[missing_.back()]);
    }
    if (what_ == when_missing::leave)
        return;
    if (!fresh.empty() && runs(schema::write_event::create)) {
        const auto& m = *sought_.model;
        for (void* object : fresh)
            for (const auto& [column, v] : sought_.fixed)
                m.ops->set(m, object, column->index, v.view());
        created_ = fresh;
        m.write_hooks->before(schema::write_event::create, created_, *hooks_);
    }
    writes_.insert(fresh, sought_.fixed);
}

void find_or_write_plan::decide_updates()
{
    const auto& m = *sought_.model;
    const auto before = found_;
    for (std::size_t i = 0; i < sought_.objects.size(); ++i)
        if (found_[same_as_[i]])
            note_update(i);
    auto written = sought_.updated;
    if (runs(schema::write_event::update)) {
        before_updates(before);
        written.clear();
        for (const auto& c : m.table.columns)
            if (&c != m.primary_key && !c.generated)
                written.push_back(&c);
    }
    for (std::size_t i = 0; i < sought_.objects.size(); ++i) {
        if (!found_[i])
            continue;
        column_values changed;
        for (const auto* c : written)
            if (!same_value((*before[i])[c->index], (*found_[i])[c->index]))
                changed.emplace_back(c, (*found_[i])[c->index]);
        if (changed.empty())
            continue;
        note_history(*found_[i], changed);
        writes_.update((*found_[i])[m.primary_key->index], std::move(changed));
    }
}

void find_or_write_plan::before_updates(const std::vector<std::optional<stored_row>>& before)
{
    const auto& m = *sought_.model;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < sought_.objects.size(); ++i)
        if (found_[i] && !std::equal(before[i]->begin(), before[i]->end(), found_[i]->begin(), same_value)) {
            become(sought_.objects[i], *found_[i]);
            rows.push_back(i);
            updated_.push_back(sought_.objects[i]);
        }
    if (updated_.empty())
        return;
    m.write_hooks->before(schema::write_event::update, updated_, *hooks_);
    for (const auto i : rows)
        for (const auto& c : m.table.columns)
            if (&c != m.primary_key && !c.generated && !kept_by_itself(m, c))
                (*found_[i])[c.index] = m.ops->get(m, sought_.objects[i], c.index);
}

void find_or_write_plan::become(void* object, const stored_row& row) const
{
    const auto& m = *sought_.model;
    std::vector<cell> cells;
    for (const auto& v : row)
        cells.push_back(v.view());
    std::size_t failed = 0;
    if (!m.ops->read(m, cells.data(), object, failed))
        throw error{error_kind::data, "E_COLUMN_TYPE",
                    m.name + "." + m.table.columns[failed].name + " cannot hold " + to_display(row[failed]) +
                        ", which the database has: declare the column as what it holds"}
            .in_model(m.name);
    m.ops->loaded(m, object, nullptr);
}

void find_or_write_plan::hand_over()
{
    const auto& m = *sought_.model;
    writes_.hand_over();
    if (what_ == when_missing::leave) {
        for (const auto row : missing_)
            for (const auto& [column, v] : sought_.fixed)
                m.ops->set(m, sought_.objects[row], column->index, v.view());
    } else {
        for (const auto row : missing_)
            m.ops->loaded(m, sought_.objects[row], nullptr);
    }
    std::unordered_map<std::size_t, std::size_t> created; // by the first that searches the same
    for (const auto row : missing_)
        created.try_emplace(same_as_[row], row);
    for (std::size_t i = 0; i < sought_.objects.size(); ++i) {
        if (const auto& found = found_[same_as_[i]]) {
            become(sought_.objects[i], *found);
            continue;
        }
        if (sought_.repeated || created[same_as_[i]] == i)
            continue;
        stored_row row;
        const void* made = sought_.objects[created[same_as_[i]]];
        for (const auto& c : m.table.columns)
            row.push_back(m.ops->get(m, made, c.index));
        if (what_ != when_missing::leave)
            become(sought_.objects[i], row);
        else
            for (const auto& [column, v] : sought_.fixed)
                m.ops->set(m, sought_.objects[i], column->index, v.view());
    }
}

} // namespace ginnel::engine
