#include "engine/ruled_removal.hpp"

#include "engine/delete_rules.hpp"
#include "engine/link_table.hpp"
#include "engine/one_write.hpp"
#include "engine/rows_plan.hpp"
#include "engine/select_builder.hpp"
#include "engine/written_row.hpp"
#include "schema/delete_rules.hpp"

#include <ginnel/error.hpp>

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

namespace {

sql::expr named(const schema::column& c)
{
    return sql::make(sql::column_name{{}, c.column_name});
}

sql::expr of_keys(const schema::column& c)
{
    return sql::make(sql::in_keys{named(c), sql::keys{nullptr, 0, c.type}, false});
}

/// The rows that hold the key of one of the rows with these primary keys (slot 0).
sql::expr holders(const held_key& held, const schema::model& of)
{
    sql::expr refers;
    if (held.other_key == of.primary_key) {
        refers = of_keys(*held.key);
    } else {
        sql::select keys;
        keys.columns.push_back({named(*held.other_key), {}});
        keys.from = sql::table_source{of.table.name, {}};
        keys.where = of_keys(*of.primary_key);
        refers =
            sql::make(sql::in_select{named(*held.key), std::make_shared<const sql::select>(std::move(keys)), false});
    }
    if (held.type == nullptr)
        return refers;
    return both(std::move(refers), sql::make(sql::binary{"=", named(*held.type),
                                                         sql::make(sql::parameter{held.type_value, held.type->type})}));
}

sql::tree removal_of(const schema::table& t, sql::expr where)
{
    sql::remove r;
    r.table = t.name;
    r.where = std::move(where);
    return r;
}

[[noreturn]] void refuse(const schema::model& m, const delete_rule& d)
{
    throw error{error_kind::foreign_key, "E_ON_DELETE_RESTRICT",
                "a " + m.name + " was not deleted, since " + m.name + "." + d.held.relation->name +
                    " restricts that and rows of \"" + d.held.holder->name +
                    "\" still refer to it: change or delete them first"}
        .in_model(m.name)
        .in_relation(d.held.relation->name)
        .spoiling(spoils::nothing);
}

/// Goes down from the rows that are to go, a level of rows at a time, inside one transaction.
class removal_walk {
public:
    explicit removal_walk(session& s) : session_{s} {}

    /// Primary keys of the rows that meet a condition, locked where the database can.
    key_set keys_of(const schema::model& m, sql::expr where, const key_set* keys, const value* parent)
    {
        need_primary_key(m);
        sql::select s;
        s.columns.push_back({named(*m.primary_key), {}});
        s.from = sql::table_source{m.table.name, {}};
        s.where = std::move(where);
        if (session_.env().abilities.row_locks) {
            s.lock = sql::row_lock::update;
            s.order.push_back({named(*m.primary_key), false}); // so that two callers cannot wait for each other
        }
        key_set out;
        for (const auto& v : select(std::move(s), keys, parent))
            out.add(v.view());
        return out;
    }

    std::int64_t remove(const schema::model& m, const key_set& roots)
    {
        go(m, roots);
        for (; !waiting_.empty(); waiting_.pop_front())
            for (const auto& d : delete_rules_of(*waiting_.front().model))
                follow(d, waiting_.front());
        // What was met last holds keys of what was met before.
        for (auto r = removed_.rbegin(); r != removed_.rend(); ++r)
            write(removal_of(r->model->table, of_keys(*r->model->primary_key)), r->keys);
        return write(removal_of(m.table, of_keys(*m.primary_key)), roots);
    }

private:
    struct rows {
        const schema::model* model;
        key_set keys;
    };

    /// Rows that will be gone: those that were not met yet have their own rules.
    key_set go(const schema::model& m, const key_set& keys)
    {
        key_set fresh;
        auto& seen = seen_[&m];
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (seen.insert(identity_of(value{keys.at(i)})).second)
                fresh.add(keys.at(i));
        if (!fresh.empty())
            waiting_.push_back({&m, fresh});
        return fresh;
    }

    void follow(const delete_rule& d, const rows& from)
    {
        if (d.rule == on_delete::cascade && d.holder != nullptr && schema::has_rules_of_ours(*d.holder)) {
            auto keys = go(*d.holder, keys_of(*d.holder, holders(d.held, *from.model), &from.keys, nullptr));
            if (d.ours && !keys.empty())
                removed_.push_back({d.holder, std::move(keys)});
            return;
        }
        if (!d.ours)
            return; // the database does it when the row goes
        auto where = holders(d.held, *from.model);
        if (d.rule == on_delete::cascade) {
            write(removal_of(*d.held.holder, std::move(where)), from.keys);
        } else if (d.rule == on_delete::set_null) {
            sql::update u;
            u.table = d.held.holder->name;
            for (const auto* c : {d.held.key, d.held.type})
                if (c != nullptr && c->nullable)
                    u.set.push_back({c->column_name, sql::make(sql::parameter{value{}, c->type})});
            u.where = std::move(where);
            write(std::move(u), from.keys);
        } else {
            sql::select one;
            one.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
            one.from = sql::table_source{d.held.holder->name, {}};
            one.where = std::move(where);
            one.limit = sql::make(sql::parameter{value{std::int64_t{1}}, column_type::int64});
            if (!select(std::move(one), &from.keys, nullptr).empty())
                refuse(*from.model, d);
        }
    }

    std::int64_t write(sql::tree t, const key_set& keys)
    {
        one_write p{session_.env().dialect.render(t), {}, keys};
        session_.run(p);
        return p.affected;
    }

    std::vector<value> select(sql::select s, const key_set* keys, const value* parent)
    {
        rows_plan p{{session_.env().dialect.render(s), {"key"}}, parent, keys};
        session_.run(p);
        return std::move(p.values);
    }

    session& session_;
    std::map<const schema::model*, std::set<std::string>> seen_;
    std::deque<rows> waiting_;
    std::vector<rows> removed_;
};

} // namespace

std::int64_t remove_by_rules(session& s, const schema::model& m, const key_set& keys)
{
    std::int64_t removed = 0;
    s.together([&](session& inside) {
        removal_walk walk{inside};
        if (inside.env().abilities.row_locks)
            walk.keys_of(m, of_keys(*m.primary_key), &keys, nullptr);
        removed = walk.remove(m, keys);
    });
    return removed;
}

std::int64_t remove_by_rules(session& s, const schema::model& m, sql::expr where, const value* parent)
{
    std::int64_t removed = 0;
    s.together([&](session& inside) {
        removal_walk walk{inside};
        const auto keys = walk.keys_of(m, std::move(where), nullptr, parent);
        if (!keys.empty())
            removed = walk.remove(m, keys);
    });
    return removed;
}

} // namespace ginnel::engine
