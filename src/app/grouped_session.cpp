#include "app/grouped_session.hpp"

#include "engine/connection_session.hpp"

namespace ginnel::app {

namespace {

constexpr std::string_view work_savepoint = "ginnel_work";

void run_one(driver::connection& c, std::size_t i, const group_work& work)
{
    c.savepoint(work_savepoint);
    if (work(i))
        c.release(work_savepoint);
    else
        engine::undo_savepoint(c, work_savepoint);
}

} // namespace

grouped_session::grouped_session(const driver::pool::factory& open, std::size_t most) : readers_{open, {.max = most}}
{
    // A connection of its own, though any of them could write: SQLite drops a connection's cached pages when another
    // writes, so that writes by turns would each begin with none.
    if (most > 1)
        own_writer_.emplace(open, driver::pool_options{.max = 1});
}

template <typename Ask>
void grouped_session::ask(Ask ask)
{
    if (!in_group())
        return ask(static_cast<engine::session&>(readers_));
    engine::connection_session inside{env(), *group_};
    ask(static_cast<engine::session&>(inside));
}

void grouped_session::run(engine::plan& p)
{
    ask([&](engine::session& s) { s.run(p); });
}

void grouped_session::run_unit(const engine::plan_source& make, const engine::plan_end& then)
{
    ask([&](engine::session& s) { s.run_unit(make, then); });
}

void grouped_session::together(const engine::session_work& work)
{
    ask([&](engine::session& s) { s.together(work); });
}

void grouped_session::run_group(std::size_t count, const group_work& work)
{
    struct turn {
        grouped_session& of;
        turn(grouped_session& s, driver::connection& c) : of{s}
        {
            of.group_ = &c;
            of.writing_ = std::this_thread::get_id();
        }
        ~turn()
        {
            of.writing_ = std::thread::id{};
            of.group_ = nullptr;
        }
    };
    driver::run_on(own_writer_ ? own_writer_->acquire() : readers_.lend(), [&](driver::connection& c) {
        const turn mine{*this, c};
        commit_group(c, count, work);
    });
}

void grouped_session::commit_group(driver::connection& c, std::size_t count, const group_work& work)
{
    c.begin(driver::transaction_mode::write);
    try {
        if (count == 1) { // the transaction is its savepoint
            if (!work(0))
                return c.rollback();
        } else {
            for (std::size_t i = 0; i < count; ++i)
                run_one(c, i, work);
        }
        c.commit();
    } catch (...) {
        c.rollback();
        throw;
    }
}

} // namespace ginnel::app
