#include "columns/models.hpp"

using namespace columns;

namespace {

class column_conditions : public columns_test {};

TEST_F(column_conditions, a_column_is_compared_with_a_column)
{
    EXPECT_EQ(ids(db.query<Post>().where_column(&Post::updated_at, ">", &Post::created_at)), (list{2, 3, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_column(&Post::updated_at, &Post::created_at)), (list{1, 4}));
    EXPECT_EQ(ids(db.query<Post>().where(&Post::id, 1).or_where_column(&Post::stars, "<", &Post::score)), (list{1, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_not_column("updated_at", ">", "created_at")), (list{1, 4}));
    EXPECT_EQ(ids(db.query<Post>().where(&Post::id, 2).or_where_not_column(&Post::updated_at, ">", &Post::created_at)),
              (list{1, 2, 4}));
}

TEST_F(column_conditions, names_of_columns_that_cannot_be_compared_are_refused)
{
    EXPECT_EQ(code_of([&] { db.query<Post>().where_column("title", "=", "score"); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([&] { db.query<Post>().where_column("title", "=", "tittle"); }), "E_UNKNOWN_COLUMN");
}

TEST_F(column_conditions, a_closure_compares_with_columns_of_tables_passed)
{
    auto q =
        db.query<Post>().where_has(&Post::tags, [](auto& t) { t.where_column(&Tagging::weight, ">", &Tag::least); });
    EXPECT_EQ(ids(q), (list{1}));
    auto by_name =
        db.query<Post>().where_has(&Post::tags, [](auto& t) { t.where_column("taggings.weight", ">", "tags.least"); });
    EXPECT_EQ(ids(by_name), (list{1}));
}

TEST_F(column_conditions, a_closure_compares_with_the_row_outside)
{
    const auto sent = db.statements_of([&] {
        auto q = db.query<Post>().where_has(&Post::comments, [](auto& c) {
            c.where_column(&Comment::created_at, ">", ginnel::outer(&Post::updated_at));
        });
        EXPECT_EQ(ids(q), (list{1}));
    });
    EXPECT_EQ(sent.size(), 1u);
    auto counted = db.query<Post>().with_count(
        &Post::comments, [](auto& c) { c.where_column(&Comment::created_at, "<=", ginnel::outer(&Post::updated_at)); });
    EXPECT_EQ(counted.find(1)->comments.count(), 1);
}

TEST_F(column_conditions, the_row_outside_may_be_two_levels_away_and_of_the_same_model)
{
    auto q = db.query<User>().where_has(&User::posts, [](auto& p) {
        p.where_has(&Post::comments, [](auto& c) { c.where_column(&Comment::id, ">", ginnel::outer(&User::id)); });
    });
    EXPECT_EQ(ids(q), (list{1, 2}));
    auto older = db.query<User>().where_has(
        &User::staff, [](auto& s) { s.where_column(&User::age, ">", ginnel::outer(&User::age)); });
    EXPECT_EQ(ids(older), (list{1}));
    auto grand = db.query<User>().where_has(&User::staff, [](auto& s) {
        s.where_has(&User::posts, [](auto& p) { p.where_column(&Post::user_id, "=", ginnel::outer(&User::id)); });
    });
    EXPECT_EQ(ids(grand), (list{1})); // the nearest: the staff's own
}

TEST_F(column_conditions, an_outer_column_without_an_outer_query_is_refused)
{
    EXPECT_EQ(code_of([&] { db.query<Post>().where_column(&Post::user_id, ginnel::outer(&User::id)).all(); }),
              "E_NO_OUTER_QUERY");
    EXPECT_EQ(code_of([&] {
                  db.query<User>()
                      .preload(&User::posts, [](auto& p) { p.where_column(&Post::id, ginnel::outer(&User::id)); })
                      .all();
              }),
              "E_NO_OUTER_QUERY");
}

TEST_F(column_conditions, raw_conditions_bind_their_values)
{
    EXPECT_EQ(ids(db.query<Post>().where_raw("lower(title) = ?", {"alpha"})), (list{1, 4}));
    EXPECT_EQ(ids(db.query<Post>().where_raw("title = 'What?' /* ? */ and score > ?", {3})), (list{5}));
    EXPECT_EQ(ids(db.query<Post>().where(&Post::user_id, 2).where_raw("score < ? or score > ?", {2, 100.0})),
              (list{4}));
    EXPECT_EQ(ids(db.query<Post>().where(&Post::id, 2).or_where_raw("id = ?", {3})), (list{2, 3}));
    EXPECT_EQ(ids(db.query<Post>().where_not_raw("user_id = 1")), (list{4, 5}));
    const std::vector<ginnel::value> values{std::int64_t{1}};
    EXPECT_EQ(ids(db.query<Post>().where(&Post::id, 2).or_where_not_raw("user_id = ?", values)), (list{2, 4, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_raw("created_at = ?", {at(4)})), (list{4}));
    EXPECT_EQ(ids(db.query<Post>().where_raw("title = ?", {"x' or 1 = 1 --"})), (list{}));
}

TEST_F(column_conditions, raw_text_names_tables_by_what_they_are_called_in_the_statement)
{
    auto staff = db.query<User>().where_has(
        &User::staff, [](auto& s) { s.where_raw("{table}.age > {outer}.age and {users}.id > ?", {1}); });
    EXPECT_EQ(ids(staff), (list{1}));
    auto tagged =
        db.query<Post>().where_has(&Post::tags, [](auto& t) { t.where_raw("{pivot}.weight > {tags}.least"); });
    EXPECT_EQ(ids(tagged), (list{1}));
    EXPECT_EQ(ids(db.query<Post>().where_raw("{posts}.title <> '{table}' and {table}.id = 2")), (list{2}));
}

TEST_F(column_conditions, raw_text_with_wrong_values_or_tables_is_refused)
{
    EXPECT_EQ(code_of([&] { db.query<Post>().where_raw("id = ?", {1, 2}).all(); }), "E_RAW_VALUES");
    EXPECT_EQ(code_of([&] { db.query<Post>().where_raw("id = ?").all(); }), "E_RAW_VALUES");
    EXPECT_EQ(code_of([&] { db.query<Post>().where_raw("title = '?'", {1}).all(); }), "E_RAW_VALUES");
    EXPECT_EQ(code_of([&] { db.query<Post>().where_raw("{pivot}.id = 1").all(); }), "E_RAW_TABLE");
}

TEST_F(column_conditions, raw_orders_and_outputs)
{
    auto q = db.query<Post>().order_by_raw("length({table}.title) * ? desc", {1}).order_by(&Post::id, ginnel::desc);
    EXPECT_EQ(seeds::each(q.limit(2).all(), &Post::id), (list{5, 4}));
    const auto rows = db.query<Post>()
                          .select_raw("upper({posts}.title)", "loud")
                          .select_raw("{table}.score * ?", {2}, "twice")
                          .order_by("twice")
                          .all();
    ASSERT_EQ(rows.size(), 5u);
    EXPECT_EQ(rows[0].extras.get<std::string>("loud"), "ALPHA");
    EXPECT_EQ(rows[0].extras.get<double>("twice"), 2.0);
    // each parent's own newest, by an order in SQL
    const auto users =
        db.query<User>()
            .preload(&User::posts,
                     [](auto& p) { p.order_by_raw("-{table}.id").select_raw("{posts}.id", "again").limit(1); })
            .order_by(&User::id)
            .all();
    EXPECT_EQ(users[0].posts[0].id, 3);
    EXPECT_EQ(users[0].posts[0].extras.get<std::int64_t>("again"), 3);
}

TEST_F(column_conditions, parts_of_dates_and_times)
{
    using std::chrono::year;
    EXPECT_EQ(ids(db.query<Post>().where_date(&Post::created_at, year{2024} / 3 / 3)), (list{3}));
    EXPECT_EQ(ids(db.query<Post>().where_date("created_at", ">=", std::chrono::sys_days{year{2024} / 3 / 4})),
              (list{4, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_day(&Post::created_at, 3).or_where_day(&Post::created_at, ">", 30)),
              (list{3, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_month(&Post::created_at, 4)), (list{}));
    EXPECT_EQ(ids(db.query<User>().where_year(&User::born, "<", 1980)), (list{2}));
    EXPECT_EQ(ids(db.query<User>().where_date(&User::born, year{1984} / 2 / 29)), (list{1}));
    EXPECT_EQ(ids(db.query<User>().where_month(&User::born, 2).or_where_year(&User::born, 2004)), (list{1, 3}));
    EXPECT_EQ(ids(db.query<Post>().where_time(&Post::created_at, ginnel::time_of_day{23, 59, 59})), (list{3}));
    EXPECT_EQ(ids(db.query<User>().where_time(&User::wakes, "<=", std::chrono::hh_mm_ss<std::chrono::seconds>{7h})),
              (list{1, 2}));
    EXPECT_EQ(ids(db.query<User>().where_has(&User::posts,
                                             [](auto& p) { p.where_date(&Post::created_at, year{2024} / 3 / 4); })),
              (list{2}));
}

TEST_F(column_conditions, parts_that_a_column_has_not_are_refused)
{
    EXPECT_EQ(code_of([&] { db.query<Post>().where_year("title", 2024); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([&] { db.query<User>().where_time("born", ginnel::time_of_day{}); }), "E_VALUE_TYPE");
    EXPECT_EQ(code_of([&] { db.query<User>().where_time(&User::wakes, ginnel::time_of_day::from_microseconds(1)); }),
              "E_VALUE_RANGE");
}

TEST_F(column_conditions, lists_hold_nulls_nothing_and_very_much)
{
    using optional = std::optional<std::int64_t>;
    const std::vector<optional> some{3, std::nullopt};
    EXPECT_EQ(ids(db.query<Post>().where_in(&Post::stars, some)), (list{1, 2, 4}));
    EXPECT_EQ(ids(db.query<Post>().where_not_in(&Post::stars, some)), (list{3, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_not_in(&Post::stars, {3})), (list{3, 5}));
    EXPECT_EQ(ids(db.query<Post>().where(&Post::id, 3).or_where_in(&Post::stars, some)), (list{1, 2, 3, 4}));
    EXPECT_EQ(ids(db.query<Post>().where(&Post::user_id, 1).where_not_in(&Post::stars, some)), (list{3}));
    EXPECT_EQ(ids(db.query<Post>().where_in("stars", some)), (list{1, 2, 4}));
    EXPECT_EQ(ids(db.query<Post>().where_in(&Post::stars, std::vector<optional>{std::nullopt})), (list{2, 4}));
    EXPECT_EQ(ids(db.query<Post>().where_in(&Post::id, list{})), (list{}));
    EXPECT_EQ(ids(db.query<Post>().where_not_in(&Post::stars, list{})), (list{1, 2, 3, 4, 5}));
    list many(200'000);
    for (std::size_t i = 0; i < many.size(); ++i)
        many[i] = static_cast<std::int64_t>(i) + 3;
    EXPECT_EQ(ids(db.query<Post>().where_in(&Post::id, many)), (list{3, 4, 5}));
    EXPECT_EQ(ids(db.query<Post>().where_not_in(&Post::id, many)), (list{1, 2}));
}

TEST_F(column_conditions, a_list_may_be_another_query)
{
    const auto sent = db.statements_of([&] {
        EXPECT_EQ(ids(db.query<Post>().where_in(&Post::user_id, db.query<User>().where(&User::name, "Bob"), &User::id)),
                  (list{4, 5}));
    });
    EXPECT_EQ(sent.size(), 1u);
    EXPECT_EQ(ids(db.query<Post>().where_not_in(&Post::user_id, db.query<User>().where(&User::name, "Bob"), &User::id)),
              (list{1, 2, 3}));
    // the manager of Ada is null, which must not hide everyone
    EXPECT_EQ(ids(db.query<User>().where_not_in(&User::id, db.query<User>(), &User::manager_id)), (list{2, 3}));
    EXPECT_EQ(ids(db.query<User>()
                      .where(&User::id, 3)
                      .or_where_in(&User::id, db.query<Post>().order_by(&Post::score, ginnel::desc).limit(1),
                                   &Post::user_id)),
              (list{1, 3}));
    EXPECT_EQ(ids(db.query<User>().where(&User::id, 1).or_where_not_in(&User::id, db.query<Post>(), &Post::user_id)),
              (list{1, 3}));
    auto busy = db.query<Post>().group_by(&Post::user_id).having(ginnel::count(), ">", 2);
    EXPECT_EQ(ids(db.query<User>().where_in(&User::id, busy, &Post::user_id)), (list{1}));
    auto own = db.query<Post>().where_column(&Post::user_id, ginnel::outer(&User::id)).where(&Post::score, ">", 5.0);
    EXPECT_EQ(ids(db.query<User>().where_in(&User::id, own, &Post::user_id)), (list{1}));
    const User ada = db.find_or_fail<User>(1);
    EXPECT_EQ(ids(db.query<Comment>().where_in(&Comment::post_id, db.related(ada, &User::posts).query(), &Post::id)),
              (list{1, 2}));
}

TEST_F(column_conditions, pivot_columns_order_rows_and_choose_them)
{
    const Post first = db.find_or_fail<Post>(1);
    const auto names = [&](auto&& q) { return seeds::each(q.all(), &Tag::name); };
    EXPECT_EQ(names(db.related(first, &Post::tags).query().order_by_pivot("weight", ginnel::desc)),
              (std::vector<std::string>{"blue", "red"}));
    EXPECT_EQ(names(db.related(first, &Post::tags).query().order_by(&Tagging::weight)),
              (std::vector<std::string>{"red", "blue"}));
    EXPECT_EQ(names(db.related(first, &Post::tags).query().where(&Tagging::weight, ">", 3)),
              (std::vector<std::string>{"blue"}));
    const auto posts =
        db.query<Post>()
            .preload(&Post::tags, [](auto& t) { t.group_limit(1).group_order_by_pivot("weight", ginnel::desc); })
            .where(&Post::id, 1)
            .all();
    EXPECT_EQ(seeds::each(posts[0].tags, &Tag::name), (std::vector<std::string>{"blue"}));
    EXPECT_EQ(code_of([&] { db.related(first, &Post::tags).query().order_by_pivot("weigth"); }), "E_UNKNOWN_COLUMN");
}

} // namespace
