// Writes of links on PostgreSQL, where the parent's row is locked by a statement of its own before the links are seen.
#if defined(GINNEL_POSTGRES)

#include "driver/postgres_database.hpp"
#include "links/shop.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

namespace links_shop {
namespace {

class postgres_links : public postgres_server::database_test {
protected:
    void begin(const std::string& url) override
    {
        db = std::make_unique<ginnel::database>(url);
        db->create_tables<User, Skill, Craft, Mastery, Tag, Physician, Appointment, Patient, Visit>();
        asha = db->create(User{.name = "Asha"});
        ben = db->create(User{.name = "Ben"});
        for (const char* name : {"Cooking", "Sailing", "Chess"})
            db->create(Skill{.name = name});
        db->log([this](std::string_view sql) {
            if (sql.starts_with("select") || sql.starts_with("insert") || sql.starts_with("update") ||
                sql.starts_with("delete"))
                sent.emplace_back(sql);
        });
    }
    bool begins_with_a_lock() const { return !sent.empty() && sent.front().ends_with(" for update"); }
    std::vector<std::int64_t> skills_of(const User& user)
    {
        std::vector<std::int64_t> out;
        for (const Skill& s : db->related(user, &User::skills).query().order_by(&Skill::id).all())
            out.push_back(s.id);
        sent.clear();
        return out;
    }

    std::unique_ptr<ginnel::database> db;
    std::vector<std::string> sent{};
    User asha{}, ben{};
};

using ids = std::vector<std::int64_t>;

TEST_F(postgres_links, each_write_locks_the_parent_first)
{
    const auto skills = db->related(asha, &User::skills);
    EXPECT_EQ(skills.toggle({1, 2}).attached.size(), 2U);
    EXPECT_TRUE(begins_with_a_lock());
    EXPECT_EQ(sent.size(), 3U) << "a lock, a look, an insert";
    sent.clear();
    EXPECT_EQ(skills.update_pivot({1, 2, 3}, {{"level", "expert"}}).size(), 2U);
    EXPECT_TRUE(begins_with_a_lock());
    EXPECT_EQ(sent.size(), 3U);
    sent.clear();
    EXPECT_EQ(skills.pivot_query().where("skill_id", 1).update({{"level", "novice"}}), 1);
    EXPECT_TRUE(begins_with_a_lock());
    EXPECT_EQ(sent.size(), 2U);
    sent.clear();
    EXPECT_EQ(skills.detach({1, 3}), 1);
    EXPECT_TRUE(begins_with_a_lock());
    EXPECT_EQ(sent.size(), 2U);
    EXPECT_EQ(skills_of(asha), (ids{2}));
    EXPECT_EQ(skills.pivot_query().where_null("level").count(), 0);
    EXPECT_EQ(skills.detach(), 1);
}

TEST_F(postgres_links, sync_of_many_parents_locks_them_all_in_one_statement)
{
    db->related(asha, &User::skills).attach({1, 2});
    sent.clear();
    const auto done = db->relation(&User::skills)
                          .sync_many({{ben.id, {{1, {{"level", "x"}}}}}, {asha.id, {{2, {{"level", "x"}}}, {3}}}});
    EXPECT_TRUE(begins_with_a_lock());
    EXPECT_EQ(sent.size(), 5U) << "a lock, a look, a delete, an update, an insert";
    ASSERT_EQ(done.size(), 2U);
    EXPECT_EQ(done[0].attached, (keys{1}));
    EXPECT_EQ(done[1].attached, (keys{3}));
    EXPECT_EQ(done[1].detached, (keys{1}));
    EXPECT_EQ(done[1].updated, (keys{2}));
    EXPECT_EQ(skills_of(asha), (ids{2, 3}));
    EXPECT_EQ(skills_of(ben), (ids{1}));
}

TEST_F(postgres_links, rows_are_saved_and_linked_over_a_model)
{
    const Physician doctor = db->create(Physician{.name = "Dr. No"});
    const auto patients = db->related(doctor, &Physician::patients);
    const Patient ann = patients.create({.name = "Ann"}, {.attributes = {{"room", "7"}}});
    Patient again = ann;
    again.name = "Anne";
    patients.save(again);
    EXPECT_EQ(db->query<Appointment>().count(), 1);
    EXPECT_EQ(db->find_or_fail<Patient>(ann.id).name, "Anne");
}

} // namespace
} // namespace links_shop

#endif
