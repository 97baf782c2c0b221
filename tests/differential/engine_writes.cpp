#include "differential/engine_writes.hpp"

#include "engine/find_or_write.hpp"
#include "engine/links.hpp"
#include "engine/query_writes.hpp"
#include "engine/record.hpp"
#include "engine/related_write.hpp"
#include "engine/row_writes.hpp"
#include "engine/write.hpp"

#include <algorithm>
#include <deque>

namespace diff {

namespace engine = ginnel::engine;
namespace schema = ginnel::schema;

namespace {

class engine_writer {
public:
    engine_writer(engine::session& s, const engine_models& models, const world& w, const write& what)
        : session_{s}, models_{models}, w_{w}, what_{what}
    {
        if (w.tables[what.table].is_model())
            model_ = &models.model_of(what.table);
        for (const auto& row : what.rows)
            fresh_.push_back(&record_of(what.table, row, false));
        for (const auto i : what.stored)
            stored_.push_back(&record_of(what.table, w.tables[what.table].rows[i], true));
    }

    write_report run()
    {
        switch (what_.what) {
        case write_kind::insert:
            engine::insert(session_, *model_, fresh_);
            return {keys()};
        case write_kind::update:
            return count(engine::update_rows(session_, *model_, stored_, {assign(stored_), false}));
        case write_kind::update_changed:
            assign(stored_);
            return count(engine::update_rows(session_, *model_, stored_, {{}, true}));
        case write_kind::remove:
            return count(engine::remove_rows(session_, *model_, stored_));
        case write_kind::remove_fully:
            return count(engine::remove_rows(session_, *model_, stored_, engine::removal::full));
        case write_kind::restore:
            return count(engine::remove_rows(session_, *model_, stored_, engine::removal::undone));
        case write_kind::query_update:
        case write_kind::query_add:
        case write_kind::related_update:
            return update_found();
        case write_kind::query_remove:
        case write_kind::related_remove:
            return remove_found();
        case write_kind::first_or_create:
        case write_kind::update_or_create:
        case write_kind::related_first_or_create:
        case write_kind::related_update_or_create:
            return find_or_write();
        case write_kind::save_related:
            engine::save_related(session_, relation(), parent(), rows());
            return {keys()};
        case write_kind::replace_related: {
            const auto done = engine::replace_related(session_, relation(), parent(), rows());
            return {keys(), {done.removed}};
        }
        case write_kind::dissociate_related:
            engine::dissociate_related(session_, relation(), parent(), stored_);
            return {};
        case write_kind::associate:
        case write_kind::dissociate: {
            auto& row = record_of(w_.relations[*what_.relation].source, parent_row(0), true);
            const bool none = what_.what == write_kind::dissociate;
            engine::associate(session_, relation(), &row, none ? ginnel::value{} : value_of(what_.set.front().second));
            return {};
        }
        default:
            return links();
        }
    }

private:
    static write_report count(std::int64_t n) { return {{n}}; }

    engine::record& record_of(std::size_t table, const std::vector<datum>& row, bool stored)
    {
        auto& made = records_.emplace_back(models_.model_of(table));
        for (std::size_t c = 0; c < row.size(); ++c)
            if (stored || c != w_.tables[table].primary_key || !is_null(row[c]))
                made.put(c, value_of(row[c]));
        if (stored)
            made.settle();
        made.persisted = stored;
        return made;
    }
    const schema::column& column(std::size_t c) const { return model_->table.columns[c]; }
    std::vector<datum> keys() const
    {
        std::vector<datum> out;
        for (const void* object : fresh_)
            out.push_back(datum_of(static_cast<const engine::record*>(object)->get(model_->primary_key->index)));
        return out;
    }
    /// Gives the objects what is to be set, and says in which columns.
    const std::vector<const schema::column*>& assign(const std::vector<void*>& objects)
    {
        for (const auto& [c, v] : what_.set) {
            set_.push_back(&column(c));
            for (void* object : objects)
                static_cast<engine::record*>(object)->put(c, value_of(v));
        }
        return set_;
    }

    const std::vector<datum>& parent_row(std::size_t n) const
    {
        return w_.tables[w_.relations[*what_.relation].source].rows[what_.parents[n]];
    }
    /// A polymorphic relation has a key for the rows of one type alone.
    ginnel::value parent(std::size_t n = 0) const
    {
        const auto& r = w_.relations[*what_.relation];
        const auto& row = parent_row(n);
        if (r.family && row[r.types.front().column] != datum{r.types.front().word})
            return {};
        return value_of(row[r.path.front().from_column]);
    }
    const schema::relation& relation() const { return models_.relation(*what_.relation); }

    write_report update_found()
    {
        const auto q = models_.translated(what_.query, false);
        std::vector<engine::assignment> values;
        for (const auto& [c, v] : what_.set)
            values.push_back({&column(c), value_of(v), what_.what == write_kind::query_add});
        if (!what_.relation)
            return count(engine::update(session_, q, values));
        const auto of = parent();
        return count(engine::update(session_, q, values, &of));
    }
    write_report remove_found()
    {
        const auto q = models_.translated(what_.query, false);
        if (!what_.relation)
            return count(engine::remove(session_, q));
        const auto of = parent();
        return count(engine::remove(session_, q, engine::removal::declared, &of));
    }
    write_report find_or_write()
    {
        engine::sought_rows sought;
        sought.model = model_;
        for (const auto c : what_.by)
            sought.by.push_back(&column(c));
        sought.objects = fresh_;
        sought.updated = assign(fresh_);
        if (what_.relation) {
            sought.parent = &relation();
            sought.parent_key = parent();
            sought.fixed = engine::ties_of(relation(), sought.parent_key);
        }
        const bool updates =
            what_.what == write_kind::update_or_create || what_.what == write_kind::related_update_or_create;
        engine::find_or_write(session_, sought,
                              updates ? engine::when_missing::create_or_update : engine::when_missing::create);
        return {keys()};
    }

    /// New rows and stored ones, of which what ties them is written.
    std::vector<engine::related_row> rows()
    {
        std::vector<engine::related_row> out;
        for (void* object : fresh_)
            out.push_back({object, false});
        std::vector<const schema::column*> tie;
        for (const auto& [c, v] : engine::ties_of(relation(), parent()))
            tie.push_back(c);
        for (void* object : stored_)
            out.push_back({object, true, tie});
        return out;
    }

    std::vector<engine::link> links_of(std::size_t n) const
    {
        const auto& columns = w_.tables[w_.relations[*what_.relation].path.front().to].columns;
        std::vector<engine::link> out;
        for (const auto& l : what_.links[n]) {
            auto& made = out.emplace_back(engine::link{value_of(l.key), {}});
            for (const auto& [c, v] : l.attributes)
                made.attributes.emplace_back(columns[c].name, value_of(v));
        }
        return out;
    }
    static std::vector<datum> sorted(const std::vector<ginnel::value>& keys)
    {
        std::vector<datum> out;
        for (const auto& k : keys)
            out.push_back(datum_of(k));
        std::sort(out.begin(), out.end());
        return out;
    }
    static void add(write_report& to, const engine::changes& c)
    {
        for (const auto* keys : {&c.attached, &c.detached, &c.updated})
            to.push_back(sorted(*keys));
    }
    write_report links()
    {
        const auto& r = relation();
        const auto of = parent();
        write_report out;
        switch (what_.what) {
        case write_kind::attach:
        case write_kind::attach_again: {
            const auto done = engine::attach(session_, r, of, links_of(0), {what_.what == write_kind::attach_again});
            return {sorted(done.attached), sorted(done.skipped)};
        }
        case write_kind::detach: {
            std::vector<ginnel::value> keys;
            for (const auto& l : links_of(0))
                keys.push_back(l.key);
            return count(engine::detach(session_, r, of, keys));
        }
        case write_kind::detach_all:
            return count(engine::detach_all(session_, r, of));
        case write_kind::toggle:
            add(out, engine::toggle(session_, r, of, links_of(0)));
            return out;
        case write_kind::update_links:
            return {sorted(engine::update_links(session_, r, of, links_of(0)))};
        case write_kind::sync_many: {
            std::vector<engine::parent_links> parents;
            for (std::size_t n = 0; n < what_.parents.size(); ++n)
                parents.push_back({parent(n), links_of(n)});
            for (const auto& changes : engine::sync_many(session_, r, parents))
                add(out, changes);
            return out;
        }
        default:
            add(out, engine::sync(session_, r, of, links_of(0), {what_.what == write_kind::sync}));
            return out;
        }
    }

    engine::session& session_;
    const engine_models& models_;
    const world& w_;
    const write& what_;
    const schema::model* model_ = nullptr;
    std::deque<engine::record> records_;
    std::vector<void*> fresh_, stored_;
    std::vector<const schema::column*> set_;
};

} // namespace

write_report write_by_engine(engine::session& s, const engine_models& models, const world& w, const write& what)
{
    return engine_writer{s, models, w, what}.run();
}

} // namespace diff
