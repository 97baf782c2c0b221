// Loading into records that exist, and rows by keys, pages and batches.
#include "clinic.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace run_time {
namespace {

namespace types = ginnel::types;

std::string refused(clinic& c, const std::function<void()>& work, std::size_t sends = 0)
{
    std::string code = "nothing";
    EXPECT_EQ(c.statements_of([&] {
        try {
            work();
        } catch (const ginnel::error& e) {
            code = std::string{e.code()} + ": " + e.what();
        }
    }),
              sends)
        << code;
    return code;
}

TEST(rows_by_name, relations_are_loaded_into_records)
{
    clinic c;
    const auto rows = c.app.query("Physician").order_by("name").all();
    EXPECT_EQ(c.statements_of([&] { c.app.load(rows, "patients.appointments", [](auto& q) { q.where("fee", ">", 40); }); }), 2U);
    EXPECT_EQ(each(rows[0].related("patients"), "name"), (texts{"Cleo", "Cleo", "Dan"}));
    EXPECT_EQ(rows[1].related("patients")[0].related("appointments").size(), 1U);
    EXPECT_EQ(c.statements_of([&] { c.app.load(std::vector<ginnel::record>{}, "patients"); }), 0U);
    EXPECT_EQ(c.statements_of([&] { c.app.load(rows[0], [](auto& q) { q.preload("appointments").preload("patients"); }); }), 2U);
    EXPECT_EQ(rows[0].related("appointments").size(), 3U);
}

TEST(rows_by_name, records_of_rows_that_a_load_replaced_stay_valid)
{
    clinic c;
    const auto ash = c.app.query("Physician").preload("patients").order_by("name").first_or_fail();
    const auto before = ash.related("patients");
    c.app.load(ash, "patients", [](auto& q) { q.where("name", "Dan"); });
    EXPECT_EQ(each(before, "name"), (texts{"Cleo", "Cleo", "Dan"}));
    EXPECT_EQ(each(ash.related("patients"), "name"), texts{"Dan"});
    EXPECT_TRUE(ash.partial("patients"));
}

TEST(rows_by_name, what_is_missing_is_loaded_alone)
{
    clinic c;
    auto rows = c.app.query("Physician").preload("patients").order_by("name").limit(1).all();
    const auto bea = c.app.query("Physician").where("name", "Bea").first_or_fail();
    rows.push_back(bea);
    EXPECT_EQ(c.statements_of([&] { c.app.load_missing(rows, "patients.appointments"); }), 2U);
    EXPECT_EQ(rows[0].related("patients")[2].related("appointments").size(), 2U);
    EXPECT_EQ(rows[1].related("patients")[0].related("appointments").size(), 2U);
    EXPECT_EQ(c.statements_of([&] { c.app.load_missing(rows, "patients.appointments"); }), 0U);
}

TEST(rows_by_name, polymorphic_rows_are_loaded_into_records)
{
    watched w;
    auto& post = w.app.define("Post", {{"title", types::text}});
    auto& clip = w.app.define("Clip", {{"title", types::text}});
    w.app.define("Note").morph_to("subject", {post, clip});
    w.app.define("Author", {{"name", types::text}}).has_many(post);
    post.belongs_to("Author");
    w.app.boot();
    w.app.create_tables();
    w.app.model("Author").create({{"name", "Asha"}});
    post.create({{"title", "p"}, {"authorId", 1}});
    clip.create({{"title", "c"}});
    w.app.model("Note").create_many({{{"subjectId", 1}, {"subjectType", "Post"}}, {{"subjectId", 1}, {"subjectType", "Clip"}}});
    const auto notes = w.app.query("Note").order_by("id").all();
    EXPECT_EQ(w.statements_of([&] { w.app.load(notes, "subject"); }), 2U);
    EXPECT_EQ(notes[0].one("subject").value()["title"].as<std::string>(), "p");
    EXPECT_EQ(notes[1].one("subject").value()["title"].as<std::string>(), "c");
    const auto deep = [](auto& q) { q.preload_morph("subject", "Post", [](auto& p) { p.preload("author"); }); };
    EXPECT_EQ(w.statements_of([&] { w.app.load_missing(notes, deep); }), 1U) << "the authors alone";
    EXPECT_EQ(notes[0].one("subject").value().one("author").value()["name"].as<std::string>(), "Asha");
}

TEST(rows_by_name, many_keys_and_pairs_take_one_statement)
{
    clinic c;
    const auto q = c.app.query("Patient");
    EXPECT_EQ(c.statements_of([&] { EXPECT_EQ(each(q.find_many({2, 7, 1, 2}), "name"), (texts{"Dan", "Cleo"})); }), 1U);
    EXPECT_EQ(c.statements_of([&] { EXPECT_TRUE(q.find_many(std::vector<std::int64_t>{}).empty()); }), 0U);
    EXPECT_NE(refused(c, [&] { (void)q.find_many_or_fail({1, 7, 8}); }, 1).find("there is no Patient with the keys 7, 8"), std::string::npos);
    EXPECT_TRUE(refused(c, [&] { (void)q.find_many({"one"}); }).starts_with("E_VALUE_TYPE"));
    using pairs = std::vector<std::pair<std::string, int>>;
    EXPECT_EQ(c.statements_of([&] { EXPECT_EQ((c.app.query("Patient").order_by("age").pluck<std::string, int>("name", "age")), (pairs{{"Cleo", 30}, {"Dan", 51}})); }), 1U);
    EXPECT_TRUE(refused(c, [&] { (void)q.pluck<std::string, int>("name", "agee"); }).starts_with("E_UNKNOWN_COLUMN"));
}

TEST(rows_by_name, pages_go_by_cursors_there_and_back)
{
    clinic c;
    const auto plain = c.app.query("Appointment").order_by("patientId", ginnel::desc);
    ginnel::cursor_page<ginnel::record> one, two;
    EXPECT_EQ(c.statements_of([&] { one = plain.cursor_paginate(3, {}, "secret"); }), 1U);
    EXPECT_EQ(one.rows.size(), 3U);
    EXPECT_FALSE(one.previous_cursor);
    two = plain.cursor_paginate(3, one.next_cursor.value(), "secret");
    ASSERT_EQ(two.rows.size(), 1U);
    EXPECT_EQ(two.rows[0]["id"].as<int>(), 1);
    EXPECT_FALSE(two.next_cursor);
    EXPECT_EQ(plain.cursor_paginate(3, two.previous_cursor.value(), "secret").rows[0]["id"].as<int>(), one.rows[0]["id"].as<int>());
    EXPECT_TRUE(refused(c, [&] { (void)plain.cursor_paginate(3); }).starts_with("E_NO_CURSOR_SECRET"));
    EXPECT_TRUE(refused(c, [&] { (void)plain.cursor_paginate(3, "forged", "secret"); }).starts_with("E_CURSOR"));
    EXPECT_TRUE(refused(c, [&] { (void)plain.cursor_paginate(0, {}, "secret"); }).starts_with("E_PAGE"));
    ginnel::application app{"sqlite::memory:", {.cursor_secret = "another secret"}};
    app.define("A");
    app.boot();
    app.create_tables();
    EXPECT_TRUE(app.query("A").cursor_paginate(1).rows.empty());
}

TEST(rows_by_name, batches_are_walked_by_key)
{
    clinic c;
    std::vector<std::size_t> sizes;
    EXPECT_EQ(c.statements_of([&] { c.app.query("Appointment").preload("patient").chunk(3, [&](auto& rows) { sizes.push_back(rows.size()); }); }), 4U);
    EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 1}));
    EXPECT_EQ(c.statements_of([&] { c.app.query("Appointment").chunk(1, [&](auto& rows) { return rows[0]["id"].template as<int>() < 2; }); }), 2U);
    EXPECT_TRUE(refused(c, [&] { c.app.query("Patient").order_by("name").chunk(2, [](auto&) {}); }).starts_with("E_CHUNK_ORDER"));
}

TEST(rows_by_name, wrong_loads_are_refused_before_any_statement)
{
    clinic c;
    const auto rows = c.app.query("Patient").all();
    EXPECT_NE(refused(c, [&] { c.app.load(rows, "physician"); }).find("nearest: \"physicians\""), std::string::npos);
    EXPECT_NE(refused(c, [&] { c.app.load_missing(rows, "physicians", [](auto& q) { q.where("nme", "x"); }); }).find("nearest: \"name\""), std::string::npos);
    auto mixed = rows;
    mixed.push_back(c.app.query("Physician").first_or_fail());
    EXPECT_TRUE(refused(c, [&] { c.app.load(mixed, "appointments"); }).starts_with("E_RELATION_KIND"));
    const auto bare = c.app.query("Appointment").select({"fee"}).first_or_fail();
    EXPECT_TRUE(refused(c, [&] { c.app.load(bare, "patient"); }).starts_with("E_MISSING_MODEL_ATTRIBUTE"));
}

} // namespace
} // namespace run_time
