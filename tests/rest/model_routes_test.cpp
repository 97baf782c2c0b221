#include "relation_folder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace {

constexpr const char* item = R"({"name": "Item", "properties": {
    "title": {"type": "string", "required": true, "length": 8}, "count": "number", "flag": "boolean", "at": "date", "meta": "object",
    "status": {"type": "string", "default": "open"}, "code": {"type": "string", "index": {"unique": true}},
    "secret": "string"}, "hidden": ["secret"]})";
constexpr const char* tag = R"({"name": "Tag", "strict": true, "idInjection": false, "properties": {
    "code": {"type": "string", "id": true, "required": true}, "label": "string",
    "key": {"type": "string", "defaultFn": "uuidv4"}}})";

class model_routes : public testing::Test {
protected:
    relation_folder folder{
        {{"Item", item}, {"Tag", tag}},
        R"(insert into Item (id, title, count, status) values (1, 'one', 1, 'open'), (2, 'two', 2, 'shut');)"
        R"(insert into Tag (code, label) values ('cpp', 'C++');)"};

    std::string ask(std::string_view method, const std::string& target, std::string_view body = {})
    {
        return folder.ask(method, target, body);
    }
    std::size_t statements() const { return folder.statements.size(); }
    std::string items() { return ask("GET", R"(Items?filter={"fields":["id","title"],"order":"id"})"); }
};

TEST(hidden_values, are_in_no_message_nor_is_what_is_stored_and_was_not_sent)
{
    relation_folder folder{
        {{"Patient", R"({"name":"Patient","properties":{"name":{"type":"string","length":5},
            "ssn":{"type":"string","length":5},"code":{"type":"string","length":3},"age":{"type":"number"},
            "pin":{"type":"number","index":{"unique":true}}},"hidden":["ssn","pin"]})"}},
        "insert into Patient (id, name, ssn, code, pin) values (1, 'Ann', 'SECRET-1', 'STORED', 4711)"};
    const auto told = folder.ask("PATCH", "Patients/1", R"({"name":"longer"})");
    EXPECT_EQ(told.substr(0, 3), "422");
    EXPECT_NE(told.find(R"(`name` too long (value: \"longer\"); `ssn` too long; `code` too long.)"), std::string::npos)
        << told;
    for (const auto& [method, target, body] :
         std::vector<std::array<const char*, 3>>{{"PATCH", "Patients/1", R"({"age":7})"},
                                                 {"PUT", "Patients/1", R"({"ssn":"SECRET-2"})"},
                                                 {"POST", "Patients", R"({"ssn":"SECRET-2"})"},
                                                 {"POST", "Patients/update?where={}", R"({"ssn":"SECRET-2"})"},
                                                 {"POST", "Patients", R"({"pin":4711})"},
                                                 {"POST", "Patients", R"({"pin":"SECRET-3"})"}}) {
        const auto a = folder.ask(method, target, body);
        EXPECT_EQ(a.substr(0, 3), "422") << a;
        for (const char* never : {"SECRET", "STORED", "4711"})
            EXPECT_EQ(a.find(never), std::string::npos) << a;
    }
}

TEST_F(model_routes, a_created_row_shows_what_was_sent_its_defaults_and_its_key)
{
    EXPECT_EQ(ask("POST", "Items", R"({"title":"x","count":null,"secret":"s","other":[1]})"),
              R"(200 {"title":"x","count":null,"status":"open","id":3,"other":[1]})");
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("POST", "Tags", R"({"code":1.5,"key":"k"})"), R"(200 {"code":"1.5","key":"k"})");
    EXPECT_EQ(ask("POST", "Tags", R"({"code":"u"})").size(),
              std::string{R"(200 {"code":"u","key":"01234567-0123-0123-0123-012345678901"})"}.size());
}

TEST_F(model_routes, a_row_that_its_model_refuses_is_told_rule_by_rule)
{
    EXPECT_EQ(
        ask("POST", "Items", R"({"id":9,"title":"","count":"many"})"),
        R"(422 {"error":{"statusCode":422,"name":"ValidationError","message":"The `Item` instance is not valid. Details: )"
        R"(`count` is not a number (value: \"many\"); `id` can't be set (value: 9); `title` can't be blank (value: \"\").",)"
        R"("details":{"context":"Item","codes":{"count":["numericality.number"],"id":["absence"],"title":["presence"]},)"
        R"("messages":{"count":["is not a number"],"id":["can't be set"],"title":["can't be blank"]}}}})");
    EXPECT_EQ(statements(), 0U);
    EXPECT_NE(ask("POST", "Items", R"({"title":"far too long"})").find(R"("codes":{"title":["length.max"]})"),
              std::string::npos);
    EXPECT_NE(ask("POST", "Items", R"({"title":"x","at":"2020-02-30"})").find(R"("codes":{"at":["date"]})"),
              std::string::npos);
    EXPECT_NE(ask("POST", "Items", R"({"title":{"a":1}})").find("422"), std::string::npos);
    EXPECT_NE(ask("POST", "Tags", R"({"code":"a","labl":"b"})").find(R"("codes":{"labl":["unknown-property"]})"),
              std::string::npos);
    EXPECT_EQ(items(), R"(200 [{"title":"one","id":1},{"title":"two","id":2}])");
}

TEST_F(model_routes, a_batch_is_written_whole_or_not_at_all)
{
    const auto refused = ask("POST", "Items", R"([{"title":"a"},{"title":""}])");
    EXPECT_TRUE(refused.starts_with(R"(422 {"error":{"statusCode":422,"name":"ArrayOfErrors")")) << refused;
    EXPECT_NE(refused.find(R"("details":[null,{"statusCode":422,)"), std::string::npos);
    EXPECT_EQ(statements(), 0U);
    EXPECT_EQ(ask("POST", "Items", R"([{"title":"a","code":"c"},{"title":"b","code":"c"}])").substr(0, 3), "422");
    EXPECT_EQ(ask("POST", "Items", R"([{"title":"a"},{"title":"b","u":1}])"),
              R"(200 [{"title":"a","status":"open","id":3},{"title":"b","status":"open","id":4,"u":1}])");
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("POST", "Items", "[]"), "200 []");
    EXPECT_EQ(ask("POST", "Items", "[1]").substr(0, 3), "400");
}

TEST_F(model_routes, a_unique_index_refuses_by_name)
{
    EXPECT_EQ(ask("POST", "Items", R"({"title":"a","code":"c"})").substr(0, 3), "200");
    EXPECT_NE(ask("POST", "Items", R"({"title":"b","code":"c"})").find(R"("codes":{"code":["uniqueness"]})"),
              std::string::npos);
    EXPECT_NE(ask("PATCH", "Items/1", R"({"code":"c"})").find(R"("codes":{"code":["uniqueness"]})"), std::string::npos);
    EXPECT_NE(ask("POST", "Tags", R"({"code":"cpp"})").find(R"("codes":{"code":["uniqueness"]})"), std::string::npos);
}

TEST_F(model_routes, a_patch_changes_what_it_names_and_shows_the_row)
{
    EXPECT_EQ(ask("PATCH", "Items/1", R"({"count":"7","flag":true})"),
              R"(200 {"title":"one","count":7,"flag":true,"at":null,"meta":null,"status":"open","code":null,"id":1})");
    EXPECT_EQ(statements(), 2U);
    EXPECT_EQ(ask("PATCH", "Items/1", "{}").substr(0, 3), "200"); // LoopBack: 500
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("PATCH", "Items/1", R"({"title":null})").substr(0, 3), "422");
    EXPECT_EQ(ask("PATCH", "Items/1", R"({"id":5})").substr(0, 3), "400");
    EXPECT_EQ(
        ask("PATCH", "Items/9", R"({"count":1})"),
        R"(404 {"error":{"statusCode":404,"name":"Error","message":"could not find a model with id 9","code":"MODEL_NOT_FOUND"}})");
}

TEST_F(model_routes, a_replaced_row_keeps_nothing_that_was_not_sent)
{
    EXPECT_EQ(ask("PUT", "Items/2", R"({"title":"zz"})"), R"(200 {"title":"zz","status":"open","id":2})");
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("GET", R"(Items/2?filter={"fields":["count","status"]})"), R"(200 {"count":null,"status":"open"})");
    EXPECT_EQ(ask("POST", "Items/2/replace", R"({"title":"y","id":2})"), R"(200 {"title":"y","status":"open","id":2})");
    EXPECT_EQ(
        ask("PUT", "Items/9", R"({"title":"y"})"),
        R"(404 {"error":{"statusCode":404,"name":"Error","message":"Could not replace. Object with id 9 does not exist!"}})");
    EXPECT_EQ(ask("PUT", "Items", R"({"id":9,"title":"y"})").substr(0, 3), "404");
    EXPECT_EQ(ask("PUT", "Tags", R"({"code":"cpp","label":"p"})").substr(0, 3), "200");
    EXPECT_EQ(ask("POST", "Tags/replaceOrCreate", R"({"code":"new","key":"k"})"), R"(200 {"code":"new","key":"k"})");
}

TEST_F(model_routes, an_upsert_writes_one_row_or_none)
{
    EXPECT_EQ(ask("PATCH", "Items", R"({"title":"n"})"), R"(200 {"title":"n","status":"open","id":3})");
    EXPECT_EQ(ask("PATCH", "Items", R"({"id":3,"count":4})").substr(0, 3), "200");
    EXPECT_EQ(ask("PATCH", "Items", R"({"id":99,"count":4})").substr(0, 3), "404");
    EXPECT_EQ(ask("POST", R"(Items/upsertWithWhere?where={"title":"one"})", R"({"count":5})").substr(0, 3), "200");
    EXPECT_EQ(statements(), 2U);
    EXPECT_EQ(ask("POST", R"(Items/upsertWithWhere?where={"id":{"gt":0}})", R"({"count":5})").substr(0, 3), "400");
    EXPECT_EQ(ask("POST", R"(Items/upsertWithWhere?where={"title":"q"})", R"({"title":"q"})"),
              R"(200 {"title":"q","status":"open","id":4})");
    EXPECT_EQ(ask("POST", R"(Items/upsertWithWhere?where={"id":1})", R"({"id":2,"count":5})").substr(0, 3), "400");
    EXPECT_EQ(ask("POST", R"(Items/upsertWithWhere?where={"id":1})", "{}").substr(0, 3), "400");
    EXPECT_EQ(ask("POST", "Items/upsertWithWhere", R"({"count":5})").substr(0, 3), "400"); // LoopBack: 500
}

TEST_F(model_routes, an_update_of_many_needs_a_condition_that_names_properties)
{
    EXPECT_EQ(ask("POST", R"(Items/update?where={"count":{"gt":1}})", R"({"flag":false})"), R"(200 {"count":1})");
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("POST", "Items/update?where={}", R"({"flag":false})"), R"(200 {"count":2})");
    EXPECT_EQ(ask("POST", "Items/update", R"({"flag":false})").substr(0, 3), "400"); // LoopBack: 500
    EXPECT_EQ(ask("POST", R"(Items/update?where={"cuont":1})", R"({"flag":true})").substr(0, 3),
              "400");                                                          // LoopBack: every row
    EXPECT_EQ(ask("POST", "Items/update?where={}", "{}").substr(0, 3), "400"); // LoopBack: 500
    EXPECT_EQ(ask("POST", "Items/update?where={}", R"({"flga":true})").substr(0, 3), "400");
    EXPECT_EQ(ask("POST", "Items/update?where={}", R"({"id":1})").substr(0, 3), "400");
    EXPECT_EQ(ask("POST", "Items/update?where={}", R"({"title":""})").substr(0, 3),
              "422"); // LoopBack validates nothing
}

TEST_F(model_routes, rows_are_counted_found_and_removed_by_one_statement)
{
    EXPECT_EQ(ask("GET", R"(Items/count?where={"status":"open"})"), R"(200 {"count":1})");
    EXPECT_EQ(ask("GET", "Items/count"), R"(200 {"count":2})");
    EXPECT_EQ(ask("GET", "Items/1/exists"), R"(200 {"exists":true})");
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("GET", "Items/x/exists"), R"(200 {"exists":false})");
    EXPECT_EQ(ask("HEAD", "Items/1"), "200");
    EXPECT_EQ(ask("HEAD", "Items/9").substr(0, 3), "404");
    EXPECT_EQ(ask("GET", R"(Items/findOne?filter={"order":"id DESC","fields":"id"})"), R"(200 {"id":2})");
    EXPECT_EQ(ask("GET", R"(Items/findOne?filter={"where":{"id":9}})").substr(0, 3), "404");
    EXPECT_EQ(ask("DELETE", "Items/1"), R"(200 {"count":1})");
    EXPECT_EQ(statements(), 1U);
    EXPECT_EQ(ask("DELETE", "Items/1"), R"(200 {"count":0})");
    EXPECT_EQ(ask("DELETE", "Items").substr(0, 3), "404");
    EXPECT_EQ(ask("DELETE", R"(Items/{"gt":0})"), R"(200 {"count":0})");
    EXPECT_EQ(ask("GET", "Items/count"), R"(200 {"count":1})");
}

} // namespace
