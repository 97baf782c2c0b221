#pragma once

#include "driver/postgres/postgres.hpp"
#include "postgres_server.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::driver::postgres::test {

/// An argument that owns what it shows.
struct owned {
    owned(ginnel::value v) : value{std::move(v)} {}
    owned(ginnel::value v, column_type t) : value{std::move(v)}, type{t} {}
    owned(key_set k, std::optional<column_type> t = {}) : keys{std::move(k)}, type{t} {}

    ginnel::value value;
    std::optional<key_set> keys;
    std::optional<column_type> type;
};

/// Arguments that live as long as this does.
class arguments {
public:
    arguments() = default;
    arguments(std::vector<owned> list) : list_{std::move(list)}
    {
        for (const owned& o : list_) {
            argument a{};
            if (o.keys)
                a.keys = &*o.keys;
            else
                a.value = &o.value;
            a.typed = o.type.has_value();
            if (o.type)
                a.type = *o.type;
            views_.push_back(a);
        }
    }
    operator std::span<const argument>() const { return views_; }

private:
    std::vector<owned> list_;
    std::vector<argument> views_;
};

inline key_set integers(std::initializer_list<std::int64_t> keys)
{
    key_set set;
    for (std::int64_t key : keys)
        set.add(key);
    return set;
}
inline key_set keys_of(const std::vector<ginnel::value>& keys)
{
    key_set set;
    for (const ginnel::value& key : keys)
        set.add(key.view());
    return set;
}

using row = std::vector<ginnel::value>;

/// The rows of the oldest statement, which is finished then.
inline std::vector<row> take(connection& c)
{
    std::vector<row> rows;
    while (const cell* cells = c.fetch()) {
        row r;
        for (std::size_t i = 0; i < c.columns(); ++i)
            r.emplace_back(cells[i]);
        rows.push_back(std::move(r));
    }
    c.finish();
    return rows;
}

/// Connections to a server of the test program's own. A test is skipped where no server is installed.
class fixture : public ::testing::Test {
protected:
    void SetUp() override
    {
        postgres_server::environment::used = true;
        auto& server = postgres_server::server::shared();
        if (server.missing())
            GTEST_SKIP() << server.complaint();
        ASSERT_TRUE(server.running()) << server.complaint();
        first_ = connect();
    }
    void TearDown() override
    {
        if (first_)
            first_->run("drop schema public cascade; create schema public");
    }

    static options reachable()
    {
        options o{};
        o.conninfo = postgres_server::server::shared().conninfo();
        return o;
    }
    static std::unique_ptr<connection> connect() { return open(reachable()); }

    connection& db() { return *first_; }
    std::vector<row> rows(std::string_view text, const arguments& a = {})
    {
        db().send(text, a);
        return take(db());
    }
    /// The only cell of the only row.
    ginnel::value one(std::string_view text, const arguments& a = {})
    {
        auto r = rows(text, a);
        EXPECT_EQ(r.size(), 1u) << text;
        return r.size() == 1 && r[0].size() == 1 ? r[0][0] : ginnel::value{};
    }

    std::unique_ptr<connection> first_;
};

/// The error that a call ends in; a failure of the test if it ends well.
inline error error_of(const std::function<void()>& call)
{
    try {
        call();
    } catch (const error& e) {
        return e;
    }
    ADD_FAILURE() << "no error";
    return error{error_kind::usage, "", ""};
}

} // namespace ginnel::driver::postgres::test
