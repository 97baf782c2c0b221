#include "app/pooled_session.hpp"

#include "engine/connection_session.hpp"

#include <ginnel/error.hpp>

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

template <typename Work>
void pooled_session::on_connection(Work work)
{
    auto lease = pool_.acquire();
    try {
        work(*lease);
    } catch (const error& e) {
        if (e.spoiled() == spoils::connection)
            lease.discard();
        throw;
    }
}

void pooled_session::run(engine::plan& p)
{
    on_connection([&](driver::connection& c) { engine::run_scoped(p, c); });
}

void pooled_session::run_unit(const engine::plan_source& make, const engine::plan_end& then)
{
    on_connection([&](driver::connection& c) { engine::run_unit(make, then, c); });
}

void pooled_session::together(const engine::session_work& work)
{
    on_connection([&](driver::connection& c) {
        engine::connection_session inside{environment_, c};
        inside.together(work);
    });
}

} // namespace ginnel::app
