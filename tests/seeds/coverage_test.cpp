// Each block of the seed documents has a test named after its heading, or stands in pending.md; never both. Further
// tests of a block have names that go on from its. blocks.json lists the blocks: document, heading, and the block's
// number under it (0: a heading without a block that promises something).
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace seeds {

namespace {

std::string read(const std::string& name)
{
    std::ifstream file{GINNEL_ROOT "/tests/seeds/" + name};
    if (!file)
        throw std::runtime_error{name + " is missing"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// SQLite reads JSON already.
std::vector<std::vector<std::string>> rows_of_json(const std::string& json, const char* sql)
{
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db{opened, &sqlite3_close};
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(opened, sql, -1, &made, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(opened)};
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement{made, &sqlite3_finalize};
    sqlite3_bind_text(made, 1, json.c_str(), -1, SQLITE_TRANSIENT);
    std::vector<std::vector<std::string>> out;
    int result = 0;
    while ((result = sqlite3_step(made)) == SQLITE_ROW) {
        auto& row = out.emplace_back();
        for (int i = 0; i < sqlite3_column_count(made); ++i) {
            const auto* cell = sqlite3_column_text(made, i);
            row.emplace_back(cell == nullptr ? "" : reinterpret_cast<const char*>(cell));
        }
    }
    if (result != SQLITE_DONE)
        throw std::runtime_error{sqlite3_errmsg(opened)};
    return out;
}

/// "onQuery" is on_query, "save/saveMany" save_save_many, "Query Builder" query_builder.
std::string snake_case(const std::string& heading)
{
    std::string out;
    bool after_lower = false;
    for (const char c : heading) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u) == 0) {
            if (!out.empty() && out.back() != '_')
                out += '_';
            after_lower = false;
            continue;
        }
        if (std::isupper(u) != 0 && after_lower)
            out += '_';
        out += static_cast<char>(std::tolower(u));
        after_lower = std::islower(u) != 0;
    }
    while (!out.empty() && out.back() == '_')
        out.pop_back();
    return out;
}

/// Names of tests that the documents ask for: "many_to_many_guide.attach_2".
std::set<std::string> wanted()
{
    std::set<std::string> out;
    for (const auto& row : rows_of_json(
             read("blocks.json"), "select value->>'document', value->>'heading', value->>'ordinal', "
                                  "max(value->>'ordinal') over (partition by value->>'document', value->>'heading') "
                                  "from json_each(?)")) {
        const std::string name = row[0] + '.' + snake_case(row[1]) + (row[3] > "1" ? '_' + row[2] : "");
        EXPECT_TRUE(out.insert(name).second) << name << " stands twice in blocks.json";
    }
    return out;
}

/// The first cell of each row of the table in pending.md.
std::set<std::string> pending()
{
    std::set<std::string> out;
    std::istringstream lines{read("pending.md")};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `"))
            continue;
        const auto name = line.substr(3, line.find('`', 3) - 3);
        EXPECT_TRUE(out.insert(name).second) << name << " stands twice in pending.md";
    }
    return out;
}

std::set<std::string> written()
{
    std::set<std::string> out;
    const auto& all = *testing::UnitTest::GetInstance();
    for (int i = 0; i < all.total_test_suite_count(); ++i) {
        const auto& suite = *all.GetTestSuite(i);
        for (int j = 0; j < suite.total_test_count(); ++j)
            out.insert(std::string{suite.name()} + '.' + suite.GetTestInfo(j)->name());
    }
    return out;
}

} // namespace

TEST(coverage, every_block_has_a_test_or_is_pending_and_never_both)
{
    const auto blocks = wanted(), waiting = pending(), tests = written();
    EXPECT_GE(blocks.size(), 43U);
    for (const auto& block : blocks) {
        EXPECT_TRUE(tests.contains(block) || waiting.contains(block)) << block << " has no test and is not pending";
        EXPECT_FALSE(tests.contains(block) && waiting.contains(block))
            << block << " has a test: take it out of pending.md";
    }
    for (const auto& name : waiting)
        EXPECT_TRUE(blocks.contains(name)) << name << " is pending and in no document";
}

TEST(coverage, every_test_of_a_document_belongs_to_a_block)
{
    const auto blocks = wanted();
    for (const auto& name : written()) {
        const auto suite = name.substr(0, name.find('.'));
        const auto begins = [&](const auto& block) { return name == block || name.starts_with(block + '_'); };
        if (suite != "coverage") {
            EXPECT_TRUE(std::any_of(blocks.begin(), blocks.end(), begins))
                << name << " mirrors no block of blocks.json";
        }
    }
}

} // namespace seeds
