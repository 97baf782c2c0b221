#pragma once

#include "driver/postgres_server.hpp"

#include <ginnel/typed/database.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace postgres_server {

/// Tests on the server of their program, each on a database that is empty; skipped where no server is installed.
class database_test : public testing::Test {
protected:
    void SetUp() final
    {
        environment::used = true;
        auto& own = server::shared();
        if (own.missing())
            GTEST_SKIP() << own.complaint();
        ASSERT_TRUE(own.running()) << own.complaint();
        std::string info = own.conninfo(); // host=FOLDER user=ginnel dbname=postgres
        std::replace(info.begin(), info.end(), ' ', '&');
        const std::string url = "postgresql:///?" + info;
        ginnel::database{url}.run("drop schema public cascade; create schema public");
        begin(url);
    }
    /// Opens the database and writes what the tests begin with.
    virtual void begin(const std::string& url) = 0;
};

} // namespace postgres_server
