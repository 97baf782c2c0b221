#include "app/pooled_session.hpp"

#include "engine/connection_session.hpp"

namespace ginnel::app {

namespace {

driver::capabilities abilities_of(driver::pool& pool)
{
    return pool.acquire()->abilities();
}

} // namespace

// The dialect is a stateless object of the program, so it outlives the connection that names it.
pooled_session::pooled_session(driver::pool::factory open, driver::pool_options options)
    : pool_{std::move(open), options}, environment_{abilities_of(pool_), pool_.acquire()->dialect()}
{
}

void pooled_session::run(engine::plan& p)
{
    driver::run_on(pool_.acquire(), [&](driver::connection& c) { engine::run_scoped(p, c); });
}

void pooled_session::run_unit(const engine::plan_source& make, const engine::plan_end& then)
{
    driver::run_on(pool_.acquire(), [&](driver::connection& c) { engine::run_unit(make, then, c); });
}

void pooled_session::together(const engine::session_work& work)
{
    driver::run_on(pool_.acquire(), [&](driver::connection& c) {
        engine::connection_session inside{environment_, c};
        inside.together(work);
    });
}

} // namespace ginnel::app
