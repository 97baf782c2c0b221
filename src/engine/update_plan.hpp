#pragma once

#include "engine/environment.hpp"
#include "engine/plan.hpp"
#include "engine/row_writes.hpp"
#include "sql/statement.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace ginnel::engine {

/// Updates rows of one model by their keys: one statement per object, all ready at once. An update that finds no row
/// ends it: with several objects in a transaction, so that none of them is written.
class update_plan final : public plan {
public:
    update_plan(const environment& e, const schema::model& m, std::span<void* const> objects, written_columns which);

    needs wants() const override;
    event next() override;
    void row(step_id, const cell*) override {}
    void done(step_id id, const driver::outcome& what) override;

    /// After the end: what the model keeps by itself comes into the objects.
    void hand_over();
    std::int64_t written() const noexcept { return static_cast<std::int64_t>(rows_.size()); }

private:
    using columns = std::vector<const schema::column*>;
    struct written_row {
        void* object;
        const columns* set;
        const sql::statement* statement;
        std::vector<value> slots; ///< the key, the values, the version before
        std::vector<driver::argument> arguments;
    };

    columns columns_of(const void* object, const written_columns& which) const;
    void need(const void* object, const schema::column& c) const;
    value value_of(const void* object, const schema::column& c) const;

    const schema::model& model_;
    value now_;
    std::map<columns, sql::statement> statements_;
    std::vector<written_row> rows_;
    std::vector<step> steps_;
    bool sent_ = false;
};

} // namespace ginnel::engine
