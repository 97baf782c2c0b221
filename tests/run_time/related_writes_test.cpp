// Relations of records that lead to one row, or to rows of several models, written rightly and wrongly.
#include "run_time/clinic.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace run_time {
namespace {

namespace types = ginnel::types;

class related_writes : public ::testing::Test, protected watched {
protected:
    related_writes()
    {
        auto& user = app.define("User", {{"name", types::text}});
        auto& post = app.define("Post", {{"title", types::text}}).belongs_to(user);
        auto& profile = app.define("Profile").belongs_to(user);
        auto& comment = app.define("Comment").morph_to("commentable", {post, user});
        user.has_one(profile).morph_many(comment);
        app.boot();
        app.create_tables();
        user.create({{"name", "Asha"}});
        post.create({{"title", "Rain"}});
        comment.create({});
    }
    ginnel::record first(std::string_view model) const { return app.query(model).first_or_fail(); }
    static std::string code_of(const std::function<void()>& work)
    {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{e.code()};
        }
        return {};
    }
};

TEST_F(related_writes, a_row_that_is_created_by_belongs_to_is_the_one_that_the_record_belongs_to)
{
    auto post = first("Post");
    const auto user = post.related("user");
    EXPECT_FALSE(user.build({{"name", "x"}}).has("id"));
    EXPECT_EQ(statements_of([&] {
                  user.create({{"name", "Ben"}});
              }),
              4U)
        << "a look at the record and its key, the user, the record";
    EXPECT_EQ(post["userId"].as<std::int64_t>(), 2);
    EXPECT_EQ(statements_of([&] { post.save(); }), 0U);
    EXPECT_EQ(first("Post")["userId"].as<std::int64_t>(), 2);
    EXPECT_EQ(code_of([&] { user.create({{"name", "Cy"}}); }), "E_HAS_ONE");
    EXPECT_EQ(app.query("User").count(), 2);
}

TEST_F(related_writes, one_row_is_created_by_create_alone)
{
    const auto profile = first("User").related("profile");
    EXPECT_EQ(statements_of([&] {
                  EXPECT_EQ(code_of([&] { profile.create_many({{}, {}}); }), "E_RELATION_KIND");
              }),
              0U);
    profile.create({});
    EXPECT_EQ(app.query("Profile").count(), 1);
}

TEST_F(related_writes, what_leads_to_rows_of_several_models_is_refused_before_any_statement)
{
    const auto about = first("Comment").related("commentable");
    const auto post = first("Post");
    EXPECT_FALSE(about.find_one());
    const std::vector<std::function<void()>> calls{
        [&] { about.query(); },
        [&] { about.find(); },
        [&] { about.count(); },
        [&] { about.find_by_id(1); },
        [&] { about.find_one([](auto& q) { q.where("id", 1); }); },
        [&] { about.build(); },
        [&] { about.create({}); },
        [&] { about.create_many({{}}); },
        [&] { about.update_by_id(1, {}); },
        [&] { about.destroy_by_id(1); },
        [&] { about.destroy_all(); },
        [&] { about.add(1); },
        [&] { about.add(post); },
        [&] { about.remove(post); },
        [&] { about.exists(post); },
        [&] { about.sync({1}); },
        [&] { about.via(post); },
    };
    for (std::size_t i = 0; i < calls.size(); ++i)
        EXPECT_EQ(statements_of([&] { EXPECT_EQ(code_of(calls[i]), "E_POLYMORPHIC_QUERY") << i; }), 0U) << i;
}

TEST_F(related_writes, the_key_of_a_stored_record_is_not_changed)
{
    auto user = first("User");
    EXPECT_EQ(code_of([&] { user.update_attributes({{"id", 9}}); }), "E_KEY_CHANGED");
    EXPECT_EQ(user["id"].as<std::int64_t>(), 1);
    EXPECT_EQ(code_of([&] { app.model("User").update_by_id(1, {{"id", 9}, {"name", "x"}}); }), "E_KEY_CHANGED");
    user.update_attributes({{"id", 1}, {"name", "Ash"}});
    user.set("id", 9);
    EXPECT_EQ(code_of([&] { user.save(); }), "E_KEY_CHANGED");
    EXPECT_EQ(first("User").to_json(), R"({"name":"Ash","id":1})");
}

} // namespace
} // namespace run_time
