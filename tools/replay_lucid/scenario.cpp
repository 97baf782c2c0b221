#include "scenario.hpp"

#include "failures.hpp"
#include "operations.hpp"
#include "world.hpp"

#include <exception>

namespace replay {

namespace {

/// Looks at all steps before the first runs, so that a scenario is replayed as a whole or not at all.
void check_built(const json::array& steps)
{
    for (const auto& v : steps) {
        const auto& step = v.as_object();
        if (text_at(step, "op") == "transaction")
            check_built(list_at(step, "steps"));
        else
            operation_of(step);
    }
}

json::array run(world& w, const json::array& steps, bool& failed);

/// Inner steps use the transaction; the first that fails ends it, and it is rolled back.
json::object run_transaction(world& w, const json::object& step)
{
    auto& c = w.data.connection();
    bool failed = false;
    c.begin(ginnel::driver::transaction_mode::write);
    json::object record;
    try {
        record["steps"] = run(w, list_at(step, "steps"), failed);
    } catch (...) {
        c.rollback();
        throw;
    }
    if (failed || text_at(step, "end") == "rollback")
        c.rollback();
    else
        c.commit();
    const auto& inner = record["steps"].as_array();
    if (failed)
        record["error"] = inner.back().as_object().at("error");
    else
        record["result"] = nullptr;
    return record;
}

json::object run_step(world& w, const json::object& step)
{
    json::object record;
    const auto before = w.data.statements();
    try {
        record["result"] = operation_of(step)(w, step);
    } catch (const not_built&) {
        throw;
    } catch (...) {
        record["error"] = error_record(std::current_exception());
    }
    record["queryCount"] = w.data.statements() - before;
    return record;
}

json::array run(world& w, const json::array& steps, bool& failed)
{
    json::array records;
    for (const auto& v : steps) {
        const auto& step = v.as_object();
        records.push_back(text_at(step, "op") == "transaction" ? run_transaction(w, step) : run_step(w, step));
        if (w.data.connection().in_transaction() && records.back().as_object().contains("error")) {
            failed = true;
            break;
        }
    }
    return records;
}

} // namespace

json::object replay_scenario(const json::object& scenario)
{
    json::object out{{"name", scenario.at("name")}};
    try {
        check_built(list_at(scenario, "steps"));
        world w{scenario};
        bool failed = false;
        auto steps = run(w, list_at(scenario, "steps"), failed);
        out["steps"] = std::move(steps);
        out["final"] = w.data.tables();
    } catch (const not_built& n) {
        out["skipped"] = n.reason;
    }
    return out;
}

} // namespace replay
