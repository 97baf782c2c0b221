#include "relation_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

// Totals and pages by headers.

namespace {

using ginnel::rest::answer;
using ginnel::rest::request;

const std::map<std::string, std::string> models{
    {"Author", R"({"name":"Author","properties":{"name":"string","rank":"number"},
        "relations":{"books":{"type":"hasMany","model":"Book"},
                     "labels":{"type":"hasMany","model":"Label","through":"Sticker"}},
        "scopes":{"ranked":{"where":{"rank":{"gt":1}}}}})"},
    {"Book",
     R"({"name":"Book","properties":{"title":"string"},"relations":{"author":{"type":"belongsTo","model":"Author"}}})"},
    {"Label", R"({"name":"Label","properties":{"text":"string"}})"},
    {"Sticker", R"({"name":"Sticker","properties":{"place":"number"},
        "relations":{"author":{"type":"belongsTo","model":"Author"},"label":{"type":"belongsTo","model":"Label"}}})"},
};
const std::string rows = "insert into Author values ('A', 1, 1), ('B', 2, 2), ('C', 2, 3), ('D', null, 4), ('E', 2, 5);"
                         "insert into Book values ('x', 1, 1), ('y', 2, 1), ('z', 3, 1), ('w', 4, 2);"
                         "insert into Label values ('l', 1), ('m', 2), ('n', 3);"
                         "insert into Sticker values (1, 1, 1, 1), (2, 2, 1, 2), (3, 3, 1, 3), (4, 4, 1, 1)";

struct page : relation_folder, testing::Test {
    page() : relation_folder{models, rows} {}

    answer ask(const std::string& target, std::string_view prefer = {})
    {
        statements.clear();
        request r{"GET", target};
        r.prefer = prefer;
        return (*answers)(r);
    }
    static std::string header(const answer& a, std::string_view name)
    {
        const auto found =
            std::find_if(a.headers.begin(), a.headers.end(), [&](const auto& h) { return h.first == name; });
        return found == a.headers.end() ? std::string{} : found->second;
    }
    /// Where a Link leads; empty: there is none.
    static std::string link(const answer& a, const std::string& relation)
    {
        const auto links = header(a, "Link");
        const auto end = links.find(">; rel=\"" + relation + '"');
        if (end == std::string::npos)
            return {};
        const auto from = links.rfind('<', end) + 1;
        return links.substr(from, end - from);
    }
};

TEST_F(page, total_is_told_when_it_is_asked_for_by_one_statement_more)
{
    auto a = ask(R"(/api/authors?filter={"limit":2,"skip":1,"fields":["id"]})", "count=exact");
    EXPECT_EQ(a.body, R"([{"id":2},{"id":3}])");
    EXPECT_EQ(header(a, "X-Total-Count"), "5");
    EXPECT_EQ(header(a, "Content-Range"), "items 1-2/5");
    EXPECT_EQ(header(a, "Preference-Applied"), "count=exact");
    EXPECT_EQ(statements.size(), 2U);
    a = ask(R"(/api/authors?filter={"where":{"rank":2},"limit":1})", "respond-async ,  Count=Exact; a=b");
    EXPECT_EQ(header(a, "Content-Range"), "items 0-0/3");
    a = ask(R"(/api/authors?filter={"where":{"name":"Z"}})", "count=exact");
    EXPECT_EQ(header(a, "Content-Range"), "items */0");
    EXPECT_EQ(a.status, 200U);
    a = ask("/api/authors", "count=planned");
    EXPECT_TRUE(a.headers.empty());
    EXPECT_EQ(statements.size(), 1U);
}

TEST_F(page, total_is_that_of_relations_and_scopes_too)
{
    EXPECT_EQ(header(ask(R"(/api/authors/1/books?filter={"limit":1})", "count=exact"), "Content-Range"), "items 0-0/3");
    EXPECT_EQ(statements.size(), 2U);
    EXPECT_EQ(header(ask("/api/authors/1/labels", "count=exact"), "X-Total-Count"),
              "4"); // a row per link, without a filter
    EXPECT_EQ(header(ask("/api/authors/1/labels?filter={}", "count=exact"), "X-Total-Count"), "3");
    EXPECT_EQ(header(ask(R"(/api/authors/1/labels?filter={"through":true,"limit":1})", "count=exact"), "X-Total-Count"),
              "4");
    EXPECT_EQ(header(ask("/api/authors/3/books", "count=exact"), "X-Total-Count"), "0");
    EXPECT_EQ(ask("/api/authors/9/books", "count=exact").status, 404U);
    EXPECT_EQ(header(ask(R"(/api/authors/ranked?filter={"limit":1})", "count=exact"), "X-Total-Count"), "3");
}

struct page_of_secrets : relation_folder, testing::Test {
    page_of_secrets()
        : relation_folder{{{"Person", R"({"name":"Person","properties":{"name":"string","pin":"string"},"hidden":["pin"],
                              "scopes":{"by_pin":{"order":"pin"}}})"}},
                          "insert into Person values ('Ann', 'x7', 1), ('Bob', 'x8', 2)"}
    {
    }
};

TEST_F(page_of_secrets, has_no_cursor_over_what_is_not_shown)
{
    const auto ask = [&](const std::string& target) { return (*answers)(request{"GET", target}); };
    EXPECT_EQ(ask(R"(/api/people?filter={"order":"pin","limit":1})").status, 200U);
    for (const std::string at : {R"(/api/people?filter={"order":"pin","limit":1}&after=)",
                                 R"(/api/people?filter={"order":["name","pin"],"limit":1}&after=)",
                                 R"(/api/people/by_pin?filter={"limit":1}&after=)"}) {
        const auto a = ask(at);
        EXPECT_EQ(a.status, 400U) << at << a.body;
        EXPECT_NE(a.body.find("pin, which is not shown"), std::string::npos) << a.body;
        EXPECT_TRUE(page::header(a, "Link").empty());
    }
    EXPECT_FALSE(page::header(ask(R"(/api/people?filter={"order":"name","limit":1}&after=)"), "Link").empty());
}

TEST_F(page, follows_page_by_the_link_of_the_one_before)
{
    std::string target = R"(/api/authors?filter={"limit":2,"order":"rank DESC","fields":["id"]}&after=&x=1)";
    std::vector<std::string> bodies;
    std::string back;
    while (!target.empty()) {
        const auto a = ask(target);
        EXPECT_EQ(a.status, 200U);
        EXPECT_EQ(statements.size(), 1U);
        bodies.push_back(a.body);
        target = link(a, "next");
        back = link(a, "prev");
        ASSERT_LT(bodies.size(), 9U);
    }
    EXPECT_EQ(bodies, (std::vector<std::string>{R"([{"id":5},{"id":3}])", R"([{"id":2},{"id":1}])", R"([{"id":4}])"}));
    const auto before = ask(back);
    EXPECT_EQ(before.body, bodies[1]); // in the same order
    EXPECT_EQ(ask(link(before, "prev")).body, bodies[0]);
    EXPECT_EQ(ask(link(before, "next")).body, bodies[2]);
    EXPECT_EQ(back.find("x=1&after=") == std::string::npos, false) << back;
}

TEST_F(page, shifts_by_no_row_that_is_made_or_deleted_between)
{
    const auto first = ask(R"(/api/authors?filter={"limit":2,"fields":["id"]}&after=)");
    EXPECT_EQ(first.body, R"([{"id":1},{"id":2}])");
    run("delete from Author where id in (1, 2); insert into Author values ('F', 1, -7)");
    EXPECT_EQ(ask(link(first, "next")).body, R"([{"id":3},{"id":4}])");
}

TEST_F(page, has_its_includes_and_its_total)
{
    const auto a = ask(R"(/api/authors?filter={"limit":1,"fields":["id"],"include":"books"}&after=)", "count=exact");
    EXPECT_EQ(
        a.body,
        R"([{"id":1,"books":[{"title":"x","id":1,"authorId":1},{"title":"y","id":2,"authorId":1},{"title":"z","id":3,"authorId":1}]}])");
    EXPECT_EQ(header(a, "X-Total-Count"), "5");
    EXPECT_EQ(header(a, "Content-Range"), "");
    EXPECT_EQ(statements.size(), 3U);
}

TEST_F(page, is_of_relations_and_scopes_too)
{
    auto a = ask(R"(/api/authors/1/books?filter[limit]=2&filter[fields]=id&after)");
    EXPECT_EQ(a.body, R"([{"id":1},{"id":2}])");
    EXPECT_EQ(statements.size(), 1U);
    EXPECT_EQ(ask(link(a, "next")).body, R"([{"id":3}])");
    a = ask(R"(/api/authors/1/labels?filter={"limit":2}&after=)");
    EXPECT_EQ(a.body, R"([{"text":"l","id":1},{"text":"m","id":2}])");
    EXPECT_EQ(ask(link(a, "next")).body, R"([{"text":"n","id":3}])");
    a = ask(R"(/api/authors/ranked?filter={"limit":2,"fields":"id"}&after=)");
    EXPECT_EQ(ask(link(a, "next")).body, R"([{"id":5}])");
    EXPECT_EQ(ask(R"(/api/authors/9/books?filter={"limit":2}&after=)").status, 404U);
}

TEST_F(page, that_cannot_be_is_a_400_that_says_why)
{
    const auto told = [&](const std::string& target) {
        const auto a = ask(target);
        EXPECT_EQ(a.status, 400U) << target << a.body;
        return a.body;
    };
    const auto says = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(says(told("/api/authors?after="), R"(write filter={\"limit\": 20})"));
    EXPECT_TRUE(says(told(R"(/api/authors?filter={"limit":2,"skip":1}&after=)"), "leave skip out"));
    EXPECT_TRUE(says(told(R"(/api/authors?filter={"limit":20000}&after=)"), "at most 10000 rows"));
    EXPECT_TRUE(says(told(R"(/api/authors?filter={"limit":2,"after":""})"), "beside the filter"));
    EXPECT_TRUE(
        says(told(R"(/api/books?filter={"limit":2,"order":"author.name"}&after=)"), "properties of its own rows"));
    EXPECT_TRUE(says(told(R"(/api/authors/1/labels?filter={"limit":2,"through":true}&after=)"), "not of links"));
    EXPECT_TRUE(says(told(R"(/api/authors?filter={"limit":2}&after=abc)"), "E_CURSOR"));
    const auto next = link(ask(R"(/api/authors?filter={"limit":2}&after=)"), "next");
    const auto cursor = next.substr(next.find("after=") + 6);
    EXPECT_TRUE(says(told(R"(/api/books?filter={"limit":2}&after=)" + cursor), "E_CURSOR_FOREIGN"));
    EXPECT_TRUE(says(told(R"(/api/authors?filter={"limit":2,"order":"name"}&after=)" + cursor), "E_CURSOR_FOREIGN"));
    auto forged = cursor;
    forged[60] = forged[60] == 'A' ? 'B' : 'A';
    EXPECT_TRUE(says(told(R"(/api/authors?filter={"limit":2}&after=)" + forged), "E_CURSOR"));
}

TEST_F(page, link_is_one_though_the_filter_holds_the_signs_of_links)
{
    const auto a = ask(R"(/api/authors?filter={"limit":1,"where":{"name":{"gt":"<>\u003e,;"}}}&after=)");
    const auto links = header(a, "Link");
    EXPECT_EQ(std::count(links.begin(), links.end(), '>'), 1);
    EXPECT_EQ(ask(link(a, "next")).body, R"([{"name":"B","rank":2,"id":2}])");
}

} // namespace
