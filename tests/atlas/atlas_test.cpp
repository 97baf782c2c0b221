// The program of `make run`, run as a user runs it: what it answers about real data, and what it says when something is
// amiss.
#include "atlas/program.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// Each case starts without a database.
class atlas : public testing::Test {
protected:
    void SetUp() override
    {
        for (const char* name : {"atlas.db", "atlas.db-wal", "atlas.db-shm"})
            fs::remove(name);
    }
};

/// The part of the output that belongs to the question with these words.
std::string answer(const std::string& out, const std::string& words)
{
    const std::size_t start = out.find(words);
    if (start == std::string::npos)
        return "no question \"" + words + "\" in:\n" + out;
    const std::size_t cost = out.find(" ms\n", start);
    return out.substr(start, cost + 4 - start);
}

/// Whether the texts stand one behind the other.
testing::AssertionResult in_order(const std::string& text, const std::vector<std::string>& parts)
{
    std::size_t at = 0;
    for (const std::string& part : parts) {
        at = text.find(part, at);
        if (at == std::string::npos)
            return testing::AssertionFailure() << "\"" << part << "\" is not where it should be in:\n" << text;
        at += part.size();
    }
    return testing::AssertionSuccess();
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// A failure that a user can read: status, one line, and in it these words.
void expect_one_line(const outcome& run, int status, const std::string& words)
{
    EXPECT_EQ(run.status, status) << run.err;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_EQ(run.err.rfind("atlas: ", 0), 0U) << run.err;
    EXPECT_TRUE(has(run.err, words)) << run.err;
}

void write(const fs::path& file, const std::string& text)
{
    std::ofstream{file, std::ios::binary} << text;
}

std::string without_spaces(std::string text)
{
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; }), text.end());
    return text;
}

TEST_F(atlas, answers_with_facts_of_the_world)
{
    const outcome run = run_atlas();
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run.err, "");

    const std::string largest = answer(run.out, "five largest countries");
    EXPECT_TRUE(in_order(largest, {"Africa",    "Algeria", "DR Congo",      "Sudan",      "Libya",      "Chad",
                                   "Americas",  "Canada",  "United States", "Brazil",     "Argentina",  "Greenland",
                                   "Antarctic", "Asia",    "China",         "India",      "Kazakhstan", "Saudi Arabia",
                                   "Indonesia", "Europe",  "Russia",        "17,098,242", "Ukraine",    "France",
                                   "Spain",     "Sweden",  "Oceania",       "Australia",  "7,692,024"}));
    EXPECT_FALSE(has(largest, "Norway")) << "the sixth of Europe";

    EXPECT_TRUE(in_order(answer(run.out, "has Oceania"), {"'Eua", "Tonga", "the first 8 of 172"}));
    EXPECT_TRUE(
        in_order(answer(run.out, "each continent"), {"Africa", "1,108", "Asia", "1,189", "Europe", "2,004",
                                                     "North America", "413", "South America", "241", "Acre, "}));

    const std::string neighbours = answer(run.out, "Portuguese is spoken");
    EXPECT_TRUE(
        in_order(neighbours, {"Argentina ", "Bolivia ", "China ", "Macau", "Colombia ", "French Guiana ", "Guyana ",
                              "Indonesia ", "Timor-Leste", "Paraguay ", "Peru ", "Spain ", "Portugal", "Suriname ",
                              "Uruguay ", "Venezuela ", "Zambia ", "Angola, Mozambique", "26 countries"}));
    EXPECT_FALSE(has(neighbours, "\n  Brazil")) << "it borders no country where Portuguese is spoken";

    EXPECT_TRUE(in_order(answer(run.out, "most countries"),
                         {"English", "91", "French", "46", "Arabic", "25", "Spanish", "24"}));
    EXPECT_TRUE(in_order(answer(run.out, "Singapore call itself"),
                         {"新加坡", "Republic of Singapore", "Singapura", "சிங்கப்பூர்"}));
    EXPECT_TRUE(
        in_order(answer(run.out, "as JSON"), {"\"name\": \"Antarctic\"", "\"countries\": [", "\"capital\": null",
                                              "[{\"code\": \"fra\", \"name\": \"French\"}]"}));
}

TEST_F(atlas, counts_the_statements_of_each_question)
{
    const outcome run = run_atlas();
    std::vector<std::string> counts;
    const std::regex cost{R"(\n  (\d+) statements?, [0-9.]+ ms\n)"};
    for (std::sregex_iterator it{run.out.begin(), run.out.end(), cost}, end; it != end; ++it)
        counts.push_back((*it)[1]);
    EXPECT_EQ(counts, (std::vector<std::string>{"2", "4", "2", "2", "1", "2", "4"}));
}

TEST_F(atlas, loads_once)
{
    const outcome first = run_atlas();
    EXPECT_TRUE(
        in_order(first.out, {"loaded 250 countries", "loaded 5,127 subdivisions", "atlas.db holds 250 countries"}));
    const auto written = fs::last_write_time("atlas.db");

    const outcome second =
        run_atlas({"--countries", "missing.json", "--iso-codes", "missing"}); // needs no data any more
    ASSERT_EQ(second.status, 0) << second.err;
    EXPECT_FALSE(has(second.out, "  loaded "));
    EXPECT_TRUE(has(second.out, "was loaded before: atlas.db holds 250 countries and 5,127 subdivisions"));
    EXPECT_EQ(fs::last_write_time("atlas.db"), written);

    const std::regex time{R"([0-9.]+ ms)"};
    const auto answers = [&](const std::string& out) {
        return std::regex_replace(out.substr(out.find("\nWhich")), time, "");
    };
    EXPECT_EQ(answers(second.out), answers(first.out));
}

TEST_F(atlas, starts_over_after_a_load_that_broke_off)
{
    fs::create_directories("broken");
    for (const char* file : {"iso_639-3.json", "iso_4217.json"})
        fs::copy_file(fs::path{"/usr/share/iso-codes/json"} / file, fs::path{"broken"} / file,
                      fs::copy_options::overwrite_existing);
    // Countries go in before the file turns out to be broken.
    write("broken/iso_3166-2.json",
          R"({"3166-2": [{"code": "AD-02", "name": "Canillo", "type": "Parish"}, {"code": "AD-03"}]})");
    const outcome broken = run_atlas({"--iso-codes", "broken"});
    expect_one_line(broken, 1, "broken/iso_3166-2.json does not hold");
    EXPECT_TRUE(has(broken.out, "loaded 250 countries"));

    const outcome again = run_atlas();
    ASSERT_EQ(again.status, 0) << again.err;
    EXPECT_TRUE(has(again.out, "\natlas.db holds 250 countries and 5,127 subdivisions")) << again.out;
}

TEST_F(atlas, shows_the_code_that_it_runs)
{
    std::size_t questions = 0;
    for (const fs::directory_entry& file : fs::directory_iterator{GINNEL_ROOT "/examples/atlas"}) {
        if (file.path().filename().string().rfind("questions_", 0) != 0)
            continue;
        std::ostringstream all;
        all << std::ifstream{file.path()}.rdbuf();
        const std::string source = all.str();
        for (std::size_t at = 0; (at = source.find("R\"(", at)) != std::string::npos; ++questions) {
            const std::size_t end = source.find(")\"", at);
            const std::string shown = source.substr(at + 3, end - at - 3);
            at = end;
            EXPECT_EQ(without_spaces(source.substr(end)).find(without_spaces(shown)), std::string{")\");"}.size())
                << file.path() << " runs something else than\n"
                << shown;
            std::istringstream lines{shown};
            for (std::string line; std::getline(lines, line);)
                EXPECT_LE(line.size(), 78U) << "wider than a terminal of 80 columns: " << line;
        }
    }
    EXPECT_EQ(questions, 7U);
}

TEST_F(atlas, plain_text_in_a_pipe)
{
    const outcome run = run_atlas();
    EXPECT_FALSE(has(run.out, "\x1b"));
    EXPECT_FALSE(has(run.out, "\r"));
}

TEST_F(atlas, says_what_is_wrong_with_the_command_line)
{
    expect_one_line(run_atlas({"--databse", "x.db"}), 2, "unknown option --databse");
    expect_one_line(run_atlas({"x.db"}), 2, "unknown option x.db");
    expect_one_line(run_atlas({"--database"}), 2, "--database needs a value");
    expect_one_line(run_atlas({"--database="}), 2, "--database needs a value");
    const outcome help = run_atlas({"--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_TRUE(has(help.out, "--database FILE"));
    EXPECT_FALSE(fs::exists("atlas.db")) << "a question about the command line makes no database";
}

TEST_F(atlas, says_which_data_is_missing)
{
    expect_one_line(run_atlas({"--countries", "nowhere.json"}), 1, "nowhere.json is missing; `make setup`");
    expect_one_line(run_atlas({"--iso-codes", "nowhere"}), 1, "nowhere/iso_3166-2.json is missing; `make setup`");
    write("cut.json", "[{\"name\":");
    expect_one_line(run_atlas({"--countries", "cut.json"}), 1, "cut.json is no JSON");
    for (const char* text : {"{}", "[]", "[1]", "[{\"name\": 3}]"}) {
        write("other.json", text);
        expect_one_line(run_atlas({"--countries", "other.json"}), 1, "other.json does not hold");
    }
}

TEST_F(atlas, says_what_is_wrong_with_the_database)
{
    write("noise.db", std::string(20000, 'x'));
    expect_one_line(run_atlas({"--database", "noise.db"}), 1, "no SQLite database");
    expect_one_line(run_atlas({"--database", "nowhere/atlas.db"}), 1, "does not exist");
    expect_one_line(run_atlas({"--database", "."}), 1, "the path is a folder");

    ASSERT_EQ(run_atlas().status, 0);
    std::fstream file{"atlas.db", std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(4096);
    file << std::string(200000, '\x5a');
    file.close();
    expect_one_line(run_atlas(), 1, "damaged");
}

TEST_F(atlas, says_that_the_database_is_locked)
{
    sqlite3* opened = nullptr;
    ASSERT_EQ(sqlite3_open("atlas.db", &opened), SQLITE_OK);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> other{opened, sqlite3_close};
    ASSERT_EQ(sqlite3_exec(opened, "begin exclusive; create table mine (a)", nullptr, nullptr, nullptr), SQLITE_OK);
    expect_one_line(run_atlas(), 1, "lock");
}

TEST_F(atlas, takes_any_file_name)
{
    const char* const name = "odd? name%20 ä.db";
    const outcome run = run_atlas({"--database", name});
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_TRUE(fs::exists(name));
    fs::remove(name);
}

} // namespace
