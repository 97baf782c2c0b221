#include "clinic.hpp"
#include "rest/routes/handler.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

// Requests that write, answered with one commit.

namespace {

using ginnel::rest::request;

class together : public testing::Test {
protected:
    clinic_database database;
    std::vector<std::string> statements, failures;
    int commits_to_fail = 0;
    ginnel::app::application application{clinic_database::folder(),
                                         {.database = database.path(), .log = [this](std::string_view sql) {
                                              statements.emplace_back(sql.substr(0, sql.find(' ', 8)));
                                              if (sql == "commit" && commits_to_fail-- > 0)
                                                  throw std::runtime_error{"no disk"};
                                          }}};
    ginnel::rest::handler answers{application, {}, [this](const std::string& what) { failures.push_back(what); }};

    void SetUp() override
    {
        application.connect();
        statements.clear();
    }
    static request create(std::string_view body) { return {"POST", "/api/Patients", body, "application/json"}; }
    std::string names()
    {
        return answers("GET", R"(/api/Patients?filter={"where":{"id":{"gt":3}},"fields":"name"})").body;
    }
};

TEST_F(together, one_request_is_a_transaction_of_its_own)
{
    const request one = create(R"({"name":"A"})");
    EXPECT_EQ(answers.together({&one, 1}).front().body, R"({"name":"A","id":4})");
    EXPECT_EQ(statements, (std::vector<std::string>{"begin immediate", "insert into", "commit"}));
}

TEST_F(together, several_share_a_commit_and_each_has_a_savepoint)
{
    const request both[] = {create(R"({"name":"A"})"), create(R"({"name":"B"})")};
    const auto got = answers.together(both);
    EXPECT_EQ(got[0].body, R"({"name":"A","id":4})");
    EXPECT_EQ(got[1].body, R"({"name":"B","id":5})");
    ASSERT_EQ(statements.size(), 8U);
    EXPECT_EQ(statements.front(), "begin immediate");
    EXPECT_EQ(statements.back(), "commit");
}

TEST_F(together, a_refused_one_undoes_what_it_wrote_and_no_other)
{
    database.run("create trigger t before insert on Appointment begin select raise(abort, 'no'); end");
    const request all[] = {create(R"({"name":"A"})"),
                           {"POST", "/api/Physicians/1/patients", R"({"name":"B"})", "application/json"},
                           create(R"({"name":"C"})")};
    const auto got = answers.together(all);
    EXPECT_EQ(got[0].status, 200U);
    EXPECT_GE(got[1].status, 400U);
    EXPECT_EQ(got[2].status, 200U);
    EXPECT_EQ(names(), R"([{"name":"A"},{"name":"C"}])");
}

TEST_F(together, a_request_sees_what_those_before_it_wrote)
{
    const request both[] = {create(R"({"name":"A"})"),
                            {"PATCH", "/api/Patients/4", R"({"name":"B"})", "application/json"}};
    EXPECT_EQ(answers.together(both)[1].body, R"({"name":"B","id":4})");
    EXPECT_EQ(names(), R"([{"name":"B"}])");
}

TEST_F(together, where_the_commit_fails_each_is_answered_alone)
{
    const request both[] = {create(R"({"name":"A"})"), create(R"({"name":"B"})")};
    commits_to_fail = 1;
    const auto got = answers.together(both);
    EXPECT_EQ(got[0].status, 200U);
    EXPECT_EQ(got[1].status, 200U);
    EXPECT_EQ(names(), R"([{"name":"A"},{"name":"B"}])");
    EXPECT_TRUE(failures.empty());
}

TEST_F(together, a_commit_that_fails_for_one_is_a_500_and_stores_nothing)
{
    const request one = create(R"({"name":"A"})");
    commits_to_fail = 1;
    EXPECT_EQ(answers.together({&one, 1}).front().status, 500U);
    EXPECT_EQ(names(), "[]");
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_NE(failures.front().find("no disk"), std::string::npos);
    EXPECT_EQ(answers.together({&one, 1}).front().status, 200U);
}

TEST_F(together, what_is_read_costs_one_statement_and_one_per_include)
{
    const auto count = [&](std::string_view target) {
        statements.clear();
        answers("GET", target);
        return statements.size();
    };
    EXPECT_EQ(count("/api/Physicians/1"), 1U);
    EXPECT_EQ(count("/api/Physicians/1/patients"), 1U);
    EXPECT_EQ(count("/api/Physicians/3/patients"), 2U); // none: whether there is such a physician is asked
    EXPECT_EQ(count(R"(/api/Physicians?filter={"limit":50,"include":"patients"})"), 2U);
}

TEST_F(together, a_database_in_memory_has_one_connection_for_both)
{
    ginnel::app::application memory{clinic_database::folder(), {.database = ":memory:"}};
    memory.connect();
    const ginnel::rest::handler in_memory{memory, {}};
    const request both[] = {create(R"({"name":"A"})"), create(R"({"name":5})")};
    const auto got = in_memory.together(both);
    EXPECT_EQ(got[0].status, 200U);
    EXPECT_EQ(in_memory("GET", "/api/Patients/1").body, R"({"name":"A","id":1})");
}

} // namespace
