#include "engine/write.hpp"

#include "engine/plan.hpp"
#include "sql/statement.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

namespace {

/// Statements without parameters or rows, one after the other.
class script_plan final : public plan {
public:
    script_plan(const environment& e, const std::vector<sql::tree>& trees)
    {
        for (const auto& t : trees)
            statements_.push_back(e.dialect.render(t));
    }
    needs wants() const override { return {needs::scope::write, true}; }
    event next() override
    {
        if (at_ == statements_.size())
            return finish{};
        step_ = {0, statements_[at_++].text, {}};
        return send{{&step_, 1}};
    }
    void row(step_id, const cell*) override {}
    void done(step_id, const driver::outcome&) override {}

private:
    std::vector<sql::statement> statements_;
    std::size_t at_ = 0;
    step step_;
};

/// What the tables of some models and their relations need.
class table_set {
public:
    explicit table_set(std::span<const schema::model* const> models)
    {
        for (const auto* m : models) {
            owners_[&m->table] = m;
            add(m->table);
        }
        for (const auto* m : models)
            for (const auto& r : m->relations)
                for (const auto& hop : r.path)
                    add(hop, r);
    }

    std::vector<sql::tree> statements() const
    {
        std::vector<sql::tree> out;
        for (const auto* t : in_order())
            out.emplace_back(definition(*t));
        for (const auto& [key, name] : indexes_)
            out.emplace_back(sql::create_index{name, key.first->name, key.second, false, true});
        return out;
    }

private:
    using index_key = std::pair<const schema::table*, std::vector<std::string>>;

    void add(const schema::table& t)
    {
        if (std::find(tables_.begin(), tables_.end(), &t) == tables_.end())
            tables_.push_back(&t);
    }

    bool is_key(const schema::table& t, const schema::column& c) const
    {
        const auto owner = owners_.find(&t);
        return c.primary || c.unique || (owner != owners_.end() && owner->second->primary_key == &c);
    }

    void add(const schema::hop& hop, const schema::relation& r)
    {
        // Tables of models that were not asked for are left alone; link tables that are no models belong to their relations.
        if (!hop.to_model)
            add(*hop.to);
        const bool known_to = std::find(tables_.begin(), tables_.end(), hop.to) != tables_.end();
        const bool known_from = std::find(tables_.begin(), tables_.end(), hop.from) != tables_.end();
        if (known_to && !is_key(*hop.to, *hop.to_key)) {
            std::vector<std::string> columns{hop.to_key->column_name};
            // A pivot is entered by one key and left by the other: both in one index need no look into the table.
            if (!hop.to_model && r.path.size() > 1 && hop.to == r.path.front().to) {
                columns.push_back(r.path[1].from_key->column_name);
                // Deleting a target looks for its links, also where no relation leads back.
                add_index(*hop.to, {columns.back()});
            }
            add_index(*hop.to, std::move(columns));
        }
        if (known_from && known_to && is_key(*hop.to, *hop.to_key) && !is_key(*hop.from, *hop.from_key))
            references_[hop.from].emplace(hop.from_key->column_name, std::pair{hop.to, hop.to_key->column_name});
        else if (known_from && known_to && is_key(*hop.from, *hop.from_key) && hop.to_key != hop.from_key)
            references_[hop.to].emplace(hop.to_key->column_name, std::pair{hop.from, hop.from_key->column_name});
    }

    void add_index(const schema::table& t, std::vector<std::string> columns)
    {
        std::string name = t.name;
        for (const auto& c : columns)
            name += "_" + c;
        indexes_.emplace(index_key{&t, std::move(columns)}, name + "_index");
    }

    /// Referenced tables first; a circle is broken where it is met.
    std::vector<const schema::table*> in_order() const
    {
        std::vector<const schema::table*> out;
        std::set<const schema::table*> seen;
        const auto visit = [&](auto&& self, const schema::table* t) -> void {
            if (!seen.insert(t).second)
                return;
            if (const auto refs = references_.find(t); refs != references_.end())
                for (const auto& [column, to] : refs->second)
                    self(self, to.first);
            out.push_back(t);
        };
        for (const auto* t : tables_)
            visit(visit, t);
        return out;
    }

    sql::create_table definition(const schema::table& t) const
    {
        sql::create_table c;
        c.table = t.name;
        const auto owner = owners_.find(&t);
        const auto* key = owner == owners_.end() ? nullptr : owner->second->primary_key;
        for (const auto& column : t.columns) {
            sql::column_definition d;
            d.name = column.column_name;
            d.type = column.type;
            d.nullable = column.nullable;
            d.generated_key = column.generated && key == &column;
            if (column.unique)
                c.unique.push_back({column.column_name});
            c.columns.push_back(std::move(d));
        }
        if (key && !key->generated)
            c.primary_key.push_back(key->column_name);
        if (const auto refs = references_.find(&t); refs != references_.end())
            for (const auto& [column, to] : refs->second)
                c.foreign_keys.push_back({{column}, to.first->name, {to.second}, {}});
        return c;
    }

    std::vector<const schema::table*> tables_;
    std::map<const schema::table*, const schema::model*> owners_;
    std::map<index_key, std::string> indexes_;
    std::map<const schema::table*, std::map<std::string, std::pair<const schema::table*, std::string>>> references_;
};

} // namespace

void create_tables(session& s, std::span<const schema::model* const> models)
{
    const auto trees = table_set{models}.statements();
    script_plan p{s.env(), trees};
    s.run(p);
}

} // namespace ginnel::engine
