#pragma once

#include <gtest/gtest.h>

#if defined(GINNEL_POSTGRES)

#include "driver/postgres/postgres.hpp"
#include "driver/postgres_server.hpp"

#include <memory>

/// A PostgreSQL of the program's own; each test begins with an empty database, and is skipped where no server is installed.
class with_postgres : public testing::Test {
protected:
    void SetUp() override
    {
        postgres_server::environment::used = true;
        auto& server = postgres_server::server::shared();
        if (server.missing())
            GTEST_SKIP() << server.complaint();
        ASSERT_TRUE(server.running()) << server.complaint();
        connect()->run("drop schema public cascade; create schema public");
    }

    static std::unique_ptr<ginnel::driver::connection> connect()
    {
        ginnel::driver::postgres::options o;
        o.conninfo = postgres_server::server::shared().conninfo();
        return ginnel::driver::postgres::open(o);
    }
};

#endif
