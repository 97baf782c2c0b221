#include "relation_folder.hpp"
#include "rest/openapi/openapi.hpp"

#include <boost/json/parse.hpp>

namespace {

/// A model's file whose methods are these.
std::string with_methods(const std::string& model, const std::string& said)
{
    return model.substr(0, model.size() - 1) + R"(,"options":{"remoting":{"sharedMethods":)" + said + "}}}";
}

const std::string author = R"({"name":"Author","properties":{"name":"string"},"relations":{
    "books":{"type":"hasMany","model":"Book","options":{"nestRemoting":true}},
    "tags":{"type":"hasAndBelongsToMany","model":"Tag"},
    "desk":{"type":"hasOne","model":"Desk"},
    "phones":{"type":"embedsMany","model":"Phone"},
    "face":{"type":"embedsOne","model":"Phone","property":"picture"},
    "picks":{"type":"referencesMany","model":"Tag","foreignKey":"pickIds"}}})";
const std::string book =
    R"({"name":"Book","properties":{"title":"string"},"relations":{"author":{"type":"belongsTo","model":"Author"},
        "chapters":{"type":"hasMany","model":"Chapter"}}})";

std::map<std::string, std::string> models_with(const std::string& of_author, const std::string& of_book = "{}")
{
    return {{"Author", with_methods(author, of_author)},
            {"Book", with_methods(book, of_book)},
            {"Chapter", R"({"name":"Chapter","properties":{"title":"string"}})"},
            {"Tag", R"({"name":"Tag","properties":{"text":"string"}})"},
            {"Desk", R"({"name":"Desk","properties":{"wood":"string"}})"},
            {"Phone", R"({"name":"Phone","base":"Model","idInjection":false,
                "properties":{"id":{"type":"number","id":true},"number":"string"}})"}};
}

const std::string rows = R"(
    insert into author (id, name, _phones, picture, pickids) values
      (1, 'Io', '[{"id":1,"number":"1"}]', '{"number":"2"}', '[1]');
    insert into book (id, title, authorid) values (1, 'One', 1);
    insert into chapter (id, title, bookid) values (1, 'First', 1);
    insert into tag (id, text) values (1, 'red'), (2, 'blue');
    insert into authortag (id, authorid, tagid) values (1, 1, 1);
    insert into desk (id, wood, authorid) values (1, 'oak', 1);)";

struct asked {
    const char* method; ///< LoopBack's name
    const char *verb, *path, *body;
};

// In an order in which what one of them changes is not missed by another.
const std::vector<asked> all{{"__get__books", "GET", "/books", ""},
                             {"__count__books", "GET", "/books/count", ""},
                             {"__findById__books", "GET", "/books/1", ""},
                             {"__updateById__books", "PUT", "/books/1", R"({"title":"Two"})"},
                             {"__create__books", "POST", "/books", R"({"title":"New"})"},
                             {"__destroyById__books", "DELETE", "/books/2", ""},
                             {"__get__books__chapters", "GET", "/books/1/chapters", ""},
                             {"__count__books__chapters", "GET", "/books/1/chapters/count", ""},
                             {"__create__books__chapters", "POST", "/books/1/chapters", R"({"title":"Second"})"},
                             {"__delete__books", "DELETE", "/books", ""},
                             {"__exists__tags", "HEAD", "/tags/rel/1", ""},
                             {"__link__tags", "PUT", "/tags/rel/2", ""},
                             {"__unlink__tags", "DELETE", "/tags/rel/2", ""},
                             {"__sync__tags", "PUT", "/tags/rel", "[1]"},
                             {"__get__desk", "GET", "/desk", ""},
                             {"__update__desk", "PUT", "/desk", R"({"wood":"ash"})"},
                             {"__destroy__desk", "DELETE", "/desk", ""},
                             {"__create__desk", "POST", "/desk", R"({"wood":"elm"})"},
                             {"__get__phones", "GET", "/phones", ""},
                             {"__count__phones", "GET", "/phones/count", ""},
                             {"__create__phones", "POST", "/phones", R"({"number":"3"})"},
                             {"__findById__phones", "GET", "/phones/1", ""},
                             {"__updateById__phones", "PUT", "/phones/1", R"({"number":"4"})"},
                             {"__destroyById__phones", "DELETE", "/phones/1", ""},
                             {"__delete__phones", "DELETE", "/phones", ""},
                             {"__get__face", "GET", "/face", ""},
                             {"__update__face", "PUT", "/face", R"({"number":"5"})"},
                             {"__destroy__face", "DELETE", "/face", ""},
                             {"__create__face", "POST", "/face", R"({"number":"6"})"},
                             {"__get__picks", "GET", "/picks", ""},
                             {"__exists__picks", "HEAD", "/picks/rel/1", ""},
                             {"__link__picks", "PUT", "/picks/rel/2", ""},
                             {"__unlink__picks", "DELETE", "/picks/rel/2", ""},
                             {"__count__picks", "GET", "/picks/count", ""}};

std::string status(relation_folder& f, const asked& a)
{
    return f.ask(a.verb, std::string{"authors/1"} + a.path, a.body).substr(0, 3);
}

/// Every other one, from the first or the second: what stands beside each is then on.
bool is_off(std::size_t i, std::size_t first)
{
    return i % 2 == first;
}

std::string every_other_off(std::size_t first)
{
    std::string said;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (is_off(i, first))
            said += (said.empty() ? "{\"prototype." : ",\"prototype.") + std::string{all[i].method} + "\":false";
    return said + "}";
}

TEST(switched_off_methods, of_relations_have_no_route_alone_of_all)
{
    relation_folder open{models_with("{}"), rows};
    for (const auto& a : all)
        EXPECT_EQ(status(open, a).front(), '2') << a.method;
    for (const std::size_t first : {0U, 1U}) {
        relation_folder f{models_with(every_other_off(first)), rows};
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto said = f.ask(all[i].verb, std::string{"authors/1"} + all[i].path, all[i].body);
            const bool no_route = said == "404" || said.find("has no method handling") != std::string::npos;
            // A sync is off with the link or the unlink beside it; HEAD says no more than 404.
            if (std::string_view{all[i].method}.starts_with("__sync__"))
                continue;
            EXPECT_EQ(no_route, is_off(i, first)) << all[i].method << ": " << said;
            if (no_route) {
                EXPECT_TRUE(f.statements.empty()) << all[i].method;
            }
        }
    }
}

TEST(switched_off_methods, are_told_as_loopback_tells_a_route_that_is_not_there)
{
    relation_folder f{models_with(R"({"prototype.__get__books":false})"), rows};
    EXPECT_EQ(
        f.ask("GET", "authors/1/books"),
        R"(404 {"error":{"statusCode":404,"name":"Error","message":"Shared class \"Author\" has no method handling GET /1/books"}})");
    // A count that is switched off leaves the path to the row of this key, which no row has.
    relation_folder counts{models_with(R"({"prototype.__count__books":false})"), rows};
    EXPECT_EQ(status(counts, {"", "GET", "/books/count", ""}), "404");
    EXPECT_EQ(status(counts, {"", "GET", "/books/1", ""}), "200");
}

TEST(switched_off_methods, leave_includes_and_the_other_side_as_they_are)
{
    relation_folder f{models_with(R"({"prototype.__*__books":false})"), rows};
    EXPECT_EQ(f.ask("GET", R"(authors/1?filter={"fields":["id"],"include":"books"})"),
              R"(200 {"id":1,"books":[{"title":"One","id":1,"authorId":1}]})");
    EXPECT_EQ(f.ask("GET", "books/1/author").substr(0, 3), "200");
    EXPECT_EQ(status(f, {"", "GET", "/books/1/chapters", ""}), "404");
    EXPECT_EQ(f.ask("GET", "books/1/chapters").substr(0, 3), "200");
}

TEST(switched_off_methods, of_a_relation_are_off_where_another_leads_to_them)
{
    relation_folder f{models_with("{}", R"({"prototype.__get__chapters":false})"), rows};
    EXPECT_EQ(status(f, {"", "GET", "/books/1/chapters", ""}), "404");
    EXPECT_EQ(status(f, {"", "GET", "/books/1/chapters/count", ""}), "200");
}

TEST(switched_off_methods, of_a_star_are_all_but_those_that_are_named)
{
    relation_folder f{models_with(R"({"*":false,"find":true,"prototype.__get__tags":true})"), rows};
    EXPECT_EQ(f.ask("GET", "authors").substr(0, 3), "200");
    EXPECT_EQ(f.ask("GET", "authors/1").substr(0, 3), "404");
    EXPECT_EQ(status(f, {"", "GET", "/tags", ""}), "200");
    for (const auto& a : all)
        EXPECT_EQ(status(f, a), "404") << a.method;
}

TEST(switched_off_methods, are_not_in_the_openapi_document)
{
    const auto operations = [](const std::string& said) {
        const relation_folder f{models_with(said), rows};
        std::set<std::string> out;
        const auto document = boost::json::parse(ginnel::rest::openapi_document(*f.application));
        for (const auto& path : document.at("paths").as_object())
            for (const auto& operation : path.value().as_object())
                out.insert(std::string{operation.value().at("operationId").as_string()});
        return out;
    };
    const auto open = operations("{}");
    for (const std::size_t first : {0U, 1U}) {
        auto expected = open;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (is_off(i, first))
                expected.erase(std::string{"Author.prototype."} + all[i].method);
        expected.erase("Author.prototype.__sync__tags"); // one of link and unlink is off
        EXPECT_LT(expected.size() + 10, open.size());
        EXPECT_EQ(operations(every_other_off(first)), expected);
    }
}

} // namespace
