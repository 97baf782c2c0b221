#include "relation_folder.hpp"

namespace {

const std::map<std::string, std::string> clinic{
    {"Physician", R"({"name":"Physician","properties":{"name":"string"},"relations":{
        "patients":{"type":"hasMany","model":"Patient","through":"Appointment","options":{"nestRemoting":true}},
        "appointments":{"type":"hasMany","model":"Appointment"}}})"},
    {"Patient", R"({"name":"Patient","properties":{"name":"string"},"relations":{
        "physicians":{"type":"hasMany","model":"Physician","through":"Appointment"},
        "record":{"type":"hasOne","model":"File"},
        "allergies":{"type":"hasAndBelongsToMany","model":"Allergy"}}})"},
    {"Appointment", R"({"name":"Appointment","properties":{"day":"string","fee":"number"},"relations":{
        "physician":{"type":"belongsTo","model":"Physician"},"patient":{"type":"belongsTo","model":"Patient"}}})"},
    {"File",
     R"({"name":"File","properties":{"text":"string"},"relations":{"patient":{"type":"belongsTo","model":"Patient"}}})"},
    {"Allergy", R"({"name":"Allergy","properties":{"name":"string"},"relations":{}})"}};

const std::string rows =
    "insert into Physician(id, name) values (1, 'Ash'), (2, 'Bea');"
    "insert into Patient(id, name) values (1, 'Cleo'), (2, 'Dan'), (3, 'Eve');"
    "insert into Appointment(id, day, fee, physicianId, patientId) values (1, 'mon', 10, 1, 2), (2, 'tue', 20, 1, 1),"
    " (3, 'wed', 30, 1, 2), (4, 'thu', null, 2, 3), (5, 'fri', null, 1, 99);"
    "insert into File(id, text, patientId) values (1, 'thick', 1);";

class relation_routes : public testing::Test {
protected:
    relation_folder folder{clinic, rows};

    std::string ask(std::string_view method, const std::string& target, std::string_view body = {})
    {
        return folder.ask(method, target, body);
    }
    std::size_t sent() const { return folder.statements.size(); }
};

TEST_F(relation_routes, a_list_is_one_statement)
{
    EXPECT_EQ(ask("GET", R"(physicians/1/patients?filter={"where":{"name":{"like":"%25"}}})"),
              R"(200 [{"name":"Cleo","id":1},{"name":"Dan","id":2}])");
    EXPECT_EQ(sent(), 1U);
    EXPECT_EQ(ask("GET", "physicians/2/appointments"),
              R"(200 [{"day":"thu","fee":null,"id":4,"physicianId":2,"patientId":3}])");
    EXPECT_EQ(sent(), 1U);
}

TEST_F(relation_routes, a_list_without_a_filter_has_a_row_per_link_in_their_order)
{
    EXPECT_EQ(ask("GET", "physicians/1/patients"),
              R"(200 [{"name":"Dan","id":2},{"name":"Cleo","id":1},{"name":"Dan","id":2}])");
}

TEST_F(relation_routes, what_a_link_holds_may_repeat_its_keys_and_not_contradict_them)
{
    const auto before = folder.cells("select * from Appointment order by id");
    for (const char* key : {R"("physicianId":2)", R"("patientId":1)", R"("physicianId":1,"patientId":77)"}) {
        const auto held = "{\"fee\":9," + std::string{key} + "}";
        for (const auto& told :
             {ask("PUT", "physicians/1/patients/rel", R"([{"id":2,"Appointment":)" + held + "}]"),
              ask("PUT", "physicians/1/patients/rel", R"([{"id":3,"Appointment":)" + held + "}]"),
              ask("PUT", "physicians/1/patients/rel/2", held), ask("PUT", "physicians/1/patients/rel/3", held),
              ask("POST", "physicians/1/patients", R"({"name":"x","Appointment":)" + held + "}"),
              ask("POST", "physicians/1/patients", R"([{"name":"x","Appointment":)" + held + "}]")})
            EXPECT_EQ(told.substr(0, 3), "400") << told;
    }
    EXPECT_EQ(folder.cells("select * from Appointment order by id"), before);
    EXPECT_EQ(folder.cells("select count(*) from Patient"), "integer 3;");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel",
                  R"([{"id":3,"Appointment":{"fee":8,"physicianId":2,"patientId":null}}])"),
              R"(200 {"attached":[],"detached":[],"updated":[3]})");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel/3", R"({"day":"sun","physicianId":2,"patientId":3})"),
              R"(200 {"day":"sun","fee":8,"id":4,"physicianId":2,"patientId":3})");
}

TEST_F(relation_routes, an_empty_list_is_not_that_of_a_missing_row)
{
    EXPECT_EQ(ask("GET", "patients/2/allergies"), "200 []");
    EXPECT_EQ(
        ask("GET", "physicians/99/patients"),
        R"(404 {"error":{"statusCode":404,"name":"Error","message":"could not find a model with id 99","code":"MODEL_NOT_FOUND"}})");
    EXPECT_EQ(ask("GET", "physicians/x/patients").substr(0, 3), "404");
}

TEST_F(relation_routes, a_count_counts_what_the_list_lists)
{
    EXPECT_EQ(ask("GET", "physicians/1/patients/count"), R"(200 {"count":3})");
    EXPECT_EQ(ask("GET", R"(physicians/1/patients/count?where={"name":"Dan"})"), R"(200 {"count":1})");
    EXPECT_EQ(sent(), 1U);
    EXPECT_EQ(ask("GET", "physicians/99/patients/count").substr(0, 3), "404");
}

TEST_F(relation_routes, a_row_is_found_changed_and_deleted_below_its_parent_alone)
{
    EXPECT_EQ(ask("GET", "physicians/1/patients/2"), R"(200 {"name":"Dan","id":2})");
    EXPECT_EQ(sent(), 1U);
    EXPECT_EQ(ask("GET", "physicians/1/patients/3").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "physicians/1/patients/3", R"({"name":"x"})").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "physicians/1/patients/2", R"({"name":"Dave"})"), R"(200 {"name":"Dave","id":2})");
    EXPECT_EQ(sent(), 2U);
    EXPECT_EQ(ask("DELETE", "physicians/2/patients/2").substr(0, 3), "404");
    EXPECT_EQ(ask("DELETE", "physicians/1/patients/2"), "204");
    EXPECT_EQ(ask("GET", "physicians/1/appointments/count"), R"(200 {"count":2})");
}

TEST_F(relation_routes, a_row_keeps_the_key_of_its_parent)
{
    EXPECT_EQ(ask("POST", "physicians/1/appointments", R"({"day":"sat","physicianId":2})"),
              R"(200 {"day":"sat","id":6,"physicianId":1})");
    EXPECT_EQ(ask("PUT", "physicians/1/appointments/6", R"({"physicianId":2})").substr(0, 3), "400");
    EXPECT_EQ(ask("PUT", "physicians/1/appointments/6", R"({"physicianId":1,"fee":5})"),
              R"(200 {"day":"sat","fee":5,"id":6,"physicianId":1,"patientId":null})");
}

TEST_F(relation_routes, a_row_is_created_with_its_link_and_what_that_holds)
{
    EXPECT_EQ(ask("POST", "physicians/2/patients", R"({"name":"Fay","Appointment":{"day":"sun","fee":7}})"),
              R"(200 {"name":"Fay","id":4})");
    EXPECT_EQ(sent(), 3U);
    EXPECT_EQ(ask("GET", R"(physicians/2/appointments?filter={"where":{"patientId":4}})"),
              R"(200 [{"day":"sun","fee":7,"id":6,"physicianId":2,"patientId":4}])");
    EXPECT_EQ(ask("POST", "physicians/99/patients", R"({"name":"Gus"})").substr(0, 3), "404");
    EXPECT_EQ(ask("GET", "physicians/2/patients/count"), R"(200 {"count":2})");
}

TEST_F(relation_routes, several_rows_are_created_all_or_none)
{
    EXPECT_EQ(ask("POST", "physicians/2/patients", R"([{"name":"Fay"},{"name":"Gus","Appointment":{"day":"sun"}}])"),
              R"(200 [{"name":"Fay","id":4},{"name":"Gus","id":5}])");
    EXPECT_EQ(sent(), 4U);
}

TEST_F(relation_routes, a_link_checks_the_row_keeps_the_data_and_is_made_once)
{
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel/1", R"({"day":"sat"})"),
              R"(200 {"day":"sat","id":6,"physicianId":2,"patientId":1})");
    EXPECT_EQ(sent(), 4U);
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel/1", R"({"fee":9})"),
              R"(200 {"day":"sat","fee":9,"id":6,"physicianId":2,"patientId":1})");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel/1"),
              R"(200 {"day":"sat","fee":9,"id":6,"physicianId":2,"patientId":1})");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel/77").substr(0, 3), "404");
    EXPECT_EQ(ask("HEAD", "physicians/2/patients/rel/77"), "404");
    EXPECT_EQ(ask("HEAD", "physicians/2/patients/rel/1"), "200");
    EXPECT_EQ(sent(), 1U);
}

TEST_F(relation_routes, removing_a_link_removes_all_of_the_pair_and_nothing_else)
{
    EXPECT_EQ(ask("DELETE", "physicians/1/patients/rel/2"), "204");
    EXPECT_EQ(sent(), 1U);
    EXPECT_EQ(ask("GET", "physicians/1/patients"), R"(200 [{"name":"Cleo","id":1}])");
    EXPECT_EQ(ask("DELETE", "physicians/1/patients/rel/2"), "204");
    EXPECT_EQ(ask("DELETE", "physicians/99/patients/rel/2").substr(0, 3), "404");
    EXPECT_EQ(ask("GET", "patients/count"), R"(200 {"count":3})");
}

TEST_F(relation_routes, all_links_go_and_the_rows_stay)
{
    EXPECT_EQ(ask("DELETE", "physicians/1/patients"), "204");
    EXPECT_EQ(ask("GET", "physicians/1/patients/count"), R"(200 {"count":0})");
    EXPECT_EQ(ask("GET", "physicians/2/patients"), R"(200 [{"name":"Eve","id":3}])");
    EXPECT_EQ(ask("GET", R"(patients?filter={"fields":"id"})"), R"(200 [{"id":1},{"id":2},{"id":3}])");
}

TEST_F(relation_routes, a_list_of_links_is_synced)
{
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel", R"([1,{"id":3,"Appointment":{"fee":3}}])"),
              R"(200 {"attached":[1],"detached":[],"updated":[3]})");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel", "[1]"), R"(200 {"attached":[],"detached":[3],"updated":[]})");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel", "[1,77]").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "physicians/2/patients/rel", R"({"id":1})").substr(0, 3), "400");
    EXPECT_EQ(ask("GET", "physicians/2/patients"), R"(200 [{"name":"Cleo","id":1}])");
}

TEST_F(relation_routes, a_has_one_is_one)
{
    EXPECT_EQ(ask("GET", "patients/1/record"), R"(200 {"text":"thick","id":1,"patientId":1})");
    EXPECT_EQ(sent(), 1U);
    EXPECT_EQ(ask("GET", "patients/2/record").substr(0, 3), "404");
    EXPECT_EQ(ask("POST", "patients/1/record", R"({"text":"second"})").substr(0, 3), "409");
    EXPECT_EQ(ask("POST", "patients/2/record", R"({"text":"new"})"), R"(200 {"text":"new","id":2,"patientId":2})");
    EXPECT_EQ(ask("PUT", "patients/2/record", R"({"text":"thin"})"), R"(200 {"text":"thin","id":2,"patientId":2})");
    EXPECT_EQ(ask("PUT", "patients/3/record", R"({"text":"thin"})").substr(0, 3), "404");
    EXPECT_EQ(ask("DELETE", "patients/2/record"), "204");
    EXPECT_EQ(ask("DELETE", "patients/2/record").substr(0, 3), "404");
}

TEST_F(relation_routes, a_belongs_to_is_read_alone)
{
    EXPECT_EQ(ask("GET", "files/1/patient"), R"(200 {"name":"Cleo","id":1})");
    EXPECT_EQ(ask("GET", "files/1/patient?refresh=true"), R"(200 {"name":"Cleo","id":1})");
    EXPECT_EQ(ask("GET", R"(files/1/patient?filter={"fields":["name"]})"), R"(200 {"name":"Cleo","id":1})") << "the key by which it was found is shown";
    EXPECT_EQ(ask("GET", R"(files/1/patient?filter={"where":{"name":"Ben"}})"), "200 null");
    EXPECT_EQ(ask("GET", R"(files/1/patient?filter={"where":{"nam":"Ben"}})").substr(0, 3), "400");
    EXPECT_EQ(ask("PUT", "files/1/patient", "{}").substr(0, 3), "404");
    EXPECT_EQ(ask("GET", "appointments/5/patient").substr(0, 3), "200");
}

TEST_F(relation_routes, a_belongs_to_without_a_row_tells_a_null_key_from_one_that_leads_nowhere)
{
    folder.run("insert into Appointment (id, physicianId, patientId) values (91, 1, null), (92, 1, 4711)");
    EXPECT_EQ(ask("GET", "appointments/91/patient"), "200 {}");
    EXPECT_EQ(ask("GET", "appointments/92/patient"), "200 null");
    EXPECT_EQ(ask("GET", "appointments/4711/patient").substr(0, 3), "404");
}

TEST_F(relation_routes, both_sides_many_are_linked_by_rows_of_a_model)
{
    EXPECT_EQ(ask("POST", "patients/1/allergies", R"({"name":"nuts"})"), R"(200 {"name":"nuts","id":1})");
    EXPECT_EQ(ask("PUT", "patients/2/allergies/rel/1"), R"(200 {"id":2,"patientId":2,"allergyId":1})");
    EXPECT_EQ(ask("GET", "patients/2/allergies"), R"(200 [{"name":"nuts","id":1}])");
}

TEST_F(relation_routes, relations_of_related_rows_are_below_them_where_that_is_declared)
{
    EXPECT_EQ(ask("GET", "physicians/1/patients/1/physicians"), R"(200 [{"name":"Ash","id":1}])");
    EXPECT_EQ(ask("GET", "physicians/2/patients/1/physicians").substr(0, 3), "404");
    EXPECT_EQ(ask("GET", "patients/1/physicians/1/patients").substr(0, 3), "404");
}

TEST_F(relation_routes, what_has_no_route_is_said_so)
{
    EXPECT_EQ(
        ask("PATCH", "physicians/1/patients/1", "{}"),
        R"(404 {"error":{"statusCode":404,"name":"Error","message":"Shared class \"Physician\" has no method handling PATCH /1/patients/1"}})");
    EXPECT_EQ(ask("GET", "physicians/1/patients/rel/1").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "physicians/1/patients").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "physicians/1/appointments/rel/1").substr(0, 3), "404");
}

// The relation's order is for lists that nothing else orders.
TEST(relation_with_an_order, gives_way_to_that_of_a_request)
{
    relation_folder folder{{{"Author", R"({"name":"Author","properties":{"name":"string"},"relations":{
        "drafts":{"type":"hasMany","model":"Book","scope":{"where":{"draft":true},"order":"title DESC"}}}})"},
                            {"Book", R"({"name":"Book","properties":{"title":"string","draft":"boolean"}})"}},
                           "insert into Author(id, name) values (1, 'Ash');"
                           "insert into Book(id, title, draft, authorId) values (1, 'b', 1, 1), (2, 'c', 1, 1), (3, 'a', 1, 1);"};
    const auto ids = [&](const std::string& target) {
        const auto answer = folder.ask("GET", target);
        std::string found;
        for (std::size_t at = 0; (at = answer.find("\"title\":\"", at)) != std::string::npos; ++at)
            found += answer[at + 9];
        return found;
    };
    EXPECT_EQ(ids("authors/1/drafts"), "cba");
    EXPECT_EQ(ids(R"(authors/1/drafts?filter={"limit":2})"), "cb");
    EXPECT_EQ(ids(R"(authors/1/drafts?filter={"order":"id"})"), "bca");
    EXPECT_EQ(folder.statements.size(), 1U);
    EXPECT_EQ(ids(R"(authors?filter={"include":{"relation":"drafts","scope":{"order":"id DESC"}}})"), "acb");
    EXPECT_EQ(ids(R"(authors?filter={"include":{"relation":"drafts","scope":{"order":"id DESC","limit":1}}})"), "a");
    EXPECT_EQ(ids(R"(authors?filter={"include":"drafts"})"), "cba");
}

} // namespace
