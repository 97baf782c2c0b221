// What typed programs do to links beside attach and sync.
#include "links/shop.hpp"

#include <gtest/gtest.h>

namespace links_shop {
namespace {

TEST(typed_link_writes, detach_removes_what_is_named_or_all)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    skills.attach({s.cooking.id, s.sailing.id, s.chess.id});
    s.db.related(s.ben, &User::skills).attach({s.cooking.id});
    s.sent.clear();
    EXPECT_EQ(skills.detach({s.cooking.id, std::int64_t{99}}), 1);
    EXPECT_EQ(s.sent.size(), 1U);
    s.sent.clear();
    EXPECT_EQ(skills.detach({}), 0);
    EXPECT_EQ(skills.detach(std::vector<std::int64_t>{}), 0);
    EXPECT_TRUE(s.sent.empty());
    EXPECT_EQ(skills.detach(), 2);
    EXPECT_EQ(s.sent.size(), 1U);
    EXPECT_TRUE(s.skills_of(s.asha).empty());
    EXPECT_EQ(s.skills_of(s.ben).size(), 1U);
}

TEST(typed_link_writes, toggle_and_sync_without_detaching_report_what_they_did)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    skills.attach({s.cooking.id, s.sailing.id});
    s.sent.clear();
    auto done = skills.toggle({{s.chess.id, {{"level", "novice"}}}, {s.cooking.id}});
    EXPECT_EQ(s.sent.size(), 3U);
    EXPECT_EQ(done.attached, (keys{s.chess.id}));
    EXPECT_EQ(done.detached, (keys{s.cooking.id}));
    EXPECT_EQ(s.skills_of(s.asha), (texts{"2 -", "3 novice"}));
    done = skills.sync_without_detaching({{s.chess.id, {{"level", "expert"}}}, {s.cooking.id}});
    EXPECT_EQ(done.attached, (keys{s.cooking.id}));
    EXPECT_EQ(done.updated, (keys{s.chess.id}));
    EXPECT_TRUE(done.detached.empty());
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 -", "2 -", "3 expert"}));
}

TEST(typed_link_writes, update_pivot_writes_what_differs)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    skills.attach({{s.cooking.id, {{"level", "expert"}}}, {s.sailing.id}});
    s.sent.clear();
    EXPECT_EQ(skills.update_pivot({s.cooking.id, s.sailing.id, s.chess.id}, {{"level", "expert"}}),
              (keys{s.sailing.id}));
    EXPECT_EQ(s.sent.size(), 2U);
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 expert", "2 expert"}));
    EXPECT_EQ(skills.update_pivot({{s.cooking.id, {{"level", "a"}}}, {s.sailing.id, {{"level", "b"}}}}),
              (keys{s.cooking.id, s.sailing.id}));
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 a", "2 b"}));
    EXPECT_NE(refusal([&] { skills.update_pivot({1}, {{"levle", "a"}}); }).find("E_UNKNOWN_COLUMN"), std::string::npos);
}

TEST(typed_link_writes, a_typed_pivot_is_given_as_its_struct)
{
    shop s;
    const Craft saw = s.db.create(Craft{.name = "Sawing"});
    const auto crafts = s.db.related(s.asha, &User::crafts);
    Craft glue{.name = "Gluing"};
    crafts.save(glue, {.pivot = Mastery{.level = "low"}});
    crafts.toggle({{saw.id, {.level = "high"}}});
    const auto level_of = [&](std::int64_t craft) {
        return s.db.query<Mastery>().where(&Mastery::craft_id, craft).first_or_fail().level;
    };
    EXPECT_EQ(level_of(glue.id), "low");
    EXPECT_EQ(level_of(saw.id), "high");
    EXPECT_EQ(crafts.update_pivot({{saw.id, {.level = "high"}}, {glue.id, {.level = "mid"}}}), (keys{glue.id}));
    EXPECT_EQ(level_of(glue.id), "mid");
}

TEST(typed_link_writes, a_declared_condition_restricts_what_is_touched_and_is_given_to_new_links)
{
    shop s;
    const auto skills = s.db.related(s.asha, &User::skills);
    const auto expert = s.db.related(s.asha, &User::expert_skills);
    skills.attach({{s.cooking.id, {{"level", "novice"}}}, {s.sailing.id, {{"level", "expert"}}}});
    EXPECT_EQ(expert.detach({s.cooking.id}), 0);
    EXPECT_EQ(expert.toggle({s.sailing.id, s.chess.id}).detached, (keys{s.sailing.id}));
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 novice", "3 expert"}));
    EXPECT_EQ(expert.detach(), 1);
    EXPECT_EQ(s.skills_of(s.asha), (texts{"1 novice"}));
}

TEST(typed_link_writes, polymorphic_links_write_their_type_and_touch_no_other)
{
    shop s;
    const Physician doctor = s.db.create(Physician{.name = "Dr. No"});
    ASSERT_EQ(doctor.id, s.asha.id);
    const auto of_user = s.db.related(s.asha, &User::tags);
    const auto of_doctor = s.db.related(doctor, &Physician::tags);
    const Tag tag = of_user.create({.name = "tall"});
    of_doctor.attach({tag.id});
    EXPECT_EQ(of_user.toggle({tag.id}).detached, (keys{tag.id}));
    EXPECT_EQ(of_doctor.query().count(), 1);
    Tag kind{.name = "kind"};
    of_user.save(kind);
    EXPECT_EQ(of_user.query().count(), 1);
    EXPECT_EQ(of_doctor.query().count(), 1);
    EXPECT_EQ(of_user.detach(), 1);
    EXPECT_EQ(of_doctor.query().count(), 1);
    s.db.related(tag, &Tag::users).sync({s.ben.id});
    EXPECT_EQ(s.db.related(s.ben, &User::tags).query().count(), 1);
    EXPECT_EQ(of_doctor.query().count(), 1);
    EXPECT_EQ(of_doctor.pivot_query().count(), 1);
    EXPECT_EQ(of_doctor.pivot_query().remove(), 1);
    EXPECT_EQ(s.db.related(s.ben, &User::tags).query().count(), 1);
}

TEST(typed_link_writes, a_through_model_that_holds_both_keys_is_a_link_table)
{
    shop s;
    const Physician doctor = s.db.create(Physician{.name = "Dr. No"});
    const auto patients = s.db.related(doctor, &Physician::patients);
    s.sent.clear();
    const Patient ann = patients.create({.name = "Ann"}, {.attributes = {{"room", "7"}}});
    EXPECT_EQ(s.sent.size(), 3U);
    const Patient bob = s.db.create(Patient{.name = "Bob"});
    EXPECT_EQ(patients.attach({{bob.id, {{"room", "8"}}}, {ann.id}}).skipped, (keys{ann.id}));
    const auto rows = s.db.query<Appointment>().order_by(&Appointment::id).all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].physician_id, doctor.id);
    EXPECT_EQ(rows[0].patient_id, ann.id);
    EXPECT_EQ(rows[0].room, "7");
    EXPECT_EQ(rows[1].room, "8");
    const auto done = patients.sync({{bob.id, {{"room", "9"}}}});
    EXPECT_EQ(done.detached, (keys{ann.id}));
    EXPECT_EQ(done.updated, (keys{bob.id}));
    EXPECT_EQ(patients.detach({bob.id}), 1);
    EXPECT_EQ(s.db.query<Appointment>().count(), 0);
    EXPECT_EQ(s.db.query<Patient>().count(), 2);
}

TEST(typed_link_writes, a_through_path_whose_target_holds_the_key_says_which_row_is_missing)
{
    shop s;
    const Physician doctor = s.db.create(Physician{.name = "Dr. No"});
    const auto visits = s.db.related(doctor, &Physician::visits);
    Visit visit{};
    for (const auto& said : {refusal([&] { visits.create({}); }), refusal([&] { visits.save(visit); }),
                             refusal([&] { visits.attach({1}); }), refusal([&] { visits.detach(); })}) {
        EXPECT_NE(said.find("E_MISSING_MIDDLE"), std::string::npos) << said;
        EXPECT_NE(said.find("name the row between when it is created or saved: db.related(physician, &Physician::visits).via(appointment)"),
                  std::string::npos)
            << said;
    }
    EXPECT_EQ(s.db.query<Visit>().count(), 0);
}

TEST(typed_link_writes, sync_many_syncs_many_parents_in_few_statements)
{
    shop s;
    s.db.related(s.asha, &User::skills).attach({s.cooking.id, s.sailing.id});
    s.sent.clear();
    const auto done =
        s.db.relation(&User::skills)
            .sync_many({{s.asha.id, {s.sailing.id, s.chess.id}}, {s.ben.id, {{s.cooking.id, {{"level", "x"}}}}}});
    EXPECT_EQ(s.sent.size(), 3U);
    ASSERT_EQ(done.size(), 2U);
    EXPECT_EQ(done[0].attached, (keys{s.chess.id}));
    EXPECT_EQ(done[0].detached, (keys{s.cooking.id}));
    EXPECT_EQ(done[1].attached, (keys{s.cooking.id}));
    EXPECT_EQ(s.skills_of(s.asha), (texts{"2 -", "3 -"}));
    EXPECT_EQ(s.skills_of(s.ben), (texts{"1 x"}));
    EXPECT_NE(refusal([&] {
                  s.db.relation(&User::skills).sync_many({{User{}.id, {1}}});
              }).find("E_UNSAVED_PARENT"),
              std::string::npos);
}

TEST(typed_link_writes, an_unsaved_parent_is_refused)
{
    shop s;
    const User nobody{};
    const auto skills = s.db.related(nobody, &User::skills);
    Skill skill{};
    for (const auto& said : {refusal([&] { skills.detach(); }), refusal([&] { skills.detach({}); }),
                             refusal([&] { skills.toggle({1}); }), refusal([&] {
                                 skills.update_pivot({1}, {{"level", "x"}});
                             }),
                             refusal([&] { skills.save(skill); }), refusal([&] { skills.create({}, {}); }),
                             refusal([&] { skills.pivot_query().remove(); })})
        EXPECT_NE(said.find("E_UNSAVED_PARENT"), std::string::npos) << said;
    EXPECT_EQ(skill.id, 0);
}

} // namespace
} // namespace links_shop
