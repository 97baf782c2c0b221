#include "engine/row_writes.hpp"

#include "engine/one_write.hpp"
#include "engine/refused.hpp"
#include "engine/remove_statement.hpp"
#include "engine/ruled_removal.hpp"
#include "engine/update_plan.hpp"
#include "engine/write_hooks.hpp"
#include "engine/written_row.hpp"
#include "schema/delete_rules.hpp"

#include <memory>
#include <utility>

namespace ginnel::engine {

std::int64_t update_rows(session& s, const schema::model& m, std::span<void* const> objects, written_columns which)
{
    if (objects.empty())
        return 0;
    std::int64_t written = 0;
    with_hooks(s, m, schema::write_event::update, objects, [&](session& inside) {
        writing(m, nullptr, [&] {
            inside.run_unit([&] { return std::make_unique<update_plan>(inside.env(), m, objects, which); },
                            [&](plan& p) {
                                auto& done = static_cast<update_plan&>(p);
                                done.hand_over();
                                written = done.written();
                            });
        });
    });
    return written;
}

std::int64_t remove_rows(session& s, const schema::model& m, std::span<void* const> objects, removal how)
{
    need_primary_key(m);
    if (how == removal::undone)
        need_soft_delete(m);
    key_set keys;
    keys.reserve(objects.size());
    for (const void* object : objects)
        keys.add(key_of_row(m, object).view());
    if (keys.empty())
        return 0;
    if (deletes(m, how) && schema::has_rules_of_ours(m)) {
        std::int64_t removed = 0;
        with_hooks(s, m, schema::write_event::remove, objects,
                   [&](session& inside) { removed = remove_by_rules(inside, m, keys); });
        return removed;
    }
    const schema::column& key = *m.primary_key;
    auto which = sql::make(
        sql::in_keys{sql::make(sql::column_name{{}, key.column_name}), sql::keys{nullptr, 0, key.type}, false});
    const auto times = times_of_removal(s.env(), m, how);
    one_write p{s.env().dialect.render(remove_statement(times, m, std::move(which), how)), {}, std::move(keys)};
    if (how == removal::undone)
        s.run(p);
    else
        with_hooks(s, m, schema::write_event::remove, objects,
                   [&](session& inside) { writing(m, nullptr, [&] { inside.run(p); }); });
    for (void* object : objects) {
        if (deletes(m, how))
            break;
        m.ops->set(m, object, m.deleted_at->index, times.deleted.view());
        if (m.updated_at != nullptr)
            m.ops->set(m, object, m.updated_at->index, times.updated.view());
    }
    return p.affected;
}

} // namespace ginnel::engine
