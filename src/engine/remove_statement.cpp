#include "engine/remove_statement.hpp"

#include "engine/select_builder.hpp"
#include "engine/stamp.hpp"
#include "engine/written_row.hpp"

namespace ginnel::engine {

removal_times times_of_removal(const environment& e, const schema::model& m, removal how)
{
    removal_times at;
    if (how != removal::full && m.deleted_at != nullptr) {
        if (how == removal::declared)
            at.deleted = stamp(e, *m.deleted_at);
        if (m.updated_at != nullptr)
            at.updated = stamp(e, *m.updated_at);
    }
    return at;
}

sql::tree remove_statement(const removal_times& at, const schema::model& m, sql::expr where, removal how, bool told)
{
    if (deletes(m, how)) {
        sql::remove r;
        r.table = m.table.name;
        r.where = std::move(where);
        return r;
    }
    need_soft_delete(m);
    const bool undone = how == removal::undone;
    sql::update u;
    u.table = m.table.name;
    const auto set = [&](const schema::column& c, const value& v) {
        u.set.push_back({c.column_name, parameter_for(v, c)});
    };
    set(*m.deleted_at, at.deleted);
    if (m.updated_at != nullptr)
        set(*m.updated_at, at.updated);
    u.where = std::move(where);
    if (!told) {
        auto deleted = sql::make(sql::column_name{{}, m.deleted_at->column_name});
        u.where = both(std::move(u.where), sql::make(sql::null_test{std::move(deleted), undone}));
    }
    return u;
}

} // namespace ginnel::engine
