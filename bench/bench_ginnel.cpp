// The contender of the performance floor: Ginnel's typed door, as its guide teaches it. The contract of the command
// line and the workloads stand in bench/floor/README.md; harness, recipe and sizes are the floor's own.
#include "floor/model.hpp"
#include "models.hpp"

#include <ginnel/ginnel.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

namespace bench {
namespace {

using ginnel::desc;
using perf::by_id;
using perf::hash_list;
using perf::Meter;

int on_trace(unsigned, void*, void*, void* text)
{
    const auto* sql = static_cast<const char*>(text);
    if (!sql || std::strncmp(sql, "--", 2) != 0) // a comment stands for a trigger's program
        perf::count_one(perf::statement_count);
    return 0;
}

// Statements are counted outside of Ginnel, by SQLite: each connection that is opened in this program gets the trace.
int trace_connection(sqlite3* db, const char**, const sqlite3_api_routines*)
{
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, on_trace, nullptr);
}

void count_statements()
{
    if (sqlite3_auto_extension(reinterpret_cast<void (*)()>(trace_connection)) != SQLITE_OK)
        throw std::runtime_error("SQLite took no trace");
}

// The data set's sizes, where `make` stored them.
perf::Sizes read_sizes(const std::string& path)
{
    perf::Sizes sizes;
    sqlite3* db = nullptr;
    sqlite3_stmt* q = nullptr;
    if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "select value from sizes where name = ?1", -1, &q, nullptr) == SQLITE_OK)
        sizes.each([&](const char* name, std::int64_t& value) {
            sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
            if (sqlite3_step(q) == SQLITE_ROW)
                value = sqlite3_column_int64(q, 0);
            sqlite3_reset(q);
        });
    const std::string problem = q ? "" : sqlite3_errmsg(db);
    sqlite3_finalize(q);
    sqlite3_close(db);
    if (!problem.empty())
        throw std::runtime_error(path + ": " + problem);
    return sizes;
}

class Contender {
public:
    explicit Contender(const std::string& path) : sizes_(read_sizes(path)), db_("sqlite:" + path, {.cache_kib = 262144})
    {
    }

    std::vector<perf::Workload> workloads()
    {
        std::vector<perf::Workload> all = {
            {"preload_through", [this](Meter& m) { preload_through(m); }},
            {"preload_nested", [this](Meter& m) { preload_nested(m); }},
            {"preload_pivot", [this](Meter& m) { preload_pivot(m); }},
            {"belongs_to", [this](Meter& m) { belongs_to(m); }},
            {"deep_through", [this](Meter& m) { deep_through(m); }},
            {"find_by_key", [this](Meter& m) { find_by_key(m); }},
            {"find_by_key_pool", [this](Meter& m) { find_by_key_pool(m); }},
            {"group_limit_small", [this](Meter& m) { group_limit_small(m); }},
            {"group_limit_large", [this](Meter& m) { group_limit_large(m); }},
            {"where_has", [this](Meter& m) { where_has(m); }},
            {"with_count", [this](Meter& m) { with_count(m); }},
            {"insert", [this](Meter& m) { insert(m); }},
            {"insert_multi", [this](Meter& m) { insert(m); }},
            {"insert_returning",
             [this](Meter& m) {
                 for (const Event& e : insert(m))
                     m.checksum.text(e.state);
             }},
            {"sync", [this](Meter& m) { sync(m); }},
            {"stream", [this](Meter& m) { stream(m); }},
            {"json_tree", [this](Meter& m) { json_tree(m); }},
        };
        for (const auto& [name, owners] :
             {std::pair{"scale_1k", 1000}, {"scale_10k", 10000}, {"scale_100k", 100000}, {"scale_300k", 300000}})
            all.push_back({name, [this, n = std::int64_t{owners}](Meter& m) { scale(m, n); }});
        return all;
    }

private:
    void preload_through(Meter& m)
    {
        m.load_and_drop([&] { return db_.query<Country>().preload(&Country::posts).all(); },
                        [&](auto& countries) {
                            hash_list(m, by_id(countries), [&](Country& c) { hash_list(m, by_id(c.posts.rows())); });
                        });
    }

    void preload_nested(Meter& m)
    {
        m.load_and_drop([&] { return db_.query<Country>().preload(&Country::users, &User::posts).all(); },
                        [&](auto& countries) {
                            hash_list(m, by_id(countries), [&](Country& c) {
                                hash_list(m, by_id(c.users.rows()),
                                          [&](User& u) { hash_list(m, by_id(u.posts.rows())); });
                            });
                        });
    }

    // A skill and its link stand at the same place of two lists, so the order by id is a list of places.
    static void hash_skills(Meter& m, const User& u)
    {
        std::vector<std::size_t> order(u.skills.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return u.skills[a].id < u.skills[b].id; });
        m.rows += static_cast<std::int64_t>(order.size());
        m.checksum.length(order.size());
        for (const auto at : order) {
            hash(m.checksum, u.skills[at]);
            m.checksum.integer(u.skills.pivot(at).level);
        }
    }

    void preload_pivot(Meter& m)
    {
        m.load_and_drop([&] { return db_.query<User>().preload(&User::skills).all(); },
                        [&](auto& users) { hash_list(m, by_id(users), [&](User& u) { hash_skills(m, u); }); });
    }

    // Users and countries count once per object: were they not shared, the number of rows would tell.
    void belongs_to(Meter& m)
    {
        m.load_and_drop([&] { return db_.query<Post>().preload(&Post::user, &User::country).all(); },
                        [&](auto& posts) {
                            std::unordered_set<const void*> shared;
                            hash_list(m, by_id(posts), [&](const Post& p) {
                                hash(m.checksum, *p.user);
                                hash(m.checksum, *p.user->country);
                                shared.insert(p.user.get());
                                shared.insert(p.user->country.get());
                            });
                            m.rows += static_cast<std::int64_t>(shared.size());
                        });
    }

    void deep_through(Meter& m)
    {
        m.load_and_drop([&] { return db_.query<Region>().preload(&Region::posts).all(); },
                        [&](auto& regions) {
                            hash_list(m, by_id(regions), [&](Region& r) { hash_list(m, by_id(r.posts.rows())); });
                        });
    }

    // In batches: found objects are hashed, untimed, after each batch.
    template <class Executor>
    void finds(Meter& m, Executor& from)
    {
        perf::Lcg random;
        std::vector<std::int64_t> keys(1000);
        std::vector<Post> found(keys.size());
        for (std::int64_t done = 0; done < sizes_.finds; done += static_cast<std::int64_t>(keys.size())) {
            keys.resize(static_cast<std::size_t>(std::min<std::int64_t>(1000, sizes_.finds - done)));
            for (auto& key : keys)
                key = 1 + random.next() % sizes_.all_posts();
            m.timed([&] {
                for (std::size_t i = 0; i < keys.size(); ++i)
                    found[i] = from.template find_or_fail<Post>(keys[i]);
            });
            m.rows += static_cast<std::int64_t>(keys.size());
            for (std::size_t i = 0; i < keys.size(); ++i)
                hash(m.checksum, found[i]);
        }
    }

    void find_by_key(Meter& m)
    {
        auto snapshot = db_.begin(ginnel::read_only);
        finds(m, snapshot);
        snapshot.commit();
    }

    void find_by_key_pool(Meter& m) { finds(m, db_); }

    void group_limit_small(Meter& m)
    {
        m.load_and_drop(
            [&] {
                return db_.query<User>()
                    .preload(&User::posts, [](auto& posts) { posts.group_limit(3).group_order_by(&Post::id, desc); })
                    .all();
            },
            [&](auto& users) { hash_list(m, by_id(users), [&](User& u) { hash_list(m, u.posts.rows()); }); });
    }

    // Short, so one repetition does it 20 times.
    void group_limit_large(Meter& m)
    {
        for (int i = 0; i < 20; ++i)
            m.load_and_drop(
                [&] {
                    return db_.query<Feed>()
                        .preload(&Feed::entries,
                                 [](auto& entries) {
                                     entries.group_limit(3)
                                         .group_order_by(&Entry::created_at, desc)
                                         .group_order_by(&Entry::id, desc);
                                 })
                        .all();
                },
                [&](auto& feeds) { hash_list(m, by_id(feeds), [&](Feed& f) { hash_list(m, f.entries.rows()); }); });
    }

    void where_has(Meter& m)
    {
        m.load_and_drop(
            [&] {
                return db_.query<User>()
                    .where_has(&User::posts, [](auto& posts) { posts.where(&Post::score, ">=", 47.5); })
                    .all();
            },
            [&](auto& users) { hash_list(m, by_id(users)); });
    }

    void with_count(Meter& m)
    {
        m.load_and_drop(
            [&] { return db_.query<User>().with_count(&User::posts).all(); },
            [&](auto& users) { hash_list(m, by_id(users), [&](User& u) { m.checksum.integer(u.posts.count()); }); });
    }

    // The state that the database gives comes back in every insert, asked for or not: one model, one way to write it.
    std::vector<Event> insert(Meter& m)
    {
        db_.run(
            "delete from events; delete from sqlite_sequence where name = 'events'; pragma wal_checkpoint(truncate)");
        std::vector<Event> events;
        for (const perf::Event& e : perf::events_to_insert(sizes_))
            events.push_back({.name = e.name, .amount = e.amount, .ratio = e.ratio});
        m.timed([&] { db_.insert(events); });
        auto stored = db_.query<Event>().order_by(&Event::id).all();
        hash_list(m, stored);
        for (const Event& e : events)
            m.checksum.integer(e.id);
        return events;
    }

    static void hash_keys(Meter& m, const std::vector<ginnel::value>& keys)
    {
        std::vector<std::int64_t> ids;
        for (const ginnel::value& key : keys)
            ids.push_back(key.integer());
        std::sort(ids.begin(), ids.end());
        m.rows += static_cast<std::int64_t>(ids.size());
        m.checksum.length(ids.size());
        for (const auto id : ids)
            m.checksum.integer(id);
    }

    void sync(Meter& m)
    {
        db_.run("delete from badge_user; with recursive k(n) as (select 0 union all select n + 1 from k where n < " +
                std::to_string(sizes_.badges - 1) +
                ") insert into badge_user(user_id, badge_id) select u.id, (u.id + k.n) % " +
                std::to_string(sizes_.badge_kinds) + " + 1 from users u, k where u.id <= " +
                std::to_string(sizes_.sync_parents) + "; pragma wal_checkpoint(truncate)");
        std::vector<User> users =
            db_.query<User>().where(&User::id, "<=", sizes_.sync_parents).order_by(&User::id).all();
        std::vector<std::vector<std::int64_t>> wanted;
        for (const User& u : users)
            wanted.push_back(perf::badges_wanted(sizes_, u.id));
        std::vector<ginnel::changes> changes(wanted.size());
        m.timed([&] {
            db_.transaction([&](ginnel::transaction& t) {
                for (std::size_t i = 0; i < users.size(); ++i)
                    changes[i] = t.related(users[i], &User::badges).sync(wanted[i]);
            });
        });
        for (const ginnel::changes& c : changes) {
            hash_keys(m, c.attached);
            hash_keys(m, c.detached);
        }
        for (const auto& [user, badge] : db_.query<User>()
                                             .join(&User::badges)
                                             .order_by(&User::id)
                                             .order_by(&Badge::id)
                                             .all_as<std::tuple<std::int64_t, std::int64_t>>(&User::id, &Badge::id)) {
            m.checksum.integer(user);
            m.checksum.integer(badge);
        }
    }

    void stream(Meter& m)
    {
        auto items = db_.query<Item>().where(&Item::id, "<=", sizes_.stream).order_by(&Item::id).stream(1000);
        for (bool more = true; more;) {
            m.timed([&] { more = items.next_batch(); });
            m.rows += static_cast<std::int64_t>(items.batch().size());
            for (const Item& item : items.batch())
                hash(m.checksum, item);
        }
    }

    void json_tree(Meter& m)
    {
        m.load_and_drop(
            [&] {
                return ginnel::to_json(db_.query<Country>()
                                           .order_by(&Country::id)
                                           .preload(&Country::users,
                                                    [](auto& users) {
                                                        users.order_by(&User::id).preload(
                                                            &User::posts,
                                                            [](auto& posts) { posts.order_by(&Post::id); });
                                                    })
                                           .all());
            },
            [&](const std::string& text) {
                m.checksum.text(text);
                m.rows += sizes_.countries + sizes_.all_users() + sizes_.all_posts();
            });
    }

    void scale(Meter& m, std::int64_t owners)
    {
        m.load_and_drop(
            [&] { return db_.query<Owner>().where(&Owner::id, "<=", owners).preload(&Owner::items).all(); },
            [&](auto& out) { hash_list(m, by_id(out), [&](Owner& o) { hash_list(m, by_id(o.items.rows())); }); });
    }

    perf::Sizes sizes_;
    ginnel::database db_;
};

} // namespace
} // namespace bench

int main(int argc, char** argv)
try {
    const perf::Arguments arguments(argc, argv);
    const std::string path = arguments.text("db");
    if (arguments.command != "run" || path.empty()) {
        std::fprintf(stderr, "bench_ginnel run --db FILE --workload NAME [--repeat N]\n");
        return 2;
    }
    bench::count_statements();
    bench::Contender contender(path);
    return perf::run_workload(contender.workloads(), arguments.text("workload"), arguments.number("repeat", 1));
} catch (const std::exception& e) {
    std::fprintf(stderr, "bench_ginnel: %s\n", e.what());
    return 1;
}
