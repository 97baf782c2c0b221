#include "relation_folder.hpp"
#include "rest/openapi/openapi.hpp"

namespace {

const std::map<std::string, std::string> models{
    {"Person",
     R"({"name":"Person","plural":"people","properties":{"name":{"type":"string","required":true}},"relations":{
        "address":{"type":"embedsOne","model":"Address","property":"homeAddress"},
        "phones":{"type":"embedsMany","model":"Phone","property":"phoneList"},
        "favorites":{"type":"referencesMany","model":"Thing","foreignKey":"favoriteIds"},
        "friends":{"type":"hasMany","model":"Person","foreignKey":"friendId"}}})"},
    {"Address",
     R"({"name":"Address","base":"Model","idInjection":false,"properties":{"street":{"type":"string","required":true},"city":"string"}})"},
    {"Phone", R"({"name":"Phone","base":"Model","idInjection":false,"properties":{"id":{"type":"number","id":true},
        "number":{"type":"string","required":true},"kind":"string"}})"},
    {"Thing", R"({"name":"Thing","properties":{"name":"string","size":"number"}})"}};

const std::string rows = R"(
    insert into person (id, name, homeaddress, phonelist, favoriteids, friendid) values
      (1, 'Ann', '{"street":"Main 1"}', '[{"id":1,"number":"111","kind":"home"},{"id":2,"number":"222"}]', '[2,1,9]', null),
      (2, 'Bob', null, null, null, 1);
    insert into thing (id, name, size) values (1, 'one', 1), (2, 'two', 2), (3, 'three', 3);)";

class embedded_routes : public ::testing::Test {
protected:
    struct reply {
        unsigned status;
        std::string body;
    };

    reply send(std::string_view method, const std::string& target, std::string_view body)
    {
        const auto said = folder.ask(method, target, body);
        return {static_cast<unsigned>(std::stoul(said)), said.size() > 4 ? said.substr(4) : std::string{}};
    }
    reply get(const std::string& target) { return send("GET", target, {}); }

    relation_folder folder{models, rows};
};

TEST_F(embedded_routes, list_rows_within_a_row_by_a_filter_in_one_statement)
{
    folder.statements.clear();
    EXPECT_EQ(get("people/1/phones").body, R"([{"id":1,"number":"111","kind":"home"},{"id":2,"number":"222"}])");
    EXPECT_EQ(folder.statements.size(), 1U);
    EXPECT_EQ(get(R"(people/1/phones?filter={"where":{"kind":null}})").body, R"([{"id":2,"number":"222"}])");
    EXPECT_EQ(get(R"(people/1/phones?filter={"order":"id DESC","limit":1,"fields":["id"]})").body, R"([{"id":2}])");
    EXPECT_EQ(get(R"(people/1/phones/count?where={"number":{"like":"1%25"}})").body, R"({"count":1})");
    EXPECT_EQ(get("people/2/phones").body, "[]");
    EXPECT_EQ(get("people/9/phones").status, 404U);
}

TEST_F(embedded_routes, give_a_new_row_the_next_number_and_keep_the_rules_of_its_model)
{
    EXPECT_EQ(send("POST", "people/1/phones", R"({"number":"333"})").body, R"({"id":3,"number":"333"})");
    EXPECT_EQ(send("POST", "people/2/phones", R"({"number":"first"})").body, R"({"id":1,"number":"first"})");
    EXPECT_EQ(send("POST", "people/1/phones", "{}").status, 422U);
    EXPECT_EQ(send("POST", "people/1/phones", R"({"id":1,"number":"again"})").status, 422U);
    EXPECT_EQ(send("POST", "people/1/phones", R"([{"number":"444"},{}])").status, 422U);
    EXPECT_EQ(get("people/1/phones/count").body, R"({"count":3})");
}

TEST_F(embedded_routes, change_and_delete_a_row_by_its_key_and_say_which_is_not_there)
{
    EXPECT_EQ(send("PUT", "people/1/phones/2", R"({"kind":"fax"})").body, R"({"id":2,"number":"222","kind":"fax"})");
    EXPECT_EQ(send("PUT", "people/1/phones/2", R"({"id":7})").status, 400U);
    EXPECT_EQ(send("PUT", "people/1/phones/99", R"({"kind":"fax"})").status, 404U);
    EXPECT_EQ(send("DELETE", "people/1/phones/99", "").status, 404U);
    EXPECT_EQ(send("DELETE", "people/1/phones/1", "").status, 204U);
    EXPECT_EQ(get("people/1/phones").body, R"([{"id":2,"number":"222","kind":"fax"}])");
    EXPECT_EQ(send("DELETE", "people/1/phones", "").status, 204U);
    EXPECT_EQ(get("people/1/phones").body, "[]");
}

TEST_F(embedded_routes, write_one_row_whole_or_in_part)
{
    EXPECT_EQ(send("PUT", "people/1/address", R"({"city":"Riga"})").body, R"({"street":"Main 1","city":"Riga"})");
    EXPECT_EQ(send("POST", "people/1/address", R"({"street":"S2"})").body, R"({"street":"S2"})");
    EXPECT_EQ(send("PUT", "people/2/address", R"({"city":"Riga"})").status, 422U);
    EXPECT_EQ(send("DELETE", "people/1/address", "").status, 204U);
    EXPECT_EQ(get("people/1/address").status, 404U);
}

TEST_F(embedded_routes, refuse_an_owner_whose_rows_their_model_refuses)
{
    const auto refused = send("POST", "people", R"({"name":"Cem","homeAddress":{"city":"Z"}})");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_NE(refused.body.find(R"("codes":{"address":["invalid"]})"), std::string::npos) << refused.body;
    EXPECT_EQ(send("POST", "people", R"({"name":"Cem","favoriteIds":[1,1]})").status, 422U);
    EXPECT_EQ(send("POST", "people", R"({"name":"Cem"})").body,
              R"({"name":"Cem","id":3,"phoneList":[],"favoriteIds":[]})");
}

TEST_F(embedded_routes, list_referenced_rows_in_the_order_of_the_keys_and_pass_over_those_without_a_row)
{
    folder.statements.clear();
    EXPECT_EQ(get("people/1/favorites").body, R"([{"name":"two","size":2,"id":2},{"name":"one","size":1,"id":1}])");
    EXPECT_EQ(folder.statements.size(), 2U);
    EXPECT_EQ(get(R"(people/1/favorites?filter={"order":"name","limit":1})").body,
              R"([{"name":"one","size":1,"id":1}])");
    EXPECT_EQ(get("people/1/favorites/count").body, R"({"count":2})");
    EXPECT_EQ(get("people/1/favorites/3").status, 400U);
    EXPECT_EQ(get("people/1/favorites/9").status, 404U);
}

TEST_F(embedded_routes, link_and_unlink_keys_of_rows_that_are_there)
{
    EXPECT_EQ(send("PUT", "people/2/favorites/rel/3", "").body, R"({"name":"three","size":3,"id":3})");
    EXPECT_EQ(send("PUT", "people/2/favorites/rel/3", "").status, 422U);
    EXPECT_EQ(send("PUT", "people/2/favorites/rel/99", "").status, 404U);
    EXPECT_EQ(send("HEAD", "people/2/favorites/rel/3", "").status, 200U);
    EXPECT_EQ(send("HEAD", "people/2/favorites/rel/1", "").status, 404U);
    EXPECT_EQ(send("DELETE", "people/2/favorites/rel/3", "").status, 204U);
    EXPECT_EQ(get("people/2/favorites").body, "[]");
    EXPECT_EQ(send("POST", "people/2/favorites", R"({"name":"four"})").body, R"({"name":"four","id":4})");
    EXPECT_EQ(send("DELETE", "people/2/favorites/4", "").status, 204U);
    EXPECT_EQ(get("Things/4").status, 404U);
}

TEST_F(embedded_routes, include_what_a_row_holds_at_every_level_with_one_statement_for_all_referenced_rows)
{
    folder.statements.clear();
    const auto got =
        get(R"(people?filter={"where":{"id":1},"include":["address",{"relation":"phones","scope":{"limit":1}},)"
            R"({"relation":"favorites","scope":{"limit":1}},{"friends":"favorites"}]})");
    EXPECT_EQ(folder.statements.size(), 3U);
    EXPECT_NE(got.body.find(R"("address":{"street":"Main 1"})"), std::string::npos) << got.body;
    EXPECT_NE(got.body.find(R"("phones":[{"id":1,"number":"111","kind":"home"}])"), std::string::npos) << got.body;
    EXPECT_NE(got.body.find(R"("favorites":[{"name":"two","size":2,"id":2}])"), std::string::npos) << got.body;
    EXPECT_NE(got.body.find(R"("favorites":[]}])"), std::string::npos) << got.body;
}

TEST_F(embedded_routes, stand_in_the_openapi_document)
{
    const auto document = ginnel::rest::openapi_document(*folder.application);
    for (const auto* path : {"/people/{id}/address", "/people/{id}/phones/{fk}", "/people/{id}/favorites/rel/{fk}"})
        EXPECT_NE(document.find(path), std::string::npos) << path;
}

/// LoopBack's connector for SQLite made such tables; what stands in them is read and written.
TEST(tables_of_loopback, have_names_in_lower_case_and_give_keys_of_removed_rows_again)
{
    relation_folder folder{
        {{"LabVisit",
          R"({"name":"LabVisit","properties":{"bookedFor":"string","oldName":{"type":"string","sqlite3":{"columnName":"Other"}}}})"}},
        "insert into labvisit (id, bookedfor, Other) values (7, 'x', 'y')"};
    EXPECT_EQ(folder.ask("GET", "LabVisits/7"), R"(200 {"bookedFor":"x","oldName":"y","id":7})");
    EXPECT_NE(folder.statements.front().find("\"bookedfor\""), std::string::npos) << folder.statements.front();
    EXPECT_EQ(folder.ask("DELETE", "LabVisits/7"), R"(200 {"count":1})");
    EXPECT_EQ(folder.ask("POST", "LabVisits", "{}"), R"(200 {"id":1})");
}

TEST(scoped_relations, give_a_row_that_is_made_through_them_what_their_scope_asks)
{
    relation_folder folder{
        {{"Author", R"({"name":"Author","properties":{"name":"string"},"relations":{
                               "drafts":{"type":"hasMany","model":"Book","foreignKey":"authorId","scope":{"where":{"draft":true}}},
                               "secret":{"type":"hasMany","model":"Book","foreignKey":"authorId","options":{"disableInclude":true}}}})"},
         {"Book", R"({"name":"Book","properties":{"title":"string","draft":"boolean"},"hidden":["title"]})"}},
        "insert into author (id, name) values (1, 'Io')"};
    EXPECT_EQ(folder.ask("POST", "Authors/1/drafts", "{}"), R"(200 {"draft":true,"id":1,"authorId":1})");
    EXPECT_EQ(folder.ask("GET", "Authors/1/drafts/count"), R"(200 {"count":1})");
    EXPECT_EQ(folder.ask("GET", R"(Authors?filter={"include":["secret",{"relation":"secret","scope":{}}]})"),
              R"(200 [{"name":"Io","id":1}])");
    EXPECT_EQ(folder.ask("GET", R"(Books?filter={"order":"title"})").substr(0, 3), "200");
    EXPECT_EQ(folder.ask("GET", R"(Books?filter={"where":{"title":"x"}})").substr(0, 3), "400");
    EXPECT_EQ(folder.ask("GET", R"(Books/count?where={"or":[{"id":9},{"draft":{"nin":[]}}]})"), R"(200 {"count":0})");
}

} // namespace
