#include "races/harness.hpp"

#include "driver/open_url.hpp"
#include "driver/pool.hpp"
#include "engine/environment.hpp"
#include "races/kills.hpp"
#include "typed/sessions.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>
#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <stdexcept>
#include <thread>

namespace races {

namespace {

constexpr std::int64_t counters = 3, sync_posts = 2, most_callers = 8, set_size = 3;

struct Tag {
    std::int64_t id{};
    std::string name{};
};
struct Post {
    std::int64_t id{};
    std::string title{};
    ginnel::many_to_many<Tag> tags{};
};
struct Counter {
    std::int64_t id{};
    std::int64_t n{};
};

// Posts: 1.. are synced, then those that are attached to, then one that tags are created for.
constexpr std::int64_t first_attach_post = sync_posts + 1;
constexpr std::int64_t create_post = first_attach_post + static_cast<std::int64_t>(attach_posts);
Post post(std::int64_t id)
{
    Post p;
    p.id = id;
    return p;
}

constexpr std::int64_t busy_ms = 120'000; // a machine under load must not look like an error
ginnel::database_options options()
{
    ginnel::database_options o;
    o.busy_timeout_ms = o.pool_wait_ms = busy_ms;
    o.pool_size = most_callers;
    return o;
}

/// Before each statement: a call is shorter than a turn on the processor, and would end before another could begin.
void give_way()
{
    std::this_thread::yield();
}

/// Who calls: the library as it is, or without its lock.
class caller {
public:
    virtual ~caller() = default;
    virtual ginnel::executor& calls() = 0;
    virtual void add_one(std::int64_t counter) = 0;
};

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

std::int64_t first_key_of(std::uint64_t number)
{
    return static_cast<std::int64_t>(number) * set_size + 1;
}

/// Whether the keys are nobody's set: each caller has three of its own.
bool mixed(std::vector<std::int64_t> keys)
{
    if (keys.empty())
        return false; // nobody has synced yet
    std::sort(keys.begin(), keys.end());
    return keys.size() != set_size || (keys[0] - 1) % set_size != 0 || keys[1] != keys[0] + 1 || keys[2] != keys[0] + 2;
}

std::vector<std::int64_t> keys_of(ginnel::executor& db, std::int64_t id)
{
    return db.related(post(id), &Post::tags).query().pluck(&Tag::id);
}

/// What a call needs to know of its caller.
struct turn {
    caller& who;
    std::uint64_t number;
    std::mt19937_64& random;
    shared& s;
    std::int64_t up_to(std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); }
};

void call_sync(turn& t)
{
    const std::int64_t id = 1 + t.up_to(sync_posts), key = first_key_of(t.number);
    t.who.calls().related(post(id), &Post::tags).sync({key, key + 1, key + 2});
    if (mixed(keys_of(t.who.calls(), id)))
        t.s.fail("after a sync the links are no caller's");
}

void call_attach(turn& t)
{
    const std::int64_t row = t.up_to(attach_posts);
    std::vector<std::int64_t> keys;
    for (int i = 0; i < 3; ++i)
        keys.push_back(1 + t.up_to(attach_keys));
    t.who.calls().related(post(first_attach_post + row), &Post::tags).attach(keys);
    for (const std::int64_t key : keys)
        t.s.attached[static_cast<std::size_t>(row)][static_cast<std::size_t>(key)] = 1;
}

void call_create(turn& t)
{
    t.who.calls().related(post(create_post), &Post::tags).create({.name = "made"});
    ++t.s.created;
}

void call_add_one(turn& t)
{
    t.who.add_one(1 + t.up_to(counters));
    ++t.s.added;
}

/// All calls that race. A new one: a line here, and what must hold at the end in `problems`.
struct operation {
    const char* name;
    std::uint64_t weight;
    void (*run)(turn&);
};
constexpr operation operations[] = {
    {"sync", 4, call_sync}, {"attach", 4, call_attach}, {"create", 1, call_create}, {"add one", 4, call_add_one}};

const operation& choose(std::mt19937_64& random)
{
    std::uint64_t all = 0;
    for (const operation& o : operations)
        all += o.weight;
    std::uint64_t at = random() % all;
    for (const operation& o : operations) {
        if (at < o.weight)
            return o;
        at -= o.weight;
    }
    return operations[0];
}

void print(const std::string& name, const shared& s)
{
    std::cout << name << ": " << s.calls << " calls, " << s.overlapped << " begun while another was inside, "
              << s.alternated << " ended after another caller's, " << s.errors << " errors\n";
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

void set_up(const std::string& url)
{
    ginnel::database db{url, options()};
    db.run("drop table if exists post_tag; drop table if exists posts; drop table if exists tags; drop table if exists "
           "counters");
    // No unique index: what keeps links apart is the lock of the parent alone.
    db.run("create table post_tag (post_id bigint not null, tag_id bigint not null)");
    db.create_tables<Counter, Tag, Post>();
    for (std::int64_t i = 1; i <= counters; ++i)
        db.create(Counter{i, 0});
    for (std::int64_t i = 1; i <= create_post; ++i)
        db.create(post(i));
    std::vector<Tag> tags(std::max<std::size_t>(attach_keys, most_callers * set_size));
    db.insert(tags);
}

void run_caller(const std::string& url, lock how, std::uint64_t number, std::uint64_t calls, shared& s)
{
    std::unique_ptr<caller> who;
    if (how == lock::kept)
        who = std::make_unique<locked_caller>(url);
    else
        who = std::make_unique<unlocked_caller>(url);
    std::mt19937_64 random{number + 1};
    turn t{*who, number, random, s};
    for (std::uint64_t i = 0; i < calls; ++i) {
        // All begin each call together. Left alone, one caller does all its calls while the others sleep before their
        // first, waiting for SQLite's lock: all of them overlap then, and yet nothing is tried but one after another.
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

std::vector<std::string> problems(const std::string& url, const shared& s)
{
    std::vector<std::string> found;
    const auto expect = [&](bool holds, const std::string& text) {
        if (!holds)
            found.push_back(text);
    };
    ginnel::database db{url, options()};
    expect(s.errors == 0, std::to_string(s.errors) + " errors, the first: " + s.first_error.data());
    expect(s.overlapped * 2 > s.calls && s.alternated * 2 > s.calls,
           "the callers came one after another: nothing was tried");
    const auto sum = static_cast<std::uint64_t>(db.query<Counter>().sum(&Counter::n).value_or(0));
    expect(sum == s.added, "counters say " + std::to_string(sum) + " of " + std::to_string(s.added) + " added");
    for (std::int64_t id = 1; id <= sync_posts; ++id)
        expect(!mixed(keys_of(db, id)), "the links of a synced post are no caller's set");
    for (std::size_t row = 0; row < attach_posts; ++row) {
        const auto keys = keys_of(db, first_attach_post + static_cast<std::int64_t>(row));
        const std::set<std::int64_t> once(keys.begin(), keys.end());
        expect(once.size() == keys.size(), "a link is there twice");
        for (std::size_t key = 1; key <= attach_keys; ++key)
            expect((s.attached[row][key] != 0) == (once.count(static_cast<std::int64_t>(key)) != 0),
                   "a link was lost or made by nobody");
    }
    const auto made = static_cast<std::uint64_t>(db.query<Tag>().where(&Tag::name, "made").count());
    const auto tied = keys_of(db, create_post);
    expect(made == s.created && tied.size() == made, "tags made, and their links, are not as many as calls");
    return found;
}

std::vector<std::string> race_threads(const std::string& name, lock how, std::uint64_t callers, std::uint64_t calls)
{
    const std::string url = url_for(name);
    set_up(url);
    const shared_file s{name + ".shared", true};
    s->expect_callers(callers);
    std::vector<std::thread> threads;
    for (std::uint64_t i = 0; i < callers; ++i)
        threads.emplace_back([&, i] { run_caller(url, how, i, calls, *s); });
    for (std::thread& t : threads)
        t.join();
    print(name, *s);
    return problems(url, *s);
}

std::vector<std::string> race_processes(const std::string& name, std::uint64_t callers, std::uint64_t calls)
{
    const std::string url = url_for(name), path = name + ".shared";
    set_up(url);
    const shared_file s{path, true};
    s->expect_callers(callers);
    std::vector<int> children;
    for (std::uint64_t i = 0; i < callers; ++i)
        children.push_back(start_worker(std::to_string(calls), url, path, i));
    std::vector<std::string> found;
    for (const int child : children)
        if (const int status = wait_for(child))
            found.push_back("a process ended with " + std::to_string(status));
    print(name, *s);
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
