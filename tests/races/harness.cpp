#include "races/harness.hpp"

#include "races/end_state.hpp"
#include "races/kills.hpp"
#include "races/model.hpp"
#include "races/operations.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <random>
#include <thread>

namespace races {

namespace {

using clock = std::chrono::steady_clock;

void print(const std::string& name, const shared& s, clock::duration took)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    std::cout << name << ": " << s.calls << " calls in " << ms << " ms, " << s.overlapped
              << " begun while another was inside, " << s.alternated << " ended after another caller's, " << s.errors
              << " errors\n";
}

void begin(shared& s, const crowd& all)
{
    s.seed = all.seed;
    s.expect_callers(all.callers);
}

} // namespace

std::string url_for(const std::string& name)
{
    if (const char* given = std::getenv("RACES_URL"))
        return given;
    for (const char* end : {"", "-wal", "-shm"})
        std::remove((name + ".db" + end).c_str());
    return "sqlite:" + name + ".db";
}

void run_caller(const std::string& url, lock how, std::uint64_t number, std::uint64_t calls, shared& s)
{
    const auto who = make_caller(url, how);
    std::mt19937_64 random{s.seed * most_callers + number + 1};
    turn t{*who, number, random, s};
    for (std::uint64_t i = 0; i < calls; ++i) {
        // All begin each call together. Left alone, who has just ended a call begins the next one before those who wait
        // for SQLite's lock look again: many calls overlap then, and yet few are tried one against another.
        ::pthread_barrier_wait(&s.round);
        const operation& o = choose(random);
        ++s.calls;
        if (s.inside++ != 0)
            ++s.overlapped;
        try {
            o.run(t);
        } catch (const std::exception& e) {
            s.fail(std::string{o.name} + ": " + e.what());
        }
        --s.inside;
        if (s.last.exchange(number + 1) != number + 1)
            ++s.alternated;
    }
}

std::vector<std::string> race_threads(const std::string& name, lock how, const crowd& all)
{
    const std::string url = url_for(name);
    set_up(url);
    const shared_file s{name + ".shared", true};
    begin(*s, all);
    const auto since = clock::now();
    std::vector<std::thread> threads;
    for (std::uint64_t i = 0; i < all.callers; ++i)
        threads.emplace_back([&, i] { run_caller(url, how, i, all.calls, *s); });
    for (std::thread& t : threads)
        t.join();
    print(name, *s, clock::now() - since);
    return problems(url, *s);
}

std::vector<std::string> race_processes(const std::string& name, const crowd& all)
{
    const std::string url = url_for(name), path = name + ".shared";
    set_up(url);
    const shared_file s{path, true};
    begin(*s, all);
    const auto since = clock::now();
    std::vector<int> children;
    for (std::uint64_t i = 0; i < all.callers; ++i)
        children.push_back(start_worker(std::to_string(all.calls), url, path, i));
    std::vector<std::string> found;
    for (const int child : children)
        if (const int status = wait_for(child))
            found.push_back("a process ended with " + std::to_string(status));
    print(name, *s, clock::now() - since);
    for (std::string& text : problems(url, *s))
        found.push_back(std::move(text));
    return found;
}

} // namespace races

/// What this program does when it was started by `start_worker`; else nothing.
TEST(RaceWorker, DoesItsPartInAProcessOfItsOwn)
{
    const char* what = std::getenv("RACES_WORKER");
    if (what == nullptr)
        return;
    const std::string url = std::getenv("RACES_WORKER_URL");
    const races::shared_file s{std::getenv("RACES_WORKER_SHARED"), false};
    const std::uint64_t number = std::strtoull(std::getenv("RACES_WORKER_NUMBER"), nullptr, 10);
    if (what == races::killed_worker) {
        races::run_until_killed(url, number, *s);
        return;
    }
    const std::uint64_t calls = std::stoull(what);
    races::run_caller(url, races::lock::kept, number, calls, *s);
}
