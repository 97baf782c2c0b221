#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

using namespace drafts;
using draft = relation_draft;

TEST(Through, GoesFromACountryToItsPosts)
{
    models m{{with_columns("Country", {"id"}, {through("posts", "Post", {"User"})}),
              with_columns("User", {"id", "country_id"}), with_columns("Post", {"id", "user_id"})}};
    m.all.boot();
    const relation& posts = m.at("Country", "posts");
    EXPECT_EQ(path_of(posts), "countries.id = users.country_id, users.id = posts.user_id");
    EXPECT_EQ(aliases_of(posts), "through_country_id");
    EXPECT_EQ(posts.link_columns[0], &m.all.get("User").column_named("country_id"));
    EXPECT_EQ(posts.through, m.all.find("User"));
    EXPECT_EQ(posts.path[0].to_model, posts.through);
}

TEST(Through, InCamelStyleTakesLucidsKeys)
{
    models m{{with_columns("Country", {"id"}, {through("posts", "Post", {"User"})}, key_style::camel),
              with_columns("User", {"id", "countryId:country_id"}), with_columns("Post", {"id", "userId:user_id"})}};
    m.all.boot();
    EXPECT_EQ(m.path("Country", "posts"), "countries.id = users.country_id, users.id = posts.user_id");
    EXPECT_EQ(aliases_of(m.at("Country", "posts")), "through_country_id");
}

TEST(Through, GoesFromAPhysicianToPatientsOverAppointments)
{
    models m{{with_columns("Physician", {"id"}, {through("patients", "Patient", {"Appointment"})}),
              with_columns("Patient", {"id"}), with_columns("Appointment", {"id", "physician_id", "patient_id"})}};
    m.all.boot();
    EXPECT_EQ(m.path("Physician", "patients"),
              "physicians.id = appointments.physician_id, appointments.patient_id = patients.id");
    EXPECT_EQ(aliases_of(m.at("Physician", "patients")), "through_physician_id");
}

TEST(Through, TakesTheKeysThatAreSaid)
{
    draft posts = through("posts", "Post", {"User"});
    posts.local_key = "iso";
    posts.foreign_key = "home";
    posts.through_local_key = "nick";
    posts.through_foreign_key = "writer";
    EXPECT_EQ(
        booted_path({with_columns("Country", {"id", "iso"}, {posts}), with_columns("User", {"id", "home", "nick"}),
                     with_columns("Post", {"id", "writer", "user_id"})},
                    "Country", "posts"),
        "countries.iso = users.home, users.nick = posts.writer");
    draft patients = with(through("patients", "Patient", {"Appointment"}), &draft::key_through, "seen");
    patients.related_key = "number";
    EXPECT_EQ(booted_path({with_columns("Physician", {"id"}, {patients}), with_columns("Patient", {"id", "number"}),
                           with_columns("Appointment", {"physician_id", "seen"})},
                          "Physician", "patients"),
              "physicians.id = appointments.physician_id, appointments.seen = patients.number");
}

TEST(Through, NamesTheFarKeyAfterTheThroughLocalKeyThatIsSaid)
{
    EXPECT_EQ(
        booted_path({with_columns("Country", {"id"},
                                  {with(through("posts", "Post", {"User"}), &draft::through_local_key, "nick")}),
                     with_columns("User", {"id", "country_id", "nick"}), with_columns("Post", {"id", "user_nick"})},
                    "Country", "posts"),
        "countries.id = users.country_id, users.nick = posts.user_nick");
}

TEST(Through, RefusesTwoWaysWithBothDeclarations)
{
    EXPECT_EQ(
        refusal({with_columns("Physician", {"id"},
                              {with(through("patients", "Patient", {"Appointment"}), &draft::declared_as,
                                    "has_many_through<Patient, Appointment> patients")}),
                 with_columns("Patient", {"id", "appointment_id"}),
                 with_columns("Appointment", {"id", "physician_id", "patient_id"})}),
        "E_AMBIGUOUS_PATH Physician.patients: has_many_through<Patient, Appointment> patients finds both "
        "Patient.appointment_id and Appointment.patient_id: say through_foreign_key \"appointment_id\" (Patient holds "
        "the key of Appointment) or key_through \"patient_id\" (Appointment holds the key of Patient)");
}

TEST(Through, RefusesNoWayWithBothDeclarations)
{
    EXPECT_EQ(
        refusal({with_columns("Physician", {"id"}, {through("patients", "Patient", {"Appointment"})}),
                 with_columns("Patient", {"id"}), with_columns("Appointment", {"id", "physician_id"})}),
        "E_MISSING_MODEL_ATTRIBUTE Physician.patients: has_many_through needs Patient.appointment_id or "
        "Appointment.patient_id, and there is none: add the column, then the relation is as if it said "
        "through_foreign_key \"appointment_id\" (Patient holds the key of Appointment) or key_through \"patient_id\" "
        "(Appointment holds the key of Patient); or say one of these with another column");
}

TEST(Through, NamesAMissingNearKey)
{
    EXPECT_EQ(
        refusal({with_columns("Country", {"id"}, {through("posts", "Post", {"User"})}), with_columns("User", {"id"}),
                 with_columns("Post", {"id", "user_id"})}),
        "E_MISSING_MODEL_ATTRIBUTE Country.posts: has_many_through needs User.country_id, which does not exist (known: "
        "\"id\"): add it, or say foreign_key with the column of User that holds Country.id"
        ", in describe: country.relation(&Country::posts).foreign_key(&User::...)");
}

TEST(Through, RefusesAKeyThroughBesideAThroughForeignKey)
{
    draft patients = with(through("patients", "Patient", {"Appointment"}), &draft::key_through, "patient_id");
    patients.through_foreign_key = "appointment_id";
    EXPECT_EQ(refusal({with_columns("Physician", {"id"}, {patients}), with_columns("Patient", {"id"}),
                       with_columns("Appointment", {"id", "physician_id", "patient_id"})}),
              "E_RELATION_DECLARATION Physician.patients: has_many_through says both key_through and "
              "through_foreign_key: the "
              "first is for a key on Appointment, the second for one on Patient; leave one out");
}

TEST(Through, NeedsSomethingToPass)
{
    EXPECT_EQ(refusal({with_columns("Country", {"id"}, {through("posts", "Post", {})}), with_columns("Post", {"id"})}),
              "E_RELATION_DECLARATION Country.posts: has_many_through passes nothing: say through with the models to "
              "pass, or "
              "via with the names of the relations to pass");
}

TEST(Through, PassesSeveralModels)
{
    models m{{with_columns("Country", {"id"}, {through("tags", "Tag", {"User", "Post", "Tagging"})}),
              with_columns("User", {"id", "country_id"}), with_columns("Post", {"id", "user_id"}),
              with_columns("Tagging", {"post_id", "tag_id"}), with_columns("Tag", {"id"})}};
    m.all.boot();
    const relation& tags = m.at("Country", "tags");
    EXPECT_EQ(path_of(tags), "countries.id = users.country_id, users.id = posts.user_id, posts.id = taggings.post_id, "
                             "taggings.tag_id = tags.id");
    EXPECT_EQ(aliases_of(tags), "through_country_id");
    EXPECT_EQ(tags.through->name, "User");
}

TEST(Through, PassesAModelThatBelongsToTheNext)
{
    EXPECT_EQ(booted_path({with_columns("Doctor", {"id"}, {through("streets", "Street", {"Visit", "Patient"})}),
                           with_columns("Visit", {"id", "doctor_id", "patient_id"}),
                           with_columns("Patient", {"id", "street_id"}), with_columns("Street", {"id"})},
                          "Doctor", "streets"),
              "doctors.id = visits.doctor_id, visits.patient_id = patients.id, patients.street_id = streets.id");
}

TEST(Through, RefusesAMiddleHopWithTwoWaysOrNone)
{
    const auto models = [](std::vector<std::string> user, std::vector<std::string> post) {
        return std::vector{with_columns("Country", {"id"}, {through("tags", "Tag", {"User", "Post"})}),
                           with_columns("User", user), with_columns("Post", post),
                           with_columns("Tag", {"id", "post_id"})};
    };
    EXPECT_EQ(
        refusal(models({"id", "country_id", "post_id"}, {"id", "user_id"})),
        "E_AMBIGUOUS_PATH Country.tags: has_many_through may go from User to Post by Post.user_id or User.post_id, and "
        "both exist: say via with the names of the relations to pass");
    EXPECT_EQ(refusal(models({"id", "country_id"}, {"id"})),
              "E_MISSING_MODEL_ATTRIBUTE Country.tags: has_many_through needs Post.user_id or User.post_id to go from "
              "User to "
              "Post, and there is none: add it, or say via with the names of the relations to pass");
}

TEST(Through, FromAModelToItselfNeedsItsKeysSaid)
{
    const auto models = [](draft followers, key_style style = key_style::snake) {
        return std::vector{with_columns("User", {"id"}, {std::move(followers)}, style),
                           with_columns("Follow", {"id", "user_id", "follower_id", "followed_id", "userId"})};
    };
    draft followers = through("followers", "User", {"Follow"});
    EXPECT_EQ(
        refusal(models(followers)),
        "E_SELF_RELATION User.followers: has_many_through meets User more than once, so its keys do not follow from "
        "the "
        "models' names: say foreign_key with the column of Follow that holds the key of User, and through_foreign_key "
        "with the column of User that holds the key of Follow or key_through with the column of Follow that holds the "
        "key of User"
        ", in describe: user.relation(&User::followers).foreign_key(&Follow::...).through_foreign_key(&User::...)");
    followers.foreign_key = "followed_id";
    EXPECT_EQ(
        refusal(models(followers)),
        "E_SELF_RELATION User.followers: has_many_through meets User more than once, so its keys do not follow from "
        "the "
        "models' names: say through_foreign_key with the column of User that holds the key of Follow or key_through "
        "with the column of Follow that holds the key of User"
        ", in describe: user.relation(&User::followers).through_foreign_key(&User::...)");
    followers.key_through = "follower_id";
    EXPECT_EQ(booted_path(models(followers), "User", "followers"),
              "users.id = follows.followed_id, follows.follower_id = users.id");
    EXPECT_EQ(booted_path(models(through("followers", "User", {"Follow"}), key_style::camel), "User", "followers"),
              "users.id = follows.userId, follows.userId = users.id");
}

TEST(Through, PassingItsOwnModelNeedsItsKeysSaid)
{
    draft posts = through("team_posts", "Post", {"User"});
    const auto models = [&] {
        return std::vector{with_columns("User", {"id", "boss_id"}, {posts}), with_columns("Post", {"id", "user_id"})};
    };
    EXPECT_TRUE(
        refusal(models()).starts_with("E_SELF_RELATION User.team_posts: has_many_through meets User more than once"));
    posts.foreign_key = "boss_id";
    posts.through_foreign_key = "user_id";
    EXPECT_EQ(booted_path(models(), "User", "team_posts"), "users.id = users.boss_id, users.id = posts.user_id");
}

TEST(Through, OneIsLikeMany)
{
    draft owner = of_kind(relation_kind::has_one_through, "owner", "Owner");
    owner.through = {"Car"};
    models m{{with_columns("Mechanic", {"id"}, {owner}), with_columns("Car", {"id", "mechanic_id"}),
              with_columns("Owner", {"id", "car_id"})}};
    m.all.boot();
    EXPECT_EQ(m.path("Mechanic", "owner"), "mechanics.id = cars.mechanic_id, cars.id = owners.car_id");
    EXPECT_FALSE(m.at("Mechanic", "owner").many());
}

TEST(Through, NamesAnUnknownThroughModel)
{
    EXPECT_EQ(refusal({with_columns("Country", {"id"}, {through("posts", "Post", {"Usr"})}),
                       with_columns("User", {"id"}), with_columns("Post", {"id"})}),
              "E_UNKNOWN_MODEL Country.posts: has_many_through names the model \"Usr\", which does not exist (nearest: "
              "\"User\"): correct the name, or add the model before the boot");
}

} // namespace
} // namespace ginnel::schema
