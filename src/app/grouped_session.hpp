#pragma once

#include "app/pooled_session.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <thread>

namespace ginnel::app {

/// One of the works of a group, by its place; false: what it wrote is not to stand.
using group_work = std::function<bool(std::size_t)>;

/// Runs plans on the connections of a pool, and groups of works in one transaction of a connection that nothing else
/// writes through. Any thread may use it.
class grouped_session final : public engine::session {
public:
    /// `most`: connections that read; 1: a database in memory, whose one connection writes too. Throws what the factory
    /// throws.
    grouped_session(const driver::pool::factory& open, std::size_t most);

    engine::environment& env() noexcept override { return readers_.env(); }
    // A work of a group runs on the group's connection whatever it asks of this session.
    void run(engine::plan& p) override;
    void run_unit(const engine::plan_source& make, const engine::plan_end& then) override;
    void together(const engine::session_work& work) override;

    /// Calls `work` for 0 to `count - 1` in one write transaction, each in a savepoint of it; a work that gives false
    /// is undone alone. When it returns, all that stands is committed; where it throws, none is. `work` does not throw.
    void run_group(std::size_t count, const group_work& work);

private:
    bool in_group() const noexcept { return writing_.load() == std::this_thread::get_id(); }
    template <typename Ask>
    void ask(Ask ask);
    void commit_group(driver::connection& c, std::size_t count, const group_work& work);

    pooled_session readers_;
    std::optional<driver::pool> own_writer_;
    std::atomic<std::thread::id> writing_{}; ///< the thread that runs a group
    driver::connection* group_ = nullptr;    ///< for that thread alone
};

} // namespace ginnel::app
