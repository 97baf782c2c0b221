#include "clinic.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/server.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

namespace {

/// Ends with 7 if the server says that a request outlives its stop, with 8 if it ends by itself.
[[noreturn]] void serve_a_question_without_end(const std::string& path)
{
    ginnel::app::application application{clinic_database::folder(), ginnel::app::overrides{path}};
    application.connect();
    const ginnel::rest::handler answers{application, {}};
    ginnel::rest::server_options options;
    options.port = 0;
    options.bounds.stop = std::chrono::seconds{0};
    options.overdue = [] { std::_Exit(7); };
    ginnel::rest::server server{answers, options};
    std::thread{[&server] { server.run(); std::_Exit(8); }}.detach();
    std::thread{[port = server.port()] { (void)get(port, "/api/Patients?filter=%7B%22where%22:%7B%22id%22:-1%7D%7D"); }}.detach();
    std::this_thread::sleep_for(std::chrono::milliseconds{500}); // until the question is under way
    server.stop();
    std::this_thread::sleep_for(std::chrono::seconds{20});
    std::_Exit(9);
}

TEST(stop, ends_though_a_statement_does_not)
{
    const clinic_database database;
    // Counts from 1 on and never meets the row that is asked for.
    database.run("drop table Patient; create view Patient as with recursive n(i) as (select 1 union all select i + 1 from n) "
                 "select cast(i as text) as name, i as id from n");
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(serve_a_question_without_end(database.path()), testing::ExitedWithCode(7), "");
}

} // namespace
