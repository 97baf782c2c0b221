// Keys given as a range: they mean what links without attributes mean.
#include "links/shop.hpp"

#include <gtest/gtest.h>

#include <set>

namespace links_shop {
namespace {

// A link table whose keys are texts.
struct Word {
    std::string id{};
};
struct Page {
    std::int64_t id{};
    ginnel::many_to_many<Word> words{};
};

TEST(key_ranges, a_range_of_integers_syncs_and_attaches_as_a_list_of_links_does)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    skills.attach({{s.sailing.id, {{"level", "expert"}}}});
    s.sent.clear();
    auto done = skills.sync(std::vector<std::int64_t>{s.chess.id, s.sailing.id, s.cooking.id, s.chess.id});
    EXPECT_EQ(s.sent.size(), 2U);
    EXPECT_EQ(done.attached, (keys{s.cooking.id, s.chess.id}));
    EXPECT_TRUE(done.detached.empty());
    EXPECT_TRUE(done.updated.empty());
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 -", "2 expert", "3 -"}));
    done = skills.sync(std::set<int>{static_cast<int>(s.chess.id)});
    EXPECT_EQ(done.detached, (keys{s.cooking.id, s.sailing.id}));
    const auto more = skills.attach(std::vector<long long>{s.chess.id, s.cooking.id, s.cooking.id});
    EXPECT_EQ(more.attached, (keys{s.cooking.id}));
    EXPECT_EQ(more.skipped, (keys{s.chess.id}));
    s.sent.clear();
    EXPECT_TRUE(skills.attach(std::vector<std::int64_t>{}).attached.empty());
    EXPECT_TRUE(s.sent.empty());
    EXPECT_EQ(skills.attach(std::vector<int>{1, 1}, {.duplicates = true}).attached.size(), 2U);
    EXPECT_EQ(skills.sync(std::vector<int>{}).detached.size(), 2U);
}

TEST(key_ranges, toggle_and_the_others_take_them_too)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    const std::vector<std::int64_t> two{s.cooking.id, s.chess.id};
    EXPECT_EQ(skills.toggle(two).attached, (keys{s.cooking.id, s.chess.id}));
    EXPECT_EQ(skills.sync_without_detaching(std::vector<std::int64_t>{s.sailing.id}).attached, (keys{s.sailing.id}));
    EXPECT_EQ(skills.toggle(two).detached, (keys{s.cooking.id, s.chess.id}));
    EXPECT_EQ(s.skills_of(s.asha), (texts{"2 -"}));
}

TEST(key_ranges, integers_for_a_key_that_is_a_text_mean_what_a_list_of_links_means)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Page, Word>();
    const Page page = db.create(Page{});
    db.create(Word{.id = "7"});
    const auto words = db.related(page, &Page::words);
    const auto outcome = [&](const auto& given) {
        try {
            return words.attach(given).attached.size();
        } catch (const ginnel::error& e) {
            return e.code().size() + 100;
        }
    };
    const auto of_list = outcome(std::initializer_list<ginnel::link>{7});
    words.detach();
    EXPECT_EQ(outcome(std::vector<std::int64_t>{7}), of_list);
    words.detach();
    EXPECT_EQ(words.attach(std::vector<std::string>{"7"}).attached, (keys{"7"}));
}

} // namespace
} // namespace links_shop
