#include "races/kills.hpp"

#include "races/harness.hpp"

#include <ginnel/ginnel.hpp>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <thread>

namespace races {

namespace {

struct Label {
    std::int64_t id{};
    std::string name{};
};
struct Paper {
    std::int64_t id{};
    ginnel::many_to_many<Label> labels{};
};
struct Purse {
    std::int64_t id{};
    std::int64_t cents{};
};

constexpr std::int64_t all_cents = 1000, synced = 1, grown = 2;

Paper paper(std::int64_t id)
{
    Paper p;
    p.id = id;
    return p;
}

void set_up_units(const std::string& url)
{
    ginnel::database db{url};
    db.run("drop table if exists label_paper; drop table if exists papers; drop table if exists labels; drop table if "
           "exists purses");
    db.create_tables<Paper, Label, Purse>();
    db.create_many<Purse>({{1, all_cents}, {2, 0}});
    db.create(paper(synced));
    db.create(paper(grown));
    std::vector<Label> labels(8);
    db.insert(labels);
    db.related(paper(synced), &Paper::labels).sync({1, 2, 3, 4});
}

void move_cents(ginnel::transaction& t, std::int64_t n)
{
    t.run("update purses set cents = cents - " + std::to_string(n) + " where id = 1");
    t.transaction([n](ginnel::transaction& inner) {
        inner.run("update purses set cents = cents + " + std::to_string(n) + " where id = 2");
    });
}

/// Each unit is whole in the database, or not there.
std::vector<std::string> broken(const std::string& url)
{
    std::vector<std::string> found;
    ginnel::database db{url};
    const auto purses = db.query<Purse>().order_by(&Purse::id).all();
    if (purses.size() != 2 || purses[0].cents + purses[1].cents != all_cents)
        found.emplace_back("half a transaction");
    auto keys = db.related(paper(synced), &Paper::labels).query().pluck(&Label::id);
    std::sort(keys.begin(), keys.end());
    if (keys != std::vector<std::int64_t>{1, 2, 3, 4} && keys != std::vector<std::int64_t>{4, 5, 6})
        found.emplace_back("half a sync");
    if (db.related(paper(grown), &Paper::labels).query().count() !=
        db.query<Label>().where(&Label::name, "made").count())
        found.emplace_back("half a create");
    return found;
}

} // namespace

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
    for (std::int64_t n = 1;; ++n) {
        if (n % 2 == 0)
            db.related(paper(synced), &Paper::labels).sync({1, 2, 3, 4});
        else
            db.related(paper(synced), &Paper::labels).sync({4, 5, 6});
        s.in_unit = 0;
        db.related(paper(grown), &Paper::labels).create({.name = "made"});
        s.in_unit = 0;
        db.transaction([n](ginnel::transaction& t) { move_cents(t, n % 3); });
        s.in_unit = 0;
    }
}

kill_report kill_programs(const std::string& name, std::uint64_t at_statements, std::uint64_t at_random)
{
    const std::string url = url_for(name), path = name + ".shared";
    set_up_units(url);
    kill_report report;
    std::mt19937_64 random{7};
    for (std::uint64_t i = 0; i < at_statements + at_random; ++i) {
        const shared_file s{path, true};
        const bool counted = i < at_statements;
        const int child = start_worker(std::string{killed_worker}, url, path, counted ? 1 + i % 60 : 0);
        if (!counted) {
            while (s->statements == 0)
                std::this_thread::yield();
            std::this_thread::sleep_for(std::chrono::microseconds{random() % 20'000}); // the random moment
            ::kill(child, SIGKILL);
        }
        if (wait_for(child) != 128 + SIGKILL)
            report.problems.emplace_back("a program was not killed");
        ++report.kills;
        report.inside += s->in_unit;
        for (std::string& text : broken(url))
            report.problems.push_back(std::move(text) + " before statement " + std::to_string(s->statements.load()));
    }
    std::cout << name << ": " << report.kills << " kills, " << report.inside << " of them inside a unit\n";
    return report;
}

} // namespace races
