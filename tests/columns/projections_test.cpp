#include "columns/models.hpp"

#include <tuple>

using namespace columns;

namespace {

class projections : public columns_test {};

struct summary {
    std::int64_t user_id{};
    std::int64_t posts{};
    double best{};
    bool operator==(const summary&) const = default;
};
struct titled {
    std::string title{};
    std::optional<std::string> name{};
    bool operator==(const titled&) const = default;
};

template <typename... F>
using rows = std::vector<std::tuple<F...>>;

TEST_F(projections, groups_are_read_into_tuples_and_structs)
{
    const auto sent = db.statements_of([&] {
        const auto found = db.query<Post>()
                               .group_by(&Post::user_id)
                               .order_by(&Post::user_id)
                               .select_as<std::tuple<std::int64_t, std::int64_t>>(&Post::user_id, ginnel::count());
        EXPECT_EQ(found, (rows<std::int64_t, std::int64_t>{{1, 3}, {2, 2}}));
    });
    EXPECT_EQ(sent.size(), 1u);
    const auto sums = db.query<Post>()
                          .group_by(&Post::user_id)
                          .order_by(ginnel::sum(&Post::score), ginnel::desc)
                          .all_as<summary>(&Post::user_id, ginnel::count(), ginnel::max(&Post::score));
    EXPECT_EQ(sums, (std::vector<summary>{{1, 3, 9.5}, {2, 2, 4.0}}));
    const auto some = db.query<Post>()
                          .group_by(&Post::user_id)
                          .having(ginnel::count(), ">", 2)
                          .all_as<summary>(&Post::user_id, ginnel::count(), ginnel::max(&Post::score));
    EXPECT_EQ(some, (std::vector<summary>{{1, 3, 9.5}}));
}

TEST_F(projections, fields_are_named_by_into)
{
    const auto found = db.query<Post>()
                           .group_by(&Post::user_id)
                           .order_by(&Post::user_id)
                           .all_as<summary>(ginnel::into(&summary::best, ginnel::min(&Post::score)),
                                            ginnel::into(&summary::user_id, &Post::user_id));
    EXPECT_EQ(found, (std::vector<summary>{{1, 0, 2.5}, {2, 0, 1.0}}));
}

TEST_F(projections, every_aggregate_and_condition_on_groups)
{
    using row = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::optional<std::int64_t>, std::optional<double>,
                           double>;
    const auto found =
        db.query<Post>()
            .group_by(&Post::user_id)
            .order_by_raw("{table}.user_id")
            .all_as<row>(&Post::user_id, ginnel::count(&Post::stars), ginnel::count_distinct(&Post::title),
                         ginnel::sum(&Post::stars), ginnel::avg(&Post::stars), ginnel::raw("sum(score) + ?", {1}));
    EXPECT_EQ(found, (std::vector<row>{{1, 2, 3, 8, 4.0, 18.0}, {2, 1, 2, 1, 1.0, 6.0}}));
    const auto users = [&](auto&& q) {
        list out;
        for (const auto& [user] : q.order_by(&Post::user_id).template all_as<std::tuple<std::int64_t>>(&Post::user_id))
            out.push_back(user);
        return out;
    };
    const auto grouped = [&] { return db.query<Post>().group_by(&Post::user_id); };
    EXPECT_EQ(users(grouped().having(&Post::user_id, 2)), (list{2}));
    EXPECT_EQ(users(grouped().having(ginnel::avg(&Post::score), ">", 100).or_having(ginnel::count(), 2)), (list{2}));
    EXPECT_EQ(users(grouped().having_not(ginnel::count(), 2)), (list{1}));
    EXPECT_EQ(users(grouped().having(ginnel::count(), 9).or_having_not(ginnel::min(&Post::title), "Alpha")), (list{}));
    EXPECT_EQ(users(grouped().having_raw("sum({posts}.score) > ?", {10})), (list{1}));
    EXPECT_EQ(users(grouped().having(ginnel::count(), 9).or_having_raw("count(*) = 2")), (list{2}));
    EXPECT_EQ(users(grouped().having(ginnel::raw("max(score)"), "<", 5)), (list{2}));
    EXPECT_EQ(users(grouped().order_by(&Post::user_id).limit(1)), (list{1}));
}

TEST_F(projections, rows_are_read_without_groups)
{
    const auto named =
        db.query<User>().order_by(&User::id).all_as<std::tuple<std::int64_t, std::string>>(&User::id, &User::name);
    EXPECT_EQ(named, (rows<std::int64_t, std::string>{{1, "Ada"}, {2, "Bob"}, {3, "Cyd"}}));
    const auto sent = db.statements_of([&] {
        const auto first = db.query<Post>().order_by(&Post::score).first_as<std::tuple<std::string>>(&Post::title);
        EXPECT_EQ(std::get<0>(first.value()), "Alpha");
    });
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_NE(sent[0].find(" limit "), std::string::npos);
    EXPECT_FALSE(db.query<Post>().where(&Post::id, 99).first_as<std::tuple<std::string>>(&Post::title));
    const auto titles =
        db.query<Post>().distinct().order_by(&Post::title).limit(2).all_as<std::tuple<std::string>>(&Post::title);
    EXPECT_EQ(titles, (rows<std::string>{{"Alpha"}, {"Gamma"}}));
    const auto all = db.query<Post>().first_as<std::tuple<std::int64_t, std::optional<double>>>(
        ginnel::count(), ginnel::max(&Post::score));
    EXPECT_EQ(all, (std::tuple<std::int64_t, std::optional<double>>{5, 9.5}));
    const auto none =
        db.query<Post>()
            .where(&Post::id, 99)
            .first_as<std::tuple<std::int64_t, std::optional<double>>>(ginnel::count(), ginnel::max(&Post::score));
    EXPECT_EQ(none, (std::tuple<std::int64_t, std::optional<double>>{0, std::nullopt}));
    EXPECT_EQ(code_of([&] { (void)db.query<Post>().all_as<std::tuple<std::int64_t>>("title"); }), "E_VALUE_TYPE");
}

TEST_F(projections, a_relation_projects_columns_of_tables_passed)
{
    const Post post = db.find_or_fail<Post>(1);
    const auto found = db.related(post, &Post::tags)
                           .query()
                           .order_by(&Tagging::weight, ginnel::desc)
                           .all_as<std::tuple<std::string, std::int64_t>>(&Tag::name, &Tagging::weight);
    EXPECT_EQ(found, (rows<std::string, std::int64_t>{{"blue", 4}, {"red", 3}}));
    const User boss = db.find_or_fail<User>(1);
    const auto sent = db.statements_of(
        [&] { EXPECT_FALSE(db.related(boss, &User::manager).query().first_as<std::tuple<std::string>>(&User::name)); });
    EXPECT_TRUE(sent.empty()); // a null key relates to nothing
}

TEST_F(projections, values_are_read_by_names_known_at_run_time)
{
    const auto found = db.query<Post>().where(&Post::id, "<", 3).order_by("id").select_values({"id", "posts.stars"});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].get<std::int64_t>("id"), 1);
    EXPECT_EQ(found[1].get<std::optional<std::int64_t>>("posts.stars"), std::nullopt);
    EXPECT_EQ(found[0].size(), 2u);
    EXPECT_TRUE(found[0].has("id"));
    EXPECT_EQ(found[0].name(1), "posts.stars");
    EXPECT_EQ(code_of([&] { (void)found[0].get("ids"); }), "E_UNKNOWN_COLUMN");
    const std::vector<std::string> names{"title"};
    EXPECT_EQ(db.query<Post>().select_values(names).size(), 5u);
    EXPECT_EQ(code_of([&] { (void)db.query<Post>().select_values({"titel"}); }), "E_UNKNOWN_COLUMN");
}

TEST_F(projections, what_is_the_same_for_no_group_is_refused)
{
    using one = std::tuple<std::int64_t>;
    using two = std::tuple<std::int64_t, std::int64_t>;
    EXPECT_EQ(code_of([&] { (void)db.query<Post>().all_as<two>(&Post::user_id, ginnel::count()); }), "E_NOT_GROUPED");
    EXPECT_EQ(code_of([&] { (void)db.query<Post>().group_by(&Post::user_id).all_as<one>(&Post::id); }),
              "E_NOT_GROUPED");
    EXPECT_EQ(code_of([&] {
                  (void)db.query<Post>().group_by(&Post::user_id).order_by(&Post::id).all_as<one>(&Post::user_id);
              }),
              "E_NOT_GROUPED");
    EXPECT_EQ(code_of([&] { (void)db.query<Post>().limit(2).all_as<one>(ginnel::count()); }), "E_LIMIT_OF_AGGREGATE");
    // by the primary key, each column of the row is one
    EXPECT_EQ(db.query<Post>().group_by(&Post::id).all_as<two>(&Post::user_id, ginnel::count()).size(), 5u);
    const auto grouped = db.query<Post>().group_by(&Post::user_id);
    EXPECT_EQ(code_of([&] { (void)grouped.all(); }), "E_GROUPED");
    EXPECT_EQ(code_of([&] { (void)grouped.count(); }), "E_GROUPED");
    EXPECT_EQ(
        code_of([&] { (void)db.query<User>().where_has(&User::posts, [](auto& p) { p.group_by(&Post::id); }).all(); }),
        "E_GROUPED");
}

TEST_F(projections, joined_models_are_named_in_conditions_orders_and_projections)
{
    auto q = db.query<Post>().join<User>(&Post::user_id, "=", &User::id).where(&User::name, "Bob");
    EXPECT_EQ(ids(q), (list{4, 5}));
    EXPECT_EQ(q.count(), 2);
    EXPECT_EQ(
        seeds::each(db.query<Post>().join(&Post::user).order_by(&User::age, ginnel::desc).order_by(&Post::id).all(),
                    &Post::id),
        (list{4, 5, 1, 2, 3}));
    EXPECT_EQ(q.order_by(&Post::id).all_as<titled>(&Post::title, &User::name),
              (std::vector<titled>{{"Alpha", "Bob"}, {"What?", "Bob"}}));
    const auto per_name = db.query<Post>()
                              .join(&Post::user)
                              .group_by(&User::id)
                              .order_by(&User::id)
                              .all_as<std::tuple<std::string, std::int64_t>>(&User::name, ginnel::count());
    EXPECT_EQ(per_name, (rows<std::string, std::int64_t>{{"Ada", 3}, {"Bob", 2}}));
}

TEST_F(projections, a_left_join_keeps_rows_and_a_to_many_join_repeats_them)
{
    const auto found = db.query<User>()
                           .left_join<Post>(&User::id, "=", &Post::user_id)
                           .group_by(&User::id)
                           .order_by(&User::id)
                           .all_as<std::tuple<std::string, std::int64_t, std::optional<double>>>(
                               &User::name, ginnel::count(&Post::id), ginnel::max(&Post::score));
    EXPECT_EQ(found, (rows<std::string, std::int64_t, std::optional<double>>{
                         {"Ada", 3, 9.5}, {"Bob", 2, 4.0}, {"Cyd", 0, std::nullopt}}));
    EXPECT_EQ(ids(db.query<User>().join(&User::posts)), (list{1, 1, 1, 2, 2}));
    EXPECT_EQ(ids(db.query<User>().join(&User::posts).distinct()), (list{1, 2}));
    EXPECT_EQ(ids(db.query<User>().left_join(&User::good_posts).where_null(&Post::id)), (list{2, 3}));
}

TEST_F(projections, a_join_goes_along_all_hops_with_declared_conditions)
{
    EXPECT_EQ(ids(db.query<User>().join(&User::good_posts)), (list{1, 1}));
    const auto tags = db.query<Post>()
                          .join(&Post::tags)
                          .order_by(&Post::id)
                          .order_by(&Tag::id)
                          .all_as<std::tuple<std::int64_t, std::string>>(&Post::id, &Tag::name);
    EXPECT_EQ(tags, (rows<std::int64_t, std::string>{{1, "red"}, {1, "blue"}, {2, "red"}}));
    EXPECT_EQ(ids(db.query<Post>().join(&Post::tags).where("taggings.weight", ">", 3)), (list{1}));
    EXPECT_EQ(db.query<Comment>()
                  .join(&Comment::post)
                  .join<User>(&Post::user_id, "=", &User::id)
                  .where(&User::name, "Ada")
                  .count(),
              2);
}

TEST_F(projections, a_self_join_has_a_name)
{
    auto q = db.query<User>().join<User>("manager", &User::manager_id, "=", &User::id);
    EXPECT_EQ(ids(q.where(ginnel::of("manager", &User::name), "Ada")), (list{2, 3}));
    EXPECT_EQ(ids(db.query<User>()
                      .join("boss", &User::manager)
                      .where_column(&User::age, ">", ginnel::of("boss", &User::age))),
              (list{2}));
    EXPECT_EQ(ids(db.query<User>().join("boss", &User::manager).where_raw("{boss}.age < {users}.age")), (list{2}));
    EXPECT_EQ(ids(db.query<User>().join("boss", &User::manager).where("boss.name", "Ada").where("users.name", "Cyd")),
              (list{3}));
    const auto with = db.query<User>()
                          .left_join("boss", &User::manager)
                          .order_by(&User::id)
                          .all_as<titled>(&User::name, ginnel::of("boss", &User::name));
    EXPECT_EQ(with, (std::vector<titled>{{"Ada", std::nullopt}, {"Bob", "Ada"}, {"Cyd", "Ada"}}));
    EXPECT_EQ(code_of([&] { (void)db.query<Post>().join(&Post::user).left_join(&Post::user); }), "E_AMBIGUOUS_JOIN");
    EXPECT_EQ(code_of([&] { (void)db.query<User>().join("users", &User::manager); }), "E_AMBIGUOUS_JOIN");
    EXPECT_EQ(code_of([&] { (void)q.where(ginnel::of("manger", &User::name), "Ada"); }), "E_UNKNOWN_JOIN");
    EXPECT_EQ(code_of([&] {
                  (void)db.query<Post>()
                      .join(&Post::user)
                      .join<User>("u", &Post::user_id, "=", &User::id)
                      .where(&User::name, "Ada");
              }),
              "E_AMBIGUOUS_COLUMN");
}

TEST_F(projections, a_joined_row_is_still_a_row_with_relations)
{
    const auto sent = db.statements_of([&] {
        const auto posts = db.query<Post>()
                               .join(&Post::user)
                               .where(&User::name, "Bob")
                               .preload(&Post::user)
                               .with_count(&Post::comments)
                               .order_by(&Post::id)
                               .all();
        ASSERT_EQ(posts.size(), 2u);
        EXPECT_EQ(posts[0].user->name, "Bob");
        EXPECT_EQ(posts[0].comments.count(), 1);
    });
    EXPECT_EQ(sent.size(), 2u);
}

} // namespace
