#include "races/caller.hpp"

#include "driver/open_url.hpp"
#include "driver/pool.hpp"
#include "engine/environment.hpp"
#include "races/model.hpp"
#include "typed/sessions.hpp"

#include <chrono>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace races {

namespace {

/// Before each statement: a call is shorter than a turn on the processor, and would end before another could begin.
void give_way()
{
    std::this_thread::yield();
}

std::string setting(std::int64_t counter, std::int64_t n)
{
    return "update counters set n = " + std::to_string(n) + " where id = " + std::to_string(counter);
}

class locked_caller final : public caller {
public:
    explicit locked_caller(const std::string& url) : db_{url, options()}
    {
        db_.log([](std::string_view) { give_way(); });
    }
    ginnel::executor& calls() override { return db_; }
    void add_one(std::int64_t counter) override
    {
        db_.transaction([&](ginnel::transaction& t) {
            const auto row = t.query<Counter>().for_update().find(counter);
            t.run(setting(counter, row->n + 1));
        });
    }

private:
    ginnel::database db_;
};

/// Runs plans statement by statement, whatever they want around them.
class unlocked_session final : public ginnel::detail::typed_session {
public:
    unlocked_session(ginnel::engine::environment& e, ginnel::driver::connection& c) : environment_{e}, connection_{c} {}
    ginnel::engine::environment& env() noexcept override { return environment_; }
    void run(ginnel::engine::plan& p) override { ginnel::engine::run_blocking(p, connection_); }
    void run_unit(const ginnel::engine::plan_source& make, const ginnel::engine::plan_end& then) override
    {
        const auto p = make();
        run(*p);
        then(*p);
    }
    void together(const ginnel::engine::session_work& work) override { work(*this); }
    std::unique_ptr<ginnel::detail::held_connection> hold() override { throw std::logic_error{"no streams here"}; }
    std::shared_ptr<const ginnel::detail::transaction_fate> fate() override { return {}; }

private:
    ginnel::engine::environment& environment_;
    ginnel::driver::connection& connection_;
};

struct unlocked_executor final : ginnel::executor {
    explicit unlocked_executor(ginnel::engine::session& s) : executor{&s} {}
};

class unlocked_caller final : public caller {
public:
    explicit unlocked_caller(const std::string& url)
        : opening_{ginnel::driver::opening_of(url, {std::chrono::milliseconds{busy_ms}, 0, false, true, 1})},
          connection_{opening_.make()},
          environment_{connection_->abilities(), connection_->dialect()},
          session_{environment_, *connection_},
          calls_{session_}
    {
        connection_->observe([](std::string_view, bool) { give_way(); });
    }
    ginnel::executor& calls() override { return calls_; }
    void add_one(std::int64_t counter) override
    {
        const auto row = calls_.find<Counter>(counter);
        connection_->run(setting(counter, row->n + 1));
    }

private:
    ginnel::driver::opening opening_;
    std::unique_ptr<ginnel::driver::connection> connection_;
    ginnel::engine::environment environment_;
    unlocked_session session_;
    unlocked_executor calls_;
};

} // namespace

std::unique_ptr<caller> make_caller(const std::string& url, lock how)
{
    if (how == lock::kept)
        return std::make_unique<locked_caller>(url);
    return std::make_unique<unlocked_caller>(url);
}

} // namespace races
