#include "app/application.hpp"
#include "rest/filters/file_filters.hpp"
#include "rest/routes/handler.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;
using ginnel::rest::request;

/// A folder of two models that lead to each other, a short time for statements, and rows that all belong together.
struct statement_limit : testing::Test {
    statement_limit()
    {
        fs::create_directories(path / "server");
        fs::create_directories(path / "common" / "models");
        write("server/config.json", R"({"ginnel": {"limits": {"statement": 0.02}}})");
        write("server/datasources.json", R"({"db": {"connector": "memory"}})");
        write("server/model-config.json", R"({"Left": {"dataSource": "db", "public": true},
                                              "Right": {"dataSource": "db", "public": true},
                                              "Pair": {"dataSource": "db"}})");
        write("common/models/left.json", R"({"name": "Left", "plural": "lefts", "properties": {"name": "string"},
            "relations": {"rights": {"type": "hasMany", "model": "Right", "through": "Pair"}}})");
        write("common/models/right.json", R"({"name": "Right", "properties": {"name": "string"},
            "relations": {"lefts": {"type": "hasMany", "model": "Left", "through": "Pair"}}})");
        write("common/models/pair.json", R"({"name": "Pair", "relations": {
            "left": {"type": "belongsTo", "model": "Left"}, "right": {"type": "belongsTo", "model": "Right"}}})");
        std::string rows, pairs;
        for (int i = 1; i <= 30; ++i) {
            rows += (i > 1 ? "," : "") + ("{\"id\":" + std::to_string(i) + ",\"name\":\"x\"}");
            for (int k = 1; k <= 30; ++k)
                pairs += (pairs.empty() ? "" : ",") + ("{\"id\":" + std::to_string(i * 100 + k) + ",\"leftId\":" +
                                                       std::to_string(i) + ",\"rightId\":" + std::to_string(k) + "}");
        }
        write("rows.json", "{\"Left\":[" + rows + "],\"Right\":[" + rows + "],\"Pair\":[" + pairs + "]}");
    }
    ~statement_limit() override { fs::remove_all(path); }
    void write(const char* file, const std::string& text) const { std::ofstream{path / file} << text; }

    fs::path path = fs::temp_directory_path() / ("statement-limit-" + std::to_string(getpid()));
};

TEST_F(statement_limit, ends_a_question_of_many_steps_with_503_and_others_are_answered)
{
    ginnel::app::application application{
        path, ginnel::app::overrides{.database = {}, .log = {}, .language = ginnel::rest::filters_of_files()}};
    application.connect();
    application.seed(path / "rows.json");
    const ginnel::rest::handler answers{application, application.settings().bounds, [](const std::string&) {}};
    const auto slow =
        answers(request{"GET", R"(/api/lefts/count?where={"rights.lefts.rights.lefts.rights.lefts.name":"none"})"});
    EXPECT_EQ(slow.status, 503U) << slow.body;
    EXPECT_NE(slow.body.find("ginnel.limits.statement"), std::string::npos) << slow.body;
    EXPECT_EQ(answers(request{"GET", R"(/api/lefts/count?where={"rights.name":"x"})"}).body, R"({"count":30})");
    const auto write =
        answers(request{"POST", R"(/api/lefts/update?where={"rights.lefts.rights.lefts.rights.lefts.name":"none"})",
                        R"({"name":"y"})", "application/json"});
    EXPECT_EQ(write.status, 503U) << write.body;
    EXPECT_EQ(answers(request{"GET", R"(/api/lefts/count?where={"name":"x"})"}).body, R"({"count":30})");
}

} // namespace
