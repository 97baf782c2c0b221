#include "relation_folder.hpp"

#include <ginnel/value/json.hpp>

#include <fstream>
#include <random>

namespace {

const std::map<std::string, std::string> clinic{
    {"Physician", R"({"name":"Physician","properties":{"name":"string","age":"number","active":"boolean"},"relations":{
        "patients":{"type":"hasMany","model":"Patient","through":"Appointment"},
        "appointments":{"type":"hasMany","model":"Appointment"}}})"},
    {"Patient", R"({"name":"Patient","properties":{"name":"string"},"relations":{
        "physicians":{"type":"hasMany","model":"Physician","through":"Appointment"}}})"},
    {"Appointment", R"({"name":"Appointment","properties":{"day":"string","fee":"number"},"relations":{
        "physician":{"type":"belongsTo","model":"Physician"},"patient":{"type":"belongsTo","model":"Patient"}}})"}};

const std::string rows =
    "insert into Physician(id, name, age, active) values (1, 'Ash', 41, 1), (2, 'Bea', 58, 0), (3, null, null, 1);"
    "insert into Patient(id, name) values (1, 'Cleo'), (2, 'Dan'), (3, 'Eve');"
    "insert into Appointment(id, day, fee, physicianId, patientId) values (1, 'mon', 10, 1, 2), (2, 'tue', 20, 1, 1), "
    "(3, 'wed', 30, 2, 3);";

class filter_language : public testing::Test {
protected:
    relation_folder folder{clinic, rows};

    std::string ask(const std::string& target) { return folder.ask("GET", target); }
    /// The ids of the physicians that meet a condition; the answer itself where it is none.
    std::string ids(const std::string& where)
    {
        const auto a = ask(R"(physicians?filter={"fields":"id","where":)" + where + "}");
        EXPECT_LE(folder.statements.size(), 1U);
        std::string out;
        for (const char c : a.substr(0, 4) == "200 " ? a.substr(4) : std::string{})
            if (c >= '0' && c <= '9')
                out += c;
        return a.substr(0, 4) == "200 " ? out : a.substr(0, 3);
    }
};

TEST_F(filter_language, brackets_say_the_same_as_json)
{
    EXPECT_EQ(ask("physicians?filter[where][age][gt]=45&filter[fields][0]=id"), R"(200 [{"id":2}])");
    EXPECT_EQ(ask("physicians?filter[where][age][inq][]=41&filter[where][age][inq][]=58&filter[fields]=id&filter[order]"
                  "=id%20DESC"),
              R"(200 [{"id":2},{"id":1}])");
    EXPECT_EQ(ask("physicians?filter[limit]=1&filter[skip]=1&filter[fields][id]=true"), R"(200 [{"id":2}])");
    EXPECT_EQ(ask("physicians/2?filter[include]=patients&filter[fields]=id"),
              R"(200 {"id":2,"patients":[{"name":"Eve","id":3}]})");
    for (const char* wrong :
         {"physicians?filter[where=1", "physicians?filter[where]x=1", "physicians?filter[where][a[b]]=1",
          "physicians?filter[0]=x", "physicians?filter={}&filter[limit]=1", "physicians?filter={}&filter={}",
          "physicians?filter[limit]=1&filter[limit][a]=1", "physicians?filter[where][id][inq][99999]=1",
          "physicians?filter[where]={%22id%22:1}"})
        EXPECT_EQ(ask(wrong).substr(0, 3), "400") << wrong;
    std::string deep = "physicians?filter";
    for (int i = 0; i < 40; ++i)
        deep += "[a]";
    EXPECT_NE(ask(deep + "=1").find("QUERY_OBJECT_TOO_DEEP"), std::string::npos);
}

TEST_F(filter_language, operators_hold_and_know_nothing_of_null)
{
    EXPECT_EQ(ids(R"({"age":{"gt":40,"lt":50}})"), "1");
    EXPECT_EQ(ids(R"({"age":{"gt":null}})"), "");
    EXPECT_EQ(ids(R"({"age":{"neq":41}})"), "2");
    EXPECT_EQ(ids(R"({"age":{"nin":[]}})"), "123");
    EXPECT_EQ(ids(R"({"age":{"nin":[null]}})"), "");
    EXPECT_EQ(ids(R"({"age":{"inq":[null,41]}})"), "1");
    EXPECT_EQ(ids(R"({"age":{"between":[null,50]}})"), "");
    EXPECT_EQ(ids(R"({"age":{"exists":false}})"), "3");
    EXPECT_EQ(ids(R"({"age":{"exists":true}})"), "12");
    EXPECT_EQ(ids(R"({"name":{"ilike":"a%25"}})"), "1");
    EXPECT_EQ(ids(R"({"name":{"nilike":"a%25"}})"), "2");
    EXPECT_EQ(ids(R"({"nor":[{"id":1},{"age":58}]})"), ""); // of the third's age nothing is known
    EXPECT_EQ(ids(R"({"nor":[{"id":1},{"id":2}]})"), "3");
    EXPECT_EQ(ids(R"({"age":{"near":[1,2]}})"), "400");
    EXPECT_EQ(ids(R"({"age":{"$gt":1}})"), "400");
}

TEST_F(filter_language, regular_expressions_are_found_anywhere)
{
    EXPECT_EQ(ids(R"({"name":{"regexp":"s"}})"), "1");
    EXPECT_EQ(ids(R"({"name":{"regexp":"^a"}})"), "");
    EXPECT_EQ(ids(R"({"name":{"regexp":"/^a/i"}})"), "1");
    EXPECT_EQ(ids(R"({"name":{"regexp":"^a","options":"i"}})"), "1");
    EXPECT_EQ(ids(R"({"name":{"regexp":"["}})"), "400");
    EXPECT_EQ(ids(R"({"name":{"regexp":7}})"), "400");
    EXPECT_EQ(ids(R"({"age":{"regexp":"1"}})"), "400");
}

TEST_F(filter_language, conditions_and_orders_name_related_rows)
{
    EXPECT_EQ(ids(R"({"patients.name":"Eve"})"), "2");
    EXPECT_EQ(ids(R"({"patients":{"name":"Dan"}})"), "1");
    EXPECT_EQ(ids(R"({"patients":{"none":{"name":{"neq":null}}}})"), "3");
    EXPECT_EQ(ids(R"({"patients":{"every":{"name":"Eve"}}})"), "23"); // of no patients each is Eve
    EXPECT_EQ(ids(R"({"patients":{"some":{"Appointment":{"fee":{"lt":15}}}}})"), "1");
    EXPECT_EQ(ids(R"({"patients.nmae":"Eve"})"), "400");
    EXPECT_EQ(ids(R"({"patinets.name":"Eve"})"), "400");
    EXPECT_EQ(ask(R"(appointments?filter={"fields":"id","order":"patient.name%20DESC"})"),
              R"(200 [{"id":3},{"id":1},{"id":2}])");
    EXPECT_EQ(ask(R"(physicians?filter={"order":"patients.name"})").substr(0, 3), "400");
}

TEST_F(filter_language, through_rows_stand_beside_the_rows_they_lead_to)
{
    EXPECT_EQ(
        ask(R"(physicians/1?filter={"fields":"id","include":{"relation":"patients","scope":{"through":true,"order":"Appointment.fee DESC"}}})"),
        R"(200 {"id":1,"patients":[{"name":"Cleo","id":1,"Appointment":{"day":"tue","fee":20,"id":2,"physicianId":1,"patientId":1}},)"
        R"({"name":"Dan","id":2,"Appointment":{"day":"mon","fee":10,"id":1,"physicianId":1,"patientId":2}}]})");
    EXPECT_EQ(folder.statements.size(), 2U);
    EXPECT_EQ(
        ask(R"(physicians?filter={"fields":"id","where":{"id":1},"include":{"relation":"patients","scope":{"where":{"Appointment.fee":{"lt":15}}}}})"),
        R"(200 [{"id":1,"patients":[{"name":"Dan","id":2}]}])");
    EXPECT_EQ(ask(R"(appointments/1?filter={"include":{"relation":"patient","scope":{"through":true}}})").substr(0, 3),
              "400");
    EXPECT_EQ(ask(R"(physicians?filter={"through":true})").substr(0, 3), "400");
}

TEST_F(filter_language, the_route_of_a_relation_takes_through_rows_too)
{
    EXPECT_EQ(
        ask(R"(physicians/1/patients?filter={"through":true,"where":{"Appointment.fee":{"gt":15}}})"),
        R"(200 [{"name":"Cleo","id":1,"Appointment":{"day":"tue","fee":20,"id":2,"physicianId":1,"patientId":1}}])");
    EXPECT_EQ(folder.statements.size(), 1U);
    EXPECT_EQ(ask(R"(physicians/1/patients?filter[order]=Appointment.fee)"),
              R"(200 [{"name":"Dan","id":2},{"name":"Cleo","id":1}])");
    EXPECT_EQ(ask(R"(physicians/1/patients/2?filter={"through":true})"),
              R"(200 {"name":"Dan","id":2,"Appointment":{"day":"mon","fee":10,"id":1,"physicianId":1,"patientId":2}})");
    EXPECT_EQ(ask(R"(physicians/1/patients/count?where[Appointment.fee][gt]=15)"), R"(200 {"count":1})");
}

TEST_F(filter_language, an_include_may_only_count)
{
    EXPECT_EQ(ask(R"(physicians?filter={"fields":"id","include":{"relation":"patients","count":true}})"),
              R"(200 [{"id":1,"patientsCount":2},{"id":2,"patientsCount":1},{"id":3,"patientsCount":0}])");
    EXPECT_EQ(folder.statements.size(), 1U);
    EXPECT_EQ(
        ask(R"(physicians/1?filter={"fields":"id","include":{"relation":"patients","count":true,"scope":{"where":{"name":"Dan"}}}})"),
        R"(200 {"id":1,"patientsCount":1})");
    EXPECT_EQ(
        ask(R"(physicians?filter={"include":{"relation":"patients","count":true,"scope":{"limit":1}}})").substr(0, 3),
        "400");
}

TEST_F(filter_language, an_include_may_count_beside_the_rows_that_another_gives)
{
    for (const char* includes : {R"(["patients",{"relation":"patients","count":true}])",
                                 R"([{"relation":"patients","count":true},"patients"])"}) {
        const auto told = ask(R"(physicians/1?filter={"fields":"id","include":)" + std::string{includes} + "}");
        EXPECT_NE(told.find(R"("patientsCount":2)"), std::string::npos) << told;
        EXPECT_NE(told.find(R"("patients":[{"name":"Cleo","id":1},{"name":"Dan","id":2}])"), std::string::npos) << told;
        EXPECT_EQ(folder.statements.size(), 2U);
    }
    EXPECT_EQ(
        ask(R"(physicians/1?filter={"include":[{"relation":"patients","count":true},{"relation":"patients","count":true,"scope":{"where":{"name":"Dan"}}}]})")
            .substr(0, 3),
        "400");
}

TEST_F(filter_language, paths_longer_than_the_database_takes_are_refused_wherever_they_stand)
{
    std::string path;
    for (int i = 0; i < 5; ++i)
        path += "patients.physicians.";
    const auto where = R"({")" + path + R"(name":"x"})";
    std::vector<std::string> all{
        folder.ask("GET", R"(physicians?filter={"where":)" + where + "}"),
        folder.ask("GET", "physicians/count?where=" + where),
        folder.ask("POST", "physicians/update?where=" + where, R"({"age":1})"),
        folder.ask("GET", R"(patients/1/physicians?filter={"where":)" + where + "}"),
        folder.ask("GET", R"(patients?filter={"include":{"relation":"physicians","scope":{"where":)" + where + "}}}")};
    for (const auto& told : all) {
        EXPECT_EQ(told.substr(0, 3), "400") << told;
        EXPECT_EQ(told.find("parser"), std::string::npos) << told;
    }
}

TEST_F(filter_language, fields_show_what_they_name_and_includes_work_without_them)
{
    EXPECT_EQ(ask(R"(physicians/1?filter={"fields":["name"],"include":"patients"})"),
              R"(200 {"name":"Ash","patients":[{"name":"Cleo","id":1},{"name":"Dan","id":2}]})");
    EXPECT_EQ(ask(R"(physicians/1?filter={"fields":{"id":false},"include":"patients"})").substr(0, 3), "400");
    EXPECT_EQ(ask(R"(physicians/1?filter={"fields":["name","something"]})"), R"(200 {"name":"Ash"})");
    EXPECT_EQ(ask(R"(physicians/1?filter={"fields":["nmae"]})").substr(0, 3), "400");
    EXPECT_EQ(ask(R"(physicians/1?filter={"fields":["something"]})").substr(0, 3), "400");
    EXPECT_EQ(ask(R"(patients/1?filter={"fields":{"name":false},"include":[]})"), R"(200 {"id":1})");
}

TEST_F(filter_language, numbers_of_rows_are_what_javascript_takes_for_them)
{
    for (const char* one : {R"("1")", "1", "1.0", "true", "[1]"})
        EXPECT_EQ(ask(std::string{R"(patients?filter={"fields":"id","limit":)"} + one + "}"), R"(200 [{"id":1}])")
            << one;
    for (const char* none : {"-1", "1.5", R"("x")", "{}", "1e300", R"("")"})
        EXPECT_EQ(ask(std::string{R"(patients?filter={"skip":)"} + none + "}").substr(0, 3), "400") << none;
    EXPECT_EQ(ask(R"(patients?filter={"fields":"id","offset":1,"skip":2})"), R"(200 [{"id":3}])");
    EXPECT_EQ(ask(R"(patients?filter={"bogus":1,"limit":0,"fields":"id"})"), R"(200 [{"id":1},{"id":2},{"id":3}])");
    EXPECT_EQ(ask(R"(patients?filter={"wehre":{"id":1}})").substr(0, 3), "400");
}

/// Whatever is sent in brackets, the answer is valid JSON and no 500.
TEST_F(filter_language, no_brackets_make_it_fail)
{
    std::vector<std::string> corpus;
    std::ifstream file{GINNEL_ROOT "/tests/rest/corpus/brackets.txt"};
    for (std::string line; std::getline(file, line);)
        corpus.push_back(line);
    ASSERT_GT(corpus.size(), 20U);
    std::mt19937 random{20240602};
    const auto pick = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>{0, below - 1}(random);
    };
    const std::string bytes = "[]=&%filterwho.{}\"0129-$\x01";
    for (int i = 0; i < 2000; ++i) {
        auto text = corpus[static_cast<std::size_t>(i) % corpus.size()];
        for (auto changes = pick(4); i >= static_cast<int>(corpus.size()) && changes > 0; --changes) {
            const auto& other = corpus[pick(corpus.size())];
            const auto at = pick(text.size() + 1);
            if (pick(2) == 0)
                text.insert(at, other.substr(pick(other.size()), 1 + pick(16)));
            else if (pick(2) == 0)
                text.erase(at, 1 + pick(6));
            else
                text.insert(at, 1, bytes[pick(bytes.size())]);
        }
        const auto a = ask("physicians?" + text);
        ASSERT_NE(a.front(), '5') << text;
        ASSERT_TRUE(ginnel::json::valid(a.substr(4))) << text;
    }
}

} // namespace
