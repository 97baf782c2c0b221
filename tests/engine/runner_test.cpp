// What runners do around plans: guards, retries, units inside units. Plans are made by hand.
#include "blog.hpp"
#include "engine/async.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <functional>

namespace ginnel::test {
namespace {

using texts = std::vector<std::string>;

/// Sends its batches one after the other; between them calls what was given.
class listed_plan final : public engine::plan {
public:
    using batch = std::vector<engine::step>;

    engine::needs wants() const override { return {scope, repeatable}; }
    engine::event next() override
    {
        if (on_next)
            on_next();
        if (at < batches.size())
            return engine::send{batches[at++]};
        if (last_call)
            return engine::call{std::exchange(last_call, nullptr)};
        return engine::finish{};
    }
    void row(engine::step_id id, const cell* cells) override { rows.emplace_back(id, cells[0].integer); }
    void done(engine::step_id id, const driver::outcome& what) override { ended.emplace_back(id, what.affected); }

    engine::needs::scope scope = engine::needs::scope::autocommit;
    bool repeatable = false;
    std::deque<batch> batches;
    std::function<void()> on_next, last_call;
    std::size_t at = 0;
    std::vector<std::pair<engine::step_id, std::int64_t>> rows, ended;
};

engine::step plain(engine::step_id id, std::string_view text)
{
    engine::step s;
    s.id = id;
    s.text = text;
    return s;
}
engine::step guarded(engine::step_id id, std::string_view text, std::int64_t by)
{
    engine::step s = plain(id, text);
    s.guard = by;
    return s;
}

using ends = std::vector<std::pair<engine::step_id, std::int64_t>>;

/// Each case under the blocking and the awaiting runner.
class runner : public testing::TestWithParam<const char*> {
protected:
    runner()
    {
        db.run("insert into users(id, name) values (1, 'Asha'), (2, 'Ben'); insert into skills(id, name) values (1, "
               "'Sailing')");
        db.statements();
    }
    void run(engine::plan& p)
    {
        if (GetParam() == std::string{"blocking"}) {
            engine::run_blocking(p, db.connection());
        } else {
            engine::event_loop loop;
            loop.run(engine::run_async(p, db.connection(), loop));
        }
    }
    std::string code_of(engine::plan& p)
    {
        try {
            run(p);
        } catch (const error& e) {
            return std::string{e.code()};
        }
        return {};
    }
    blog db;
};

INSTANTIATE_TEST_SUITE_P(runners, runner, testing::Values("blocking", "awaiting"));

TEST_P(runner, skips_a_guarded_step_whose_guard_affected_nothing_and_what_it_guards_in_turn)
{
    listed_plan p;
    p.batches = {{plain(1, "delete from skills where id = 99"), guarded(2, "delete from users", 1),
                  guarded(3, "delete from users", 2), plain(4, "update users set name = name")}};
    run(p);
    EXPECT_EQ(db.statements(), (texts{"delete from skills where id = 99", "update users set name = name"}));
    EXPECT_EQ(p.ended, (ends{{1, 0}, {2, 0}, {3, 0}, {4, 2}})) << "a skipped step is done too, in its turn";
}

TEST_P(runner, runs_a_guarded_step_whose_guard_affected_a_row_of_the_same_or_an_earlier_batch)
{
    listed_plan p;
    p.batches = {
        {plain(1, "delete from skills where id = 1"), guarded(2, "update users set name = 'x' where id = 1", 1)},
        {plain(3, "select 1"), plain(4, "select 1"), plain(5, "select 1"), plain(6, "select 1")},
        {guarded(7, "delete from users where id = 2", 1), guarded(8, "delete from users", 6)}};
    run(p);
    EXPECT_EQ(db.column("select name from users"), (texts{"'x'"})) << "a select affects nothing, so step 8 was skipped";
}

TEST_P(runner, refuses_a_guard_that_names_no_step_before_it)
{
    listed_plan p;
    p.batches = {{plain(1, "select 1"), guarded(2, "delete from users", 7)}};
    EXPECT_EQ(code_of(p), "E_PLAN");
    listed_plan later;
    later.batches = {{guarded(1, "delete from users", 2), plain(2, "select 1")}};
    EXPECT_EQ(code_of(later), "E_PLAN");
    EXPECT_EQ(db.column("select count(*) from users"), (texts{"2"}));
    EXPECT_EQ(db.connection().pending(), 0U);
}

TEST_P(runner, takes_the_newest_of_steps_with_one_id_as_the_guard)
{
    listed_plan p;
    p.batches = {{plain(1, "delete from skills"), plain(1, "delete from skills"), guarded(2, "delete from users", 1)}};
    run(p);
    EXPECT_EQ(db.column("select count(*) from users"), (texts{"2"}));
}

TEST_P(runner, hands_no_second_row_to_a_step_that_wants_one)
{
    listed_plan p;
    auto one = plain(1, "select id from users order by id");
    one.one_row = true;
    p.batches = {{one, plain(2, "select id from users order by id")}};
    run(p);
    EXPECT_EQ(p.rows, (ends{{1, 1}, {2, 1}, {2, 2}}));
}

class unit : public testing::Test {
protected:
    blog db;
};

std::unique_ptr<listed_plan> writing(std::string_view text)
{
    auto p = std::make_unique<listed_plan>();
    p->scope = engine::needs::scope::write;
    p->repeatable = true;
    p->batches = {{plain(1, text)}};
    return p;
}

error busy()
{
    return {error_kind::busy, "E_BUSY", "another caller writes"};
}

TEST_F(unit, is_tried_again_by_a_new_plan_after_a_busy_database)
{
    std::vector<engine::plan*> made;
    engine::plan* succeeded = nullptr;
    engine::run_unit(
        [&] {
            auto p = writing("insert into users(id, name) values (1, 'Asha')");
            if (made.empty())
                p->on_next = [] { throw busy(); };
            made.push_back(p.get());
            return p;
        },
        [&](engine::plan& p) { succeeded = &p; }, db.connection());
    ASSERT_EQ(made.size(), 2U);
    EXPECT_EQ(succeeded, made.back());
    EXPECT_FALSE(db.connection().in_transaction());
}

TEST_F(unit, that_is_committed_is_not_run_again_for_a_retryable_error_of_what_follows_it)
{
    const auto make = [] { return writing("insert into users(name) values ('Asha')"); };
    EXPECT_THROW(engine::run_unit(
                     make, [](engine::plan&) { throw busy(); }, db.connection()),
                 error);
    EXPECT_EQ(db.column("select count(*) from users"), (texts{"1"}));
}

TEST_F(unit, inside_a_unit_that_fails_takes_only_its_own_writes_back)
{
    auto& c = db.connection();
    c.begin(driver::transaction_mode::write);
    auto outer = writing("insert into users(id, name) values (1, 'outer')");
    outer->last_call = [&] {
        auto inner = writing("insert into users(id, name) values (2, 'inner')");
        inner->last_call = [] { throw busy(); };
        EXPECT_THROW(engine::run_scoped(*inner, c), error);
        EXPECT_EQ(db.column("select name from users"), (texts{"'outer'"}));
        throw busy();
    };
    EXPECT_THROW(engine::run_scoped(*outer, c), error);
    EXPECT_EQ(db.column("select name from users"), texts{})
        << "the outer unit goes back to its own savepoint, not to the inner one's";
    c.commit();
}

TEST_F(unit, that_fails_leaves_no_savepoint_behind)
{
    auto& c = db.connection();
    c.begin(driver::transaction_mode::write);
    auto failing = writing("insert into users(id, name) values (2, 'inner')");
    failing->last_call = [] { throw busy(); };
    EXPECT_THROW(engine::run_scoped(*failing, c), error);
    EXPECT_THROW(c.release("ginnel_unit"), error);
    c.rollback();
}

} // namespace
} // namespace ginnel::test
