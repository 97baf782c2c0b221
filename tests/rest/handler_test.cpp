#include "clinic.hpp"
#include "rest/routes/handler.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

class handler : public testing::Test {
protected:
    clinic_database database;
    ginnel::app::application application{clinic_database::folder(), ginnel::app::overrides{database.path()}};
    std::vector<std::string> failures;
    ginnel::rest::handler answers{application, {}, [this](const std::string& what) { failures.push_back(what); }};

    void SetUp() override { application.connect(); }
    std::string body(std::string_view target) { return answers("GET", target).body; }
};

TEST_F(handler, includes_in_includes_are_whole)
{
    EXPECT_EQ(
        body(R"(/api/patients/1?filter={"include":{"physicians":{"appointments":"patient"}}})"),
        R"({"name":"Jane Smith","id":1,"physicians":[)"
        R"({"name":"Dr. Amara Okafor","id":1,"appointments":[)"
        R"({"appointmentDate":"2014-06-01T08:30:00.000Z","id":1,"physicianId":1,"patientId":1,"patient":{"name":"Jane Smith","id":1}},)"
        R"({"appointmentDate":"2014-06-01T09:00:00.000Z","id":2,"physicianId":1,"patientId":2,"patient":{"name":"Ravi Patel","id":2}}]},)"
        R"({"name":"Dr. Jonas Lind","id":2,"appointments":[)"
        R"({"appointmentDate":"2014-06-02T10:15:00.000Z","id":3,"physicianId":2,"patientId":1,"patient":{"name":"Jane Smith","id":1}},)"
        R"({"appointmentDate":null,"id":4,"physicianId":2,"patientId":3,"patient":{"name":"Elena Petrova","id":3}}]}]})");
}

TEST_F(handler, a_limit_under_an_include_is_per_parent)
{
    EXPECT_EQ(
        body(
            R"(/api/physicians?filter={"fields":"id","include":{"relation":"patients","scope":{"limit":1,"order":"id DESC"}}})"),
        R"([{"id":1,"patients":[{"name":"Ravi Patel","id":2}]},{"id":2,"patients":[{"name":"Elena Petrova","id":3}]},{"id":3,"patients":[]}])");
}

TEST_F(handler, conditions_order_and_paging_hold)
{
    EXPECT_EQ(body(R"(/api/patients?filter={"where":{"id":{"gt":1,"lt":3}}})"), R"([{"name":"Ravi Patel","id":2}])");
    EXPECT_EQ(
        body(
            R"(/api/patients?filter={"where":{"or":[{"name":{"like":"J%25"}},{"id":{"inq":[3]}}]},"order":"name DESC","fields":["id"]})"),
        R"([{"id":1},{"id":3}])");
    EXPECT_EQ(body(R"(/api/patients?filter={"order":"id","limit":1,"skip":1})"), R"([{"name":"Ravi Patel","id":2}])");
    EXPECT_EQ(body(R"(/api/appointments?filter={"where":{"appointmentDate":null},"fields":["id"]})"), R"([{"id":4}])");
    EXPECT_EQ(
        body(
            R"(/api/appointments?filter={"where":{"appointmentDate":{"gte":"2014-06-01T09:00:00.000Z"}},"fields":["id"]})"),
        R"([{"id":2},{"id":3}])");
    EXPECT_EQ(body(R"(/api/patients?filter={"where":{"id":{"inq":[]}}})"), "[]");
}

TEST_F(handler, a_to_one_without_a_row_is_left_out)
{
    database.run("update Appointment set patientId = null where id = 1");
    EXPECT_EQ(body(R"(/api/appointments/1?filter={"include":"patient"})"),
              R"({"appointmentDate":"2014-06-01T08:30:00.000Z","id":1,"physicianId":1,"patientId":null})");
}

TEST_F(handler, a_path_is_never_an_operator)
{
    EXPECT_EQ(answers("GET", R"(/api/physicians/{"gt":0})").status, 404U);
    EXPECT_EQ(answers("DELETE", R"(/api/physicians/{"gt":0})").body, R"({"count":0})");
}

TEST_F(handler, a_list_of_too_many_rows_is_refused_and_narrowed_by_a_limit)
{
    ginnel::rest::limits bounds;
    bounds.rows = 2;
    const ginnel::rest::handler narrow{application, bounds};
    for (const char* target :
         {"/api/patients", R"(/api/patients?filter={"limit":3})", R"(/api/patients?filter={"limit":0})",
          R"(/api/patients?filter={"limit":9000000000000000000})"}) {
        const auto a = narrow("GET", target);
        EXPECT_EQ(a.status, 413U) << target;
        EXPECT_EQ(
            a.body,
            R"x({"error":{"statusCode":413,"name":"Error","message":"the list has more than 2 rows: narrow it with limit )x"
            R"x(or where (config.json: ginnel.limits.rows)","code":"E_ANSWER_TOO_LARGE"}})x");
    }
    EXPECT_EQ(narrow("GET", R"(/api/patients?filter={"limit":2})").status, 200U);
    EXPECT_EQ(narrow("GET", R"(/api/patients?filter={"limit":5,"where":{"id":1}})").body,
              R"([{"name":"Jane Smith","id":1}])");
    bounds.rows = 3;
    EXPECT_EQ((ginnel::rest::handler{application, bounds}("GET", "/api/patients").status), 200U); // exactly as many
}

TEST_F(handler, an_answer_of_too_many_bytes_is_refused)
{
    ginnel::rest::limits bounds;
    bounds.answer = 60;
    const ginnel::rest::handler narrow{application, bounds};
    EXPECT_EQ(narrow("GET", "/api/patients/1").status, 200U);
    for (const char* target : {"/api/patients", R"(/api/patients/1?filter={"include":"physicians"})"}) {
        const auto a = narrow("GET", target);
        EXPECT_EQ(a.status, 413U) << target;
        EXPECT_NE(a.body.find("the answer is larger than 60 bytes: narrow it with limit or fewer includes "
                              "(config.json: ginnel.limits.answer)"),
                  std::string::npos)
            << a.body;
    }
}

/// Each level of a many-to-many multiplies the rows: they are counted as they are read, before they fill the memory.
TEST_F(handler, includes_that_multiply_are_refused_while_they_are_read)
{
    database.run(
        "delete from Appointment; with recursive n(i) as (select 1 union all select i + 1 from n where i < 60) "
        "insert into Appointment (physicianId, patientId) select 1 + i % 3, 1 + i / 3 % 3 from n");
    std::string bomb = R"("patients")";
    for (int i = 0; i < 7; ++i)
        bomb = std::string{i % 2 ? R"({"patients":)" : R"({"physicians":)"} + bomb + "}";
    const auto a = answers("GET", R"(/api/patients?filter={"include":)" + bomb + "}");
    EXPECT_EQ(a.status, 413U);
    EXPECT_NE(a.body.find("fewer includes (config.json: ginnel.limits.records)"), std::string::npos) << a.body;
    EXPECT_TRUE(failures.empty()); // the client's affair
    EXPECT_EQ(answers("GET", "/api/patients/1").status, 200U);
}

/// Belongs-to rows are shared in memory and written once per parent.
TEST_F(handler, includes_that_share_rows_are_refused_in_time)
{
    database.run("with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) "
                 "insert into Appointment (physicianId, patientId) select 1, 1 from n");
    std::string bomb = R"("physician")";
    for (int i = 0; i < 3; ++i)
        bomb = R"({"physician":{"appointments":)" + bomb + "}}";
    const auto a = answers("GET", R"(/api/appointments?filter={"include":)" + bomb + "}");
    EXPECT_EQ(a.status, 413U) << a.body.substr(0, 200);
}

TEST_F(handler, the_log_has_no_control_characters_and_no_tokens)
{
    database.run("drop table Patient");
    EXPECT_EQ(answers("GET\r", "/api/patients?access_token=s3cret").status, 404U);
    EXPECT_EQ(answers("GET", "/api/patients?access_token=s3cret&filter={%22limit%22:1}").status, 500U);
    EXPECT_EQ(answers("GET", "/api/patients/1?access%5Ftoken=s3cret\x1b[31m\xc2\x9b\n").status, 500U);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].substr(0, 62), "GET /api/patients?access_token=...&filter={%22limit%22:1}: E_N");
    EXPECT_EQ(failures[1].substr(0, 42), "GET /api/patients/1?access%5Ftoken=...: E_");
}

TEST_F(handler, what_it_does_not_read_is_refused)
{
    EXPECT_EQ(answers("GET", "/api/physicians?where={}").status, 400U);
    EXPECT_EQ(answers("GET", "/api/physicians?filter=%").status, 400U);
    EXPECT_EQ(answers("GET", "/api/physicians?filter=%ff").status, 400U);
    EXPECT_EQ(answers("GET", "/api/physicians/%00").status, 400U);
    EXPECT_EQ(answers("GET", "*").status, 400U);
    EXPECT_EQ(answers("GET", R"(/api/physicians/1?filter={"where":{"id":2}})").status, 400U);
}

} // namespace
