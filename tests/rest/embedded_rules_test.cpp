#include "relation_folder.hpp"

namespace {

// What models hide and protect of rows that stand within others, and what relations to such rows say by themselves.

const std::map<std::string, std::string> models{
    {"Person",
     R"({"name":"Person","plural":"people","properties":{"name":"string","badge":"Badge","old":["Badge"]},"relations":{
        "address":{"type":"embedsOne","model":"Address","property":"homeAddress"},
        "phones":{"type":"embedsMany","model":"Phone","property":"phoneList"},
        "work":{"type":"embedsMany","model":"Phone","property":"phoneList","scope":{"where":{"kind":"work"},"order":"number DESC"},
                "properties":{"name":"owner"}},
        "cheap":{"type":"referencesMany","model":"Thing","foreignKey":"thingIds","scope":{"where":{"cheap":true}},
                 "properties":{"name":"owner"}},
        "friends":{"type":"hasMany","model":"Person","foreignKey":"friendId"},
        "friend":{"type":"belongsTo","model":"Person"}}})"},
    {"Address", R"({"name":"Address","base":"Model","idInjection":false,"hidden":["pin"],"protected":["note"],
        "properties":{"street":"string","pin":"string","note":"string","lock":"Badge"}})"},
    {"Phone", R"({"name":"Phone","base":"Model","idInjection":false,"hidden":["pin"],
        "properties":{"id":{"type":"number","id":true},"number":"string","kind":"string","owner":"string","pin":"string"}})"},
    {"Badge", R"({"name":"Badge","base":"Model","idInjection":false,"hidden":["code"],
        "properties":{"text":"string","code":"string"}})"},
    {"Thing", R"({"name":"Thing","properties":{"name":"string","cheap":"boolean","owner":"string"}})"}};

const std::string rows = R"(
    insert into person (id, name, badge, old, homeaddress, phonelist, thingids, friendid) values
      (1, 'Ann', '{"text":"a","code":"SECRET"}', '[{"text":"b","code":"SECRET"}]',
       '{"street":"Main 1","pin":"SECRET","note":"SECRET","lock":{"text":"l","code":"SECRET"}}',
       '[{"id":1,"number":"1","kind":"home","pin":"SECRET"},{"id":2,"number":"2","kind":"work","pin":"SECRET"},{"id":3,"number":"3","kind":"work"}]',
       '[1,2]', 2),
      (2, 'Bob', null, null, null, null, null, 1);
    insert into thing (id, name, cheap) values (1, 'pin', 1), (2, 'car', 0), (3, 'nut', 1);)";

class embedded_rules : public ::testing::Test {
protected:
    std::string ask(std::string_view method, const std::string& target, std::string_view body = {})
    {
        return folder.ask(method, target, body);
    }

    relation_folder folder{models, rows};
};

const std::string ann =
    R"("name":"Ann","badge":{"text":"a"},"old":[{"text":"b"}],"id":1,"homeAddress":{"street":"Main 1","lock":{"text":"l"}},)"
    R"("phoneList":[{"id":1,"number":"1","kind":"home"},{"id":2,"number":"2","kind":"work"},{"id":3,"number":"3","kind":"work"}],)"
    R"("thingIds":[1,2],"friendId":2)";

TEST_F(embedded_rules, hide_what_their_models_hide_in_the_columns_of_their_owner)
{
    EXPECT_EQ(ask("GET", "people/1"), "200 {" + ann + "}");
    EXPECT_EQ(folder.statements.size(), 1U);
    for (const char* target :
         {"people", "people/findOne", "people/2/friends", "people/2/friend",
          R"(people?filter={"include":["friends","friend"]})",
          R"(people?filter={"include":["address","phones","work"]})", "people/1/address", "people/1/phones",
          "people/1/phones/2", R"(people?filter={"fields":["homeAddress","badge"]})"}) {
        const auto said = ask("GET", target);
        EXPECT_EQ(said.substr(0, 3), "200") << target;
        EXPECT_EQ(said.find("SECRET"), std::string::npos) << said;
    }
}

TEST_F(embedded_rules, hide_it_in_answers_to_writes_and_keep_it)
{
    EXPECT_EQ(ask("PATCH", "people/1", R"({"name":"Ann"})"), "200 {" + ann + "}");
    EXPECT_EQ(ask("POST", "people", R"({"name":"Cem","homeAddress":{"street":"s","pin":"SECRET"}})").find("SECRET"),
              std::string::npos);
    EXPECT_EQ(ask("PUT", "people/1/phones/2", R"({"kind":"fax"})"), R"(200 {"id":2,"number":"2","kind":"fax"})");
    EXPECT_EQ(ask("POST", "people/2/address", R"({"street":"s","pin":"SECRET","note":"SECRET"})"),
              R"(200 {"street":"s"})");
    folder.run("update person set name = 'kept' where json_extract(phonelist, '$[1].pin') = 'SECRET' and id = 1;"
               "update person set name = 'kept' where json_extract(homeaddress, '$.note') = 'SECRET' and id = 2");
    EXPECT_EQ(ask("GET", R"(people/count?where={"name":"kept"})"), R"(200 {"count":2})");
}

TEST_F(embedded_rules, name_nothing_that_is_not_shown_in_conditions)
{
    EXPECT_EQ(ask("GET", R"(people/1/phones?filter={"where":{"pin":"SECRET"}})").substr(0, 3), "400");
    EXPECT_EQ(ask("GET", R"(people?filter={"include":{"relation":"address","scope":{"where":{"note":"SECRET"}}}})")
                  .substr(0, 3),
              "400");
}

TEST_F(embedded_rules, show_null_for_a_column_whose_text_is_no_json)
{
    folder.run("update person set badge = 'SECRET' where id = 2");
    EXPECT_EQ(ask("GET", R"(people/2?filter={"fields":["badge"]})"), R"(200 {"badge":null})");
}

TEST_F(embedded_rules, let_a_relations_own_scope_choose_rows_within)
{
    const std::string work = R"([{"id":3,"number":"3","kind":"work"},{"id":2,"number":"2","kind":"work"}])";
    EXPECT_EQ(ask("GET", "people/1/work"), "200 " + work);
    EXPECT_EQ(ask("GET", R"(people/1/work?filter={"where":{"number":"2"}})"),
              R"(200 [{"id":2,"number":"2","kind":"work"}])");
    EXPECT_EQ(ask("GET", "people/1/work/count"), R"(200 {"count":2})");
    EXPECT_EQ(ask("GET", R"(people/1?filter={"fields":["id"],"include":"work"})"),
              R"(200 {"id":1,"work":)" + work + "}");
    EXPECT_EQ(ask("GET", "people/1/work/1").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "people/1/work/1", R"({"number":"9"})").substr(0, 3), "404");
    EXPECT_EQ(ask("DELETE", "people/1/work/1").substr(0, 3), "404");
    EXPECT_EQ(ask("DELETE", "people/1/work"), "204");
    EXPECT_EQ(ask("GET", "people/1/phones"), R"(200 [{"id":1,"number":"1","kind":"home"}])");
}

TEST_F(embedded_rules, give_new_rows_within_what_the_scope_asks_for_and_what_their_owner_has)
{
    EXPECT_EQ(ask("POST", "people/1/work", R"({"number":"4"})"),
              R"(200 {"id":4,"number":"4","owner":"Ann","kind":"work"})");
    EXPECT_EQ(ask("POST", "people/1/work", R"([{"number":"5","kind":"fax","owner":"me"}])"),
              R"(200 [{"id":5,"number":"5","kind":"fax","owner":"Ann"}])");
    EXPECT_EQ(ask("GET", "people/1/work/count"), R"(200 {"count":3})");
}

TEST_F(embedded_rules, hold_for_referenced_rows_too)
{
    EXPECT_EQ(ask("GET", R"(people/1/cheap?filter={"fields":["name"]})"), R"(200 [{"name":"pin","id":1}])");
    EXPECT_EQ(ask("GET", "people/1/cheap/count"), R"(200 {"count":1})");
    EXPECT_EQ(ask("GET", "people/1/cheap/1").substr(0, 3), "200");
    EXPECT_EQ(ask("GET", "people/1/cheap/2").substr(0, 3), "404");
    EXPECT_EQ(
        ask("GET", R"(people/1?filter={"fields":["id"],"include":{"relation":"cheap","scope":{"fields":["id"]}}})"),
        R"(200 {"id":1,"cheap":[{"id":1}]})");
    EXPECT_EQ(ask("POST", "people/1/cheap", R"({"name":"cup"})"),
              R"(200 {"name":"cup","cheap":true,"owner":"Ann","id":4})");
    EXPECT_EQ(ask("GET", "people/1/cheap/count"), R"(200 {"count":2})");
}

TEST_F(embedded_rules, include_rows_within_once_though_they_are_named_twice)
{
    EXPECT_EQ(ask("GET", R"(people/2?filter={"fields":["id"],"include":["phones","phones"]})"),
              R"(200 {"id":2,"phones":[]})");
}

TEST(embedded_in_default_scopes, are_included_like_other_relations)
{
    relation_folder f{
        {{"Owner",
          R"({"name":"Owner","properties":{"name":"string"},"scope":{"include":["tags","picks"],"fields":["id"],"order":"id DESC"},
            "relations":{"tags":{"type":"embedsMany","model":"Tag","property":"tagList"},
                         "picks":{"type":"referencesMany","model":"Pick","foreignKey":"pickIds"}}})"},
         {"Tag", R"({"name":"Tag","base":"Model","idInjection":false,"properties":{"text":"string"}})"},
         {"Pick", R"({"name":"Pick","properties":{"n":"number"}})"},
         {"House", R"({"name":"House","properties":{},"relations":{"owners":{"type":"hasMany","model":"Owner"}}})"}},
        R"(insert into pick (id, n) values (1, 5);
           insert into house (id) values (1);
           insert into owner (id, name, taglist, pickids, houseid) values (1, 'a', '[{"text":"x"}]', '[1]', 1), (2, 'b', null, null, 1))"};
    const std::string owners =
        R"([{"id":2,"tags":[],"picks":[]},{"id":1,"tags":[{"text":"x"}],"picks":[{"n":5,"id":1}]}])";
    EXPECT_EQ(f.ask("GET", "owners"), "200 " + owners);
    EXPECT_EQ(f.ask("GET", "houses/1/owners"), "200 " + owners);
    EXPECT_EQ(f.ask("GET", "houses/1/owners/2"), R"(200 {"id":2,"tags":[],"picks":[]})");
    // The key by which rows of an include were found is shown, as in LoopBack.
    EXPECT_EQ(f.ask("GET", R"(houses?filter={"include":"owners"})"),
              R"(200 [{"id":1,"owners":[{"id":2,"tags":[],"houseId":1,"picks":[]},)"
              R"({"id":1,"tags":[{"text":"x"}],"houseId":1,"picks":[{"n":5,"id":1}]}]}])");
}

} // namespace
