#pragma once

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Models whose relations go over links of each sort, and a small database of them.

namespace links_shop {

struct Skill;
struct Craft;
struct Tag;
struct Patient;
struct Appointment;
struct Visit;

struct Mastery {
    std::int64_t id{};
    std::int64_t user_id{};
    std::int64_t craft_id{};
    std::string level{};
};

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Skill> skills{};
    ginnel::many_to_many<Skill> expert_skills{};
    ginnel::many_to_many<Craft, Mastery> crafts{};
    ginnel::morph_to_many<Tag> tags{};
    static void describe(ginnel::model<User>& user);
};

struct Skill {
    std::int64_t id{};
    std::string name{};
    ginnel::extras extras{};
};

struct Craft {
    std::int64_t id{};
    std::string name{};
};

struct Tag {
    std::int64_t id{};
    std::string name{};
    ginnel::morphed_by_many<User> users{};
    static void describe(ginnel::model<Tag>& tag);
};

struct Physician {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Appointment> appointments{};
    ginnel::has_many_through<Patient, Appointment> patients{};
    ginnel::has_many_through<Visit, Appointment> visits{};
    ginnel::morph_to_many<Tag> tags{};
    static void describe(ginnel::model<Physician>& physician);
};

struct Appointment {
    std::int64_t id{};
    std::int64_t physician_id{};
    std::int64_t patient_id{};
    std::optional<std::string> room{};
    ginnel::has_many<Visit> visits{};
};

struct Patient {
    std::int64_t id{};
    std::string name{};
};

struct Visit {
    std::int64_t id{};
    std::int64_t appointment_id{};
};

inline void User::describe(ginnel::model<User>& user)
{
    user.relation(&User::skills).pivot_column<std::optional<std::string>>("level").pivot_timestamps();
    user.relation(&User::expert_skills)
        .pivot_table("skill_user")
        .pivot_column<std::optional<std::string>>("level")
        .on_query([](auto& skills) { skills.where_pivot("level", "expert"); });
    user.relation(&User::crafts).pivot_table("masteries");
    user.relation(&User::tags).morph_name("taggable");
}
inline void Tag::describe(ginnel::model<Tag>& tag)
{
    tag.relation(&Tag::users).morph_name("taggable");
}
inline void Physician::describe(ginnel::model<Physician>& physician)
{
    physician.relation(&Physician::tags).morph_name("taggable");
}

using keys = std::vector<ginnel::value>;
using texts = std::vector<std::string>;

struct shop {
    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> sent{};
    User asha{}, ben{};
    Skill cooking{}, sailing{}, chess{};

    shop()
    {
        db.create_tables<User, Skill, Craft, Mastery, Tag, Physician, Appointment, Patient, Visit>();
        asha = db.create(User{.name = "Asha"});
        ben = db.create(User{.name = "Ben"});
        cooking = db.create(Skill{.name = "Cooking"});
        sailing = db.create(Skill{.name = "Sailing"});
        chess = db.create(Skill{.name = "Chess"});
        db.log([this](std::string_view sql) {
            for (const char* control : {"begin", "commit", "rollback", "savepoint", "release"})
                if (sql.starts_with(control))
                    return;
            sent.emplace_back(sql);
        });
    }
    /// "1 expert" of each link of the user, in order.
    texts skills_of(const User& user)
    {
        texts out;
        for (const auto& s : db.related(user, &User::skills).query().order_by(&Skill::id).all())
            out.push_back(std::to_string(s.id) + ' ' +
                          s.extras.get<std::optional<std::string>>("pivot_level").value_or("-"));
        sent.clear();
        return out;
    }
};

template <typename F>
std::string refusal(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ' ' + e.what();
    }
    return "nothing";
}

} // namespace links_shop
