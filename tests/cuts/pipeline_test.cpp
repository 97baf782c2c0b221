#include "driver/open_url.hpp"
#include "library.hpp"
#include "postgres.hpp"

// A question's sibling preloads travel together: the driver, the runner and the plan do it between them.

namespace {

TEST(pipeline, sqlite_answers_the_same_question)
{
    const auto c = ginnel::driver::opening_of("sqlite::memory:", {}).make();
    library::set_up(*c);
    library::question q{*c, library::everything()};
    ginnel::engine::run_blocking(q.plan(), *c);
    EXPECT_EQ(q.shown(), library::everything_shown);
}

#if defined(GINNEL_POSTGRES)

using pipeline_over_postgres = with_postgres;

TEST_F(pipeline_over_postgres, a_root_and_two_siblings_are_three_statements_in_two_round_trips)
{
    const auto c = connect();
    library::set_up(*c);
    for (int again = 0; again < 2; ++again) { // prepared on the way the first time, found prepared the second
        const auto trips = c->round_trips(), statements = c->statements();
        library::question q{*c, library::everything()};
        ginnel::engine::run_blocking(q.plan(), *c);
        EXPECT_EQ(q.shown(), library::everything_shown);
        EXPECT_EQ(c->statements() - statements, 3U);
        EXPECT_EQ(c->round_trips() - trips, 2U);
    }
}

#endif

} // namespace
