#include "oracle_typed/scenario.hpp"

#include "../tools/replay_lucid/failures.hpp"
#include "engine/environment.hpp"
#include "engine/session.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace oracle {

namespace {

/// Ends the transaction that a step failed in. `error`: the step's record of it.
struct step_failed {
    std::string error;
};

} // namespace

recorders_database::recorders_database()
{
    session_->env().now = [] {
        using namespace std::chrono;
        return sys_days{2024y / January / 2} + hours{3} + minutes{4} + seconds{5};
    };
}

void scenario::open(const starting_data& data)
{
    data_ = &data;
    db_ = std::make_unique<recorders_database>();
    for (const std::string_view sql : data.statements)
        db_->run(sql);
}

void scenario::run(void (*work)(void*, answer&), void* context)
{
    std::string result, error;
    const auto sent = db_->statements_of([&] {
        try {
            answer out{result};
            work(context, out);
        } catch (const std::exception&) {
            error = replay::json::serialize(replay::error_record(std::current_exception()));
        }
    });
    steps_ += steps_.empty() ? "{" : ",{";
    steps_ += error.empty() ? "\"result\":" + result : "\"error\":" + error;
    steps_ += ",\"queryCount\":" + json_of(static_cast<std::int64_t>(sent.size())) + '}';
    if (in_transaction_ && !error.empty())
        throw step_failed{std::move(error)};
}

void scenario::run_inside(bool commits, void (*work)(void*, ginnel::transaction&), void* context)
{
    std::string before = std::exchange(steps_, {});
    std::string end = "\"result\":null";
    in_transaction_ = true;
    try {
        db_->transaction([&](ginnel::transaction& t) {
            work(context, t);
            if (!commits)
                t.rollback();
        });
    } catch (const step_failed& failed) {
        end = "\"error\":" + failed.error;
    }
    in_transaction_ = false;
    before += before.empty() ? "{" : ",{";
    steps_ = before + "\"steps\":[" + steps_ + "]," + end + '}';
}

std::string scenario::record(std::string_view name) const
{
    std::string tables;
    for (const starting_data::table& t : data_->tables) {
        std::string rows;
        const std::string columns{t.columns};
        // SQLite's own order of values is the one that the recordings have.
        for (const std::string& row :
             db_->rows("select json_array(" + columns + ") from \"" + std::string{t.name} + "\" order by " + columns))
            rows += (rows.empty() ? "" : ",") + row;
        tables += (tables.empty() ? "" : ",") + json_of(t.name) + ":[" + rows + ']';
    }
    return "{\"name\":" + json_of(name) + ",\"steps\":[" + steps_ + "],\"final\":{" + tables + "}}\n";
}

} // namespace oracle
