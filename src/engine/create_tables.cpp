#include "engine/needed_tables.hpp"
#include "engine/plan.hpp"
#include "engine/write.hpp"
#include "sql/statement.hpp"

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

} // namespace

void create_tables(session& s, std::span<const schema::model* const> models, const table_wishes& wishes)
{
    const auto trees = needed_tables{models, wishes}.statements();
    script_plan p{s.env(), trees};
    s.run(p);
}

} // namespace ginnel::engine
