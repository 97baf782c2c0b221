#include "engine/linked_rows.hpp"

#include "engine/arguments.hpp"
#include "engine/link_table.hpp"
#include "engine/update_statement.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <unordered_set>
#include <utility>

namespace ginnel::engine {

namespace {

/// Writes some columns of one row.
class update_row_plan final : public plan {
public:
    update_row_plan(const environment& e, const schema::model& m, const linked_row& row)
        : model_{m}, statement_{e.dialect.render(sql::tree{update_of_row(m, row.columns)})}
    {
        values_.push_back(m.ops->get(m, row.object, m.primary_key->index));
        for (const auto* c : row.columns)
            values_.push_back(m.ops->get(m, row.object, c->index));
        arguments_ = arguments_of(statement_, [this](std::size_t slot) { return &values_[slot]; });
        step_ = {0, statement_.text, arguments_};
    }
    needs wants() const override { return {needs::scope::write, true}; }
    event next() override
    {
        if (std::exchange(sent_, true))
            return finish{};
        return send{{&step_, 1}};
    }
    void row(step_id, const cell*) override {}
    void done(step_id, const driver::outcome& what) override
    {
        if (what.affected == 0)
            throw error{error_kind::not_found, "E_ROW_NOT_FOUND",
                        "there is no " + model_.name + " with " + model_.primary_key->name + " " +
                            to_display(values_.front()) +
                            " to save: it was deleted, or it is new, and create inserts it with the key it has"}
                .in_model(model_.name);
    }

private:
    const schema::model& model_;
    sql::statement statement_;
    std::vector<value> values_; ///< the key, then the columns
    std::vector<driver::argument> arguments_;
    step step_;
    bool sent_ = false;
};

/// The objects that are not stored yet, each once.
std::vector<void*> fresh_objects(std::span<const linked_row> rows)
{
    std::vector<void*> out;
    std::unordered_set<const void*> seen;
    for (const auto& row : rows)
        if (!row.stored && seen.insert(row.object).second)
            out.push_back(row.object);
    return out;
}

} // namespace

attached save_linked(session& s, const schema::relation& r, const value& parent, std::span<const linked_row> rows,
                     attach_options o)
{
    const auto& target = *r.target;
    const link_table checked{r}; // before a row is written that nothing could link
    const auto fresh = fresh_objects(rows);
    std::vector<value> keys;
    if (target.primary_key != nullptr)
        for (const auto* object : fresh)
            keys.push_back(target.ops->get(target, object, target.primary_key->index));
    attached result;
    try {
        s.together([&](session& inside) {
            insert(inside, target, fresh);
            std::vector<link> links;
            std::unordered_set<const void*> seen;
            for (const auto& row : rows) {
                if (row.stored && !row.columns.empty() && seen.insert(row.object).second) {
                    update_row_plan p{inside.env(), target, row};
                    inside.run(p);
                }
                links.push_back({target.ops->get(target, row.object, r.path.back().to_key->index), row.attributes});
            }
            result = attach(inside, r, parent, std::move(links), o);
        });
    } catch (...) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            target.ops->set(target, fresh[i], target.primary_key->index, keys[i].view());
        throw;
    }
    return result;
}

} // namespace ginnel::engine
