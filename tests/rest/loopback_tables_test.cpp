// Tables as LoopBack's connector for SQLite makes them, with rows as it writes them: its statements and its cells,
// copied from a database that it made.
#include "relation_folder.hpp"

#include <ginnel/app/application.hpp>
#include <ginnel/app/record.hpp>
#include <ginnel/app/record_model.hpp>
#include <ginnel/app/record_query.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

const std::string owner = R"({"name":"Owner","properties":{"name":{"type":"string","required":true}},"relations":{
    "things":{"type":"hasMany","model":"Thing","foreignKey":"ownerId"},
    "linked":{"type":"hasMany","model":"Thing","foreignKey":"ownerId","through":"Link","keyThrough":"thingId"}}})";
const std::string thing = R"({"name":"Thing","properties":{"name":"string","count":"number","on":"boolean",
    "made":{"type":"date","index":true},"obj":"object","list":"array","any":"any","geo":"geopoint","buf":"buffer",
    "due":{"type":"date","required":true}},
    "relations":{"owner":{"type":"belongsTo","model":"Owner","foreignKey":"ownerId"}}})";
const std::string link = R"({"name":"Link","properties":{"when":{"type":"date","defaultFn":"now"}},"relations":{
    "owner":{"type":"belongsTo","model":"Owner","foreignKey":"ownerId"},
    "thing":{"type":"belongsTo","model":"Thing","foreignKey":"thingId"}}})";

const std::string tables = R"sql(
    CREATE TABLE "owner" ("name" TEXT NOT NULL,"id" INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE "thing" ("name" TEXT,"count" REAL,"on" INTEGER,"made" INTEGER,"obj" TEXT,"list" TEXT,"any" TEXT,
        "geo" TEXT,"buf" TEXT,"due" INTEGER NOT NULL,"id" INTEGER NOT NULL PRIMARY KEY,"ownerid" REAL);
    CREATE INDEX "thing_made" ON "thing" ("made");
    CREATE TABLE "link" ("when" INTEGER,"id" INTEGER NOT NULL PRIMARY KEY,"ownerid" REAL,"thingid" REAL);
    INSERT INTO "owner"("name") VALUES('Ann');
    INSERT INTO "thing"("name","count","on","made","obj","list","any","geo","buf","due","ownerid") VALUES
        ('t',1.5,1,1401611400123,'"{\"a\":\"x\\\"y\"}"','"[1,\"a\"]"','"\"text\""','{"lat":1,"lng":2}',
         '{"type":"Buffer","data":[104,105]}',-1,1),
        ('u',2,0,null,null,null,'"5"',null,null,0,1);
    INSERT INTO "link"("when","ownerid","thingid") VALUES(1577836800000,1,2);
)sql";

const std::map<std::string, std::string> models{{"Owner", owner}, {"Thing", thing}, {"Link", link}};

const std::string t = R"({"name":"t","count":1.5,"on":true,"made":"2014-06-01T08:30:00.123Z","obj":{"a":"x\"y"},)"
                      R"("list":[1,"a"],"any":"text","geo":{"lat":1,"lng":2},"buf":{"type":"Buffer","data":[104,105]},)"
                      R"("due":"1969-12-31T23:59:59.999Z","id":1,"ownerId":1})";
const std::string u = R"({"name":"u","count":2,"on":false,"made":null,"obj":null,"list":null,"any":5,"geo":null,)"
                      R"("buf":null,"due":"1970-01-01T00:00:00.000Z","id":2,"ownerId":1})";

TEST(loopback_tables, rows_are_answered_as_loopback_answers_them)
{
    relation_folder f{models, "", tables};
    EXPECT_EQ(f.ask("GET", "things"), "200 [" + t + "," + u + "]");
    EXPECT_EQ(f.statements.size(), 1U);
    EXPECT_EQ(f.ask("GET", "things/1"), "200 " + t);
}

TEST(loopback_tables, keys_in_columns_of_reals_tie_rows_together)
{
    relation_folder f{models, "", tables};
    EXPECT_EQ(f.ask("GET", R"(owners?filter={"include":"things"})"),
              R"(200 [{"name":"Ann","id":1,"things":[)" + t + "," + u + "]}]");
    EXPECT_EQ(f.statements.size(), 2U);
    EXPECT_EQ(f.ask("GET", R"(things/2?filter={"include":"owner","fields":["id","ownerId"]})"),
              R"(200 {"id":2,"ownerId":1,"owner":{"name":"Ann","id":1}})");
    EXPECT_EQ(f.ask("GET", R"(things?filter={"where":{"owner.name":"Ann","ownerId":{"inq":[1]}},"fields":"id"})"),
              R"(200 [{"id":1},{"id":2}])");
    EXPECT_EQ(f.ask("GET", "owners/1/linked"), "200 [" + u + "]");
    EXPECT_EQ(
        f.ask("GET", R"(owners/1?filter={"include":{"relation":"linked","scope":{"through":true,"fields":"id"}}})"),
        R"(200 {"name":"Ann","id":1,"linked":[{"id":2,)"
        R"("Link":{"when":"2020-01-01T00:00:00.000Z","id":1,"ownerId":1,"thingId":2}}]})");
    EXPECT_EQ(f.ask("GET", "things/1/owner"), R"(200 {"name":"Ann","id":1})");
}

TEST(loopback_tables, a_list_of_links_is_compared_with_keys_that_are_reals)
{
    relation_folder f{models, "", tables};
    EXPECT_EQ(f.ask("PUT", "owners/1/linked/rel/2", R"({"when":0})").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells(R"(select "when", ownerid, thingid from link)"), "integer 0|real 1.0|real 2.0;");
    EXPECT_EQ(f.ask("PUT", "owners/1/linked/rel", "[1,2]").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells(R"(select id, ownerid, thingid from link)"),
              "integer 1|real 1.0|real 2.0;integer 2|real 1.0|real 1.0;");
    EXPECT_EQ(f.ask("PUT", "owners/1/linked/rel", "[1]").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells(R"(select id from link)"), "integer 2;");
}

TEST(loopback_tables, dates_are_compared_and_ordered_as_moments)
{
    relation_folder f{models, "", tables};
    const auto ids = [&](const std::string& rest) {
        return f.ask("GET", "things?filter={\"fields\":[\"id\"]," + rest + "}");
    };
    EXPECT_EQ(ids(R"("where":{"due":{"lt":"1970-01-01"}})"), R"(200 [{"id":1}])");
    EXPECT_EQ(ids(R"("where":{"due":{"gte":"1970-01-01T00:00:00.000Z"}})"), R"(200 [{"id":2}])");
    EXPECT_EQ(ids(R"("where":{"due":0})"), R"(200 [{"id":2}])");
    EXPECT_EQ(ids(R"("where":{"made":"2014-06-01T08:30:00.123Z"})"), R"(200 [{"id":1}])");
    EXPECT_EQ(ids(R"("where":{"made":"2014-06-01T10:30:00.123%2B02:00"})"), R"(200 [{"id":1}])");
    EXPECT_EQ(ids(R"("where":{"made":{"between":["2014-06-01","2014-06-02"]}})"), R"(200 [{"id":1}])");
    EXPECT_EQ(ids(R"("where":{"due":{"inq":["1969-12-31T23:59:59.999Z",0]}})"), R"(200 [{"id":1},{"id":2}])");
    EXPECT_EQ(ids(R"("where":{"due":{"nin":[0]}})"), R"(200 [{"id":1}])");
    EXPECT_EQ(ids(R"("where":{"made":null})"), R"(200 [{"id":2}])");
    EXPECT_EQ(ids(R"("order":"due DESC")"), R"(200 [{"id":2},{"id":1}])");
    EXPECT_EQ(ids(R"("where":{"due":"yesterday"})").substr(0, 4), "400 ");
}

TEST(loopback_tables, what_is_written_is_what_loopback_reads)
{
    relation_folder f{models, "", tables};
    EXPECT_EQ(
        f.ask(
            "POST", "things",
            R"({"name":"v","count":3,"on":true,"made":"1969-12-31T23:59:59.999Z","obj":{"b":1},"list":["x"],)"
            R"("any":"5","geo":{"lat":3,"lng":4},"buf":{"type":"Buffer","data":[1]},"due":1401611400123,"ownerId":1})"),
        R"(200 {"name":"v","count":3,"on":true,"made":"1969-12-31T23:59:59.999Z","obj":{"b":1},"list":["x"],)"
        R"("any":"5","geo":{"lat":3,"lng":4},"buf":{"type":"Buffer","data":[1]},)"
        R"("due":"2014-06-01T08:30:00.123Z","id":3,"ownerId":1})");
    EXPECT_EQ(f.cells(R"(select count, "on", made, obj, list, "any", geo, buf, due, ownerid from thing where id = 3)"),
              R"(real 3.0|integer 1|integer -1|text {"b":1}|text ["x"]|text "\"5\""|text {"lat":3,"lng":4}|)"
              R"(text {"type":"Buffer","data":[1]}|integer 1401611400123|real 1.0;)");
    EXPECT_EQ(f.ask("GET", R"(things/3?filter={"fields":["any","made"]})"),
              R"(200 {"made":"1969-12-31T23:59:59.999Z","any":"5"})");
    EXPECT_EQ(
        f.ask("PATCH", "things/3", R"({"made":"2014-06-01T08:30:00.1239+02:00","due":"2014-06-01"})").substr(0, 4),
        "200 ");
    EXPECT_EQ(f.ask("POST", R"(things/update?where={"due":"2014-06-01"})", R"({"due":"2014-06-02T00:00:00Z"})"),
              R"(200 {"count":1})");
    EXPECT_EQ(f.cells("select made, due from thing where id = 3"), "integer 1401604200123|integer 1401667200000;");
    EXPECT_EQ(f.ask("POST", "things", R"({"due":"soon"})").substr(0, 4), "422 ");
    EXPECT_EQ(f.ask("POST", "things", R"({"due":""})").substr(0, 4), "422 ");
}

TEST(loopback_tables, a_link_gets_its_default_date_in_milliseconds)
{
    relation_folder f{models, "", tables};
    EXPECT_EQ(f.ask("PUT", "owners/1/linked/rel/1").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells(R"(select typeof("when"), "when" > 1577836800000, thingid from link where id = 2)"),
              "text integer|integer 1|real 1.0;");
}

TEST(loopback_tables, missing_tables_are_made_so_that_loopback_can_go_on_with_them)
{
    relation_folder f{models, ""};
    EXPECT_EQ(
        f.cells("select name, type from pragma_table_info('thing') where name in ('on', 'made', 'due', 'buf', 'id')"),
        "text on|text INTEGER;text made|text INTEGER;text buf|text TEXT;text due|text INTEGER;text id|text INTEGER;");
    EXPECT_EQ(f.ask("POST", "things", R"({"due":"2014-06-01"})").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells("select due from thing"), "integer 1401580800000;");
}

TEST(loopback_tables, date_columns_that_are_declared_as_texts_go_on_as_texts)
{
    relation_folder f{models, "",
                      R"(create table thing (id integer primary key, name text, count real, "on" integer, made text,
                         obj text, list text, "any" text, geo text, buf blob, due datetime, ownerid integer);
                         insert into thing(made, due, "any") values('2014-06-01 08:30:00', 0, '"a"'),
                                                     ('2014-06-01 08:30:00.123456', '2014-06-01 08:30:00', 'a'))"};
    EXPECT_EQ(f.ask("GET", R"(things?filter={"fields":["made","due","any"]})"),
              R"(200 [{"made":"2014-06-01T08:30:00.000Z","any":"a","due":"1970-01-01T00:00:00.000Z"},)"
              R"({"made":"2014-06-01T08:30:00.123Z","any":"a","due":"2014-06-01T08:30:00.000Z"}])");
    EXPECT_EQ(f.ask("GET", R"(things/count?where={"made":{"gt":"2014-06-01T08:30:00Z"}})"), R"(200 {"count":1})");
    EXPECT_EQ(f.ask("PATCH", "things/1", R"({"made":"2020-01-01","due":"2020-01-01"})").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells("select made, due from thing where id = 1"), "text 2020-01-01 00:00:00|integer 1577836800000;");
}

TEST(loopback_tables, a_date_may_be_asked_for_as_text)
{
    relation_folder f{
        {{"Note", R"({"name":"Note","properties":{"at":{"type":"date","sqlite3":{"dataType":"TEXT"}}}})"}}, ""};
    EXPECT_EQ(f.ask("POST", "notes", R"({"at":"2020-01-01"})"), R"(200 {"at":"2020-01-01T00:00:00.000Z","id":1})");
    EXPECT_EQ(f.cells("select at from note"), "text 2020-01-01 00:00:00;");
}

TEST(loopback_tables, pages_by_cursor_go_by_dates_and_keys_of_reals)
{
    relation_folder f{models, "", tables};
    f.run(R"(insert into thing(due, ownerid) values(5, 2), (-7, 2), (0, 1))");
    for (const std::string order : {"due", "ownerId DESC", "made"}) {
        std::string seen;
        std::string target = "/api/things?filter={\"fields\":\"id\",\"order\":\"" + order + "\",\"limit\":2}&after=";
        while (!target.empty()) {
            const auto a = (*f.answers)(ginnel::rest::request{"GET", target, "", "application/json"});
            ASSERT_EQ(a.status, 200U) << a.body;
            seen += a.body;
            target.clear();
            for (const auto& [name, links] : a.headers)
                if (const auto end = links.find(">; rel=\"next\""); name == "Link" && end != std::string::npos) {
                    const auto begin = links.rfind('<', end) + 1;
                    target = links.substr(begin, end - begin);
                }
        }
        EXPECT_EQ(seen, order == "due"    ? R"([{"id":4},{"id":1}][{"id":2},{"id":5}][{"id":3}])"
                        : order == "made" ? R"([{"id":2},{"id":3}][{"id":4},{"id":5}][{"id":1}])"
                                          : R"([{"id":4},{"id":3}][{"id":5},{"id":2}][{"id":1}])")
            << order;
    }
}

TEST(loopback_tables, embedded_rows_and_lists_of_keys_are_found_within_texts)
{
    relation_folder f{
        {{"Phone",
          R"({"name":"Phone","base":"Model","properties":{"id":{"type":"number","id":true},"number":"string"}})"},
         {"Thing", thing},
         {"Owner", owner},
         {"Link", link},
         {"Person", R"({"name":"Person","properties":{},"relations":{
            "phones":{"type":"embedsMany","model":"Phone","property":"_phones"},
            "favorites":{"type":"referencesMany","model":"Owner","foreignKey":"favoriteIds"}}})"}},
        "",
        tables + R"sql(CREATE TABLE "person" ("id" INTEGER NOT NULL PRIMARY KEY,"_phones" TEXT,"favoriteids" TEXT);
            INSERT INTO "person"("_phones","favoriteids") VALUES('"[{\"id\":1,\"number\":\"5\"}]"','"[1]"');)sql"};
    EXPECT_EQ(f.ask("GET", "people/1/phones"), R"(200 [{"id":1,"number":"5"}])");
    EXPECT_EQ(f.ask("GET", R"(people?filter={"include":["phones","favorites"]})"),
              R"(200 [{"id":1,"phones":[{"id":1,"number":"5"}],"_phones":[{"id":1,"number":"5"}],)"
              R"("favoriteIds":[1],"favorites":[{"name":"Ann","id":1}]}])");
    EXPECT_EQ(f.ask("POST", "people/1/phones", R"({"id":2,"number":"6"})").substr(0, 4), "200 ");
    EXPECT_EQ(f.cells("select _phones from person"), R"(text [{"id":1,"number":"5"},{"id":2,"number":"6"}];)");
}

TEST(loopback_tables, programs_find_timestamps_in_them)
{
    relation_folder f{models, "", tables};
    auto app = f.application->records();
    const auto row = app.model("Thing").find_by_id(1);
    EXPECT_EQ((*row)["made"].as<std::string>(), "2014-06-01 08:30:00.123000");
    EXPECT_EQ((*row)["ownerId"].as<std::int64_t>(), 1);
    EXPECT_EQ(app.model("Thing").query().where("due", "<", "1970-01-01 00:00:00").count(), 1);
    EXPECT_EQ(app.model("Thing").query().where_year("due", 1969).count(), 1);
    EXPECT_EQ(app.model("Thing").query().where_date("due", "1969-12-31").count(), 1);
    EXPECT_EQ(app.model("Thing").query().where_time("due", "23:59:59").count(), 1);
    EXPECT_EQ(app.model("Thing").query().max("due").as<std::string>(), "1970-01-01 00:00:00");
}

} // namespace
