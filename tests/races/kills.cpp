#include "races/kills.hpp"

#include "races/harness.hpp"
#include "races/killed_units.hpp"

#include <ginnel/ginnel.hpp>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <thread>

namespace races {

void run_until_killed(const std::string& url, std::uint64_t statement, shared& s)
{
    ginnel::database db{url};
    // Called before each statement: a fail point stands between every two of them.
    db.log([&](std::string_view sql) {
        if (sql.substr(0, 5) == "begin")
            s.in_unit = 0; // it is not open yet
        if (s.statements.fetch_add(1) + 1 == statement)
            ::raise(SIGKILL);
        if (sql.substr(0, 5) == "begin")
            s.in_unit = 1;
    });
    for (std::int64_t turn = 1;; ++turn)
        run_units(db, turn, [&] { s.in_unit = 0; });
}

kill_report kill_programs(const std::string& name, std::uint64_t at_statements, std::uint64_t at_random)
{
    const std::string url = url_for(name), path = name + ".shared";
    kill_report report;
    std::mt19937_64 random{7};
    for (std::uint64_t i = 0; i < at_statements + at_random; ++i) {
        set_up_units(url); // anew, or the units would find done what they are to do
        const shared_file s{path, true};
        const bool counted = i < at_statements;
        const int child = start_worker(std::string{killed_worker}, url, path, counted ? i + 1 : 0);
        if (!counted) {
            while (s->statements == 0)
                std::this_thread::yield();
            std::this_thread::sleep_for(std::chrono::microseconds{random() % 20'000}); // the random moment
            ::kill(child, SIGKILL);
        }
        if (wait_for(child) != 128 + SIGKILL)
            report.problems.emplace_back("a program was not killed");
        ++report.kills;
        if (counted) {
            ++report.points;
            report.inside += s->in_unit;
        }
        for (std::string& text : broken(url))
            report.problems.push_back(std::move(text) + " before statement " + std::to_string(s->statements.load()));
    }
    std::cout << name << ": " << report.points << " kills between statements, " << report.inside
              << " of them inside a unit, " << report.kills - report.points << " at random moments\n";
    return report;
}

} // namespace races
