#include "engine/record.hpp"
#include "engine/record_json.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using ginnel::cell;
using ginnel::column_type;
using ginnel::kind;
using ginnel::value;
using namespace ginnel::engine;
namespace schema = ginnel::schema;

schema::column column(std::string name, column_type type, bool primary = false)
{
    schema::column c;
    c.name = name;
    c.column_name = schema::snake_case(name);
    c.serialize_as = std::move(name);
    c.type = type;
    c.primary = primary;
    c.nullable = !primary;
    return c;
}

schema::relation_draft relation(std::string name, schema::relation_kind kind, std::string target)
{
    schema::relation_draft r;
    r.name = std::move(name);
    r.kind = kind;
    r.target = std::move(target);
    r.slot = schema::to_many(kind) ? &record_list_ops() : &record_one_ops();
    return r;
}

/// Authors with a column of each type, and their books.
class record_test : public testing::Test {
protected:
    record_test()
    {
        schema::model_draft author;
        author.name = "Author";
        author.style = schema::key_style::camel;
        author.ops = &record_ops();
        author.columns = {column("id", column_type::int64, true), column("name", column_type::text),
                          column("living", column_type::boolean), column("rating", column_type::real),
                          column("age", column_type::int16),      column("born", column_type::date),
                          column("price", column_type::decimal),  column("notes", column_type::json),
                          column("picture", column_type::blob),   column("secret", column_type::text)};
        author.columns.back().serialize_as.clear();
        author.relations = {relation("books", schema::relation_kind::has_many, "Book")};
        schema::model_draft book;
        book.name = "Book";
        book.style = schema::key_style::camel;
        book.ops = &record_ops();
        book.columns = {column("id", column_type::int64, true), column("authorId", column_type::int64),
                        column("title", column_type::text)};
        book.relations = {relation("author", schema::relation_kind::belongs_to, "Author")};
        registry_.add(std::move(author));
        registry_.add(std::move(book));
        registry_.boot();
    }

    const schema::model& author() const { return registry_.get("Author"); }
    const schema::model& book() const { return registry_.get("Book"); }

    /// Whether a column of Author takes a cell; what was stored is left in `last`.
    bool takes(std::string_view name, const value& v)
    {
        record r{author()};
        const auto& c = author().column_named(name);
        const bool fits = record_ops().set(author(), &r, c.index, v.view());
        last = r.get(c.index);
        EXPECT_EQ(r.has(c.index), fits) << name;
        return fits;
    }

    record a_book(std::int64_t id, std::string title) const
    {
        record b{book()};
        b.put("id", id);
        b.put("title", std::move(title));
        return b;
    }

    schema::registry registry_;
    value last;
};

TEST_F(record_test, a_new_record_has_no_values_and_no_loaded_relations)
{
    const record r{author()};
    EXPECT_FALSE(r.has(0));
    EXPECT_TRUE(r.get("name").is_null());
    EXPECT_FALSE(r.slot(0).loaded);
    EXPECT_FALSE(r.persisted);
    EXPECT_TRUE(r.extra_names().empty());
    EXPECT_EQ(to_json(r), "{}");
}

TEST_F(record_test, columns_are_found_by_property_and_by_column_name)
{
    record b{book()};
    b.put("author_id", 7);
    EXPECT_EQ(b.get("authorId"), value{7});
    EXPECT_TRUE(b.has(1));
    try {
        b.put("autorId", 1);
        FAIL() << "an unknown column was taken";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_UNKNOWN_COLUMN");
        EXPECT_NE(std::string{e.what()}.find("authorId"), std::string::npos) << e.what();
    }
}

TEST_F(record_test, a_cell_of_the_wrong_kind_is_refused)
{
    EXPECT_FALSE(takes("id", "12"));
    EXPECT_FALSE(takes("id", 12.0));
    EXPECT_FALSE(takes("name", 12));
    EXPECT_FALSE(takes("rating", "1.5"));
    EXPECT_FALSE(takes("born", 20240101));
    EXPECT_FALSE(takes("notes", 1));
    EXPECT_FALSE(takes("picture", "text"));
    EXPECT_FALSE(takes("name", value::blob("ab")));
    EXPECT_FALSE(takes("price", value::blob("1")));
}

TEST_F(record_test, null_fits_every_column)
{
    for (const auto& c : author().table.columns)
        EXPECT_TRUE(takes(c.name, value{})) << c.name;
}

TEST_F(record_test, a_boolean_column_makes_booleans_of_0_and_1)
{
    EXPECT_TRUE(takes("living", 1));
    EXPECT_EQ(last, value{true});
    EXPECT_TRUE(takes("living", 0));
    EXPECT_EQ(last, value{false});
    EXPECT_TRUE(takes("living", true));
    EXPECT_EQ(last, value{true});
    EXPECT_FALSE(takes("living", 2));
    EXPECT_FALSE(takes("living", "true"));
}

TEST_F(record_test, numbers_fit_by_width)
{
    EXPECT_TRUE(takes("age", 32767));
    EXPECT_FALSE(takes("age", 32768));
    EXPECT_FALSE(takes("age", -32769));
    EXPECT_TRUE(takes("id", std::numeric_limits<std::int64_t>::min()));
    EXPECT_TRUE(takes("rating", 3));
    EXPECT_EQ(last, value{3}); // the stored value stays what it is
    EXPECT_TRUE(takes("price", "12.50"));
    EXPECT_TRUE(takes("price", 12.5));
}

TEST_F(record_test, a_whole_row_is_read_and_the_column_that_does_not_fit_is_named)
{
    const value title{"Emma"}, wrong{"x"};
    cell row[3]{};
    row[0].type = kind::integer;
    row[0].integer = 4;
    row[2] = title.view();
    record b{book()};
    std::size_t failed = 99;
    ASSERT_TRUE(record_ops().read(book(), row, &b, failed));
    EXPECT_EQ(failed, 99U);
    EXPECT_EQ(b.get("id"), value{4});
    EXPECT_TRUE(b.has(1) && b.get("authorId").is_null());
    EXPECT_EQ(record_ops().get(book(), &b, 2), title);
    record_ops().loaded(book(), &b, nullptr);
    EXPECT_TRUE(b.persisted);
    row[1] = wrong.view();
    EXPECT_FALSE(record_ops().read(book(), row, &b, failed));
    EXPECT_EQ(failed, 1U);
}

TEST_F(record_test, extras_stand_beside_the_columns)
{
    record b{book()};
    auto* places = record_ops().extras(
        book(), &b, std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"pivot_level", "n"}));
    ASSERT_NE(places, nullptr);
    places[0] = "high";
    places[1] = 3;
    EXPECT_EQ(b.extra_names(), (std::vector<std::string>{"pivot_level", "n"}));
    EXPECT_EQ(b.extra_values().at(1), value{3});
    EXPECT_EQ(to_json(b), "{}") << "extras are written only where they are asked for";
    json_choice with_extras;
    with_extras.extras_as = "meta";
    EXPECT_EQ(to_json(b, with_extras), R"({"meta":{"pivot_level":"high","n":3}})");
}

TEST_F(record_test, a_list_slot_knows_unloaded_from_empty_and_keeps_the_order)
{
    record r{author()};
    const auto& ops = record_list_ops();
    void* slot = record_ops().slot(author(), &r, 0);
    EXPECT_FALSE(ops.loaded(slot));
    ops.reset(slot, &author().relations[0], true);
    EXPECT_TRUE(ops.loaded(slot));
    EXPECT_TRUE(ops.partial(slot));
    EXPECT_EQ(ops.size(slot), 0U);
    for (const auto id : {2, 1})
        static_cast<record*>(ops.emplace(slot, book()))->put("id", id);
    ASSERT_EQ(ops.size(slot), 2U);
    EXPECT_EQ(static_cast<record*>(ops.at(slot, 0))->get("id"), value{2});
    ops.reset(slot, &author().relations[0], false);
    EXPECT_EQ(ops.size(slot), 0U);
    EXPECT_FALSE(ops.partial(slot));
    EXPECT_EQ(ops.emplace_link(slot), nullptr);
}

TEST_F(record_test, a_to_one_slot_shares_its_row)
{
    record first{book()}, second{book()};
    const auto& ops = record_one_ops();
    ASSERT_NE(ops.share, nullptr);
    ops.reset(&first.slot(0), nullptr, false);
    ops.reset(&second.slot(0), nullptr, false);
    EXPECT_EQ(ops.size(&first.slot(0)), 0U);
    void* row = ops.emplace(&first.slot(0), author());
    ops.share(&second.slot(0), &first.slot(0));
    EXPECT_EQ(ops.at(&second.slot(0), 0), row);
    EXPECT_EQ(first.slot(0).row.use_count(), 2);
}

TEST_F(record_test, a_detached_slot_is_swapped_in_whole_and_leaves_counts_alone)
{
    record r{author()};
    const auto& ops = record_list_ops();
    auto& mine = r.slot(0);
    ops.set_count(&mine, &author().relations[0], 9);
    void* detached = ops.make();
    ops.reset(detached, &author().relations[0], false);
    ops.emplace(detached, book());
    ops.swap_in(&mine, detached);
    ops.destroy(detached);
    EXPECT_TRUE(mine.loaded);
    EXPECT_EQ(mine.rows.size(), 1U);
    EXPECT_EQ(mine.count, 9);
}

TEST_F(record_test, a_list_of_roots_is_a_plain_vector)
{
    std::vector<record> rows;
    const auto& ops = record_rows_ops();
    static_cast<record*>(ops.emplace(&rows, book()))->put("id", 1);
    EXPECT_EQ(ops.size(&rows), 1U);
    void* other = ops.make();
    ops.swap_in(&rows, other);
    EXPECT_TRUE(rows.empty());
    EXPECT_EQ(static_cast<record*>(ops.at(other, 0))->get("id"), value{1});
    ops.destroy(other);
    ops.reset(&rows, nullptr, false);
    EXPECT_TRUE(rows.empty());
}

TEST_F(record_test, copies_own_their_lists_and_share_their_to_one_rows)
{
    record r{author()};
    r.slot(0).loaded = true;
    r.slot(0).rows.push_back(a_book(1, "Emma"));
    record copy = r;
    copy.slot(0).rows[0].put("title", "Persuasion");
    EXPECT_EQ(r.slot(0).rows[0].get("title"), value{"Emma"});
}

TEST_F(record_test, json_keeps_all_digits_times_decimals_structure_and_bytes)
{
    record r{author()};
    r.put("id", std::numeric_limits<std::int64_t>::max());
    r.put("name", "Jane \"J\"\n");
    r.put("living", false);
    r.put("rating", 4.5);
    r.put("born", "1775-12-16");
    r.put("price", "0.10");
    r.put("notes", R"({"a":[1]})");
    r.put("picture", value::blob("hello"));
    r.put("secret", "hidden");
    EXPECT_EQ(to_json(r),
              R"({"id":9223372036854775807,"name":"Jane \"J\"\n","living":false,"rating":4.5,"born":"1775-12-16",)"
              R"("price":"0.10","notes":{"a":[1]},"picture":"aGVsbG8="})");
}

TEST_F(record_test, json_stays_valid_whatever_a_column_holds)
{
    record r{author()};
    r.put("notes", "{broken");
    r.put("name", std::string{"a\xff"});
    EXPECT_EQ(to_json(r), "{\"name\":\"a\xEF\xBF\xBD\",\"notes\":\"{broken\"}");
}

TEST_F(record_test, base64_is_padded)
{
    const auto written = [&](std::string bytes) {
        record r{author()};
        r.put("picture", value::blob(std::move(bytes)));
        return to_json(r);
    };
    EXPECT_EQ(written(""), R"({"picture":""})");
    EXPECT_EQ(written("f"), R"({"picture":"Zg=="})");
    EXPECT_EQ(written("fo"), R"({"picture":"Zm8="})");
    EXPECT_EQ(written("foo"), R"({"picture":"Zm9v"})");
}

TEST_F(record_test, json_holds_loaded_relations_and_what_was_picked_of_them)
{
    record r{author()};
    r.put("id", 1);
    r.put("name", "Jane");
    r.slot(0).loaded = true;
    EXPECT_EQ(to_json(r), R"({"id":1,"name":"Jane","books":[]})");
    r.slot(0).rows.push_back(a_book(4, "Emma"));
    record& one = r.slot(0).rows.back();
    one.slot(0).loaded = true;
    EXPECT_EQ(to_json(r), R"({"id":1,"name":"Jane","books":[{"id":4,"title":"Emma","author":null}]})");
    json_choice pick;
    pick.fields = {{"name"}};
    EXPECT_EQ(to_json(r, pick), R"({"name":"Jane","books":[{"id":4,"title":"Emma","author":null}]})")
        << "a relation that is not mentioned is written whole";
    pick.relations["books"].fields = {{"title"}};
    pick.relations["books"].omit_relations = {"author"};
    EXPECT_EQ(to_json(r, pick), R"({"name":"Jane","books":[{"title":"Emma"}]})");
    pick.omit = {"name"};
    pick.relation_names = {std::vector<std::string>{}};
    EXPECT_EQ(to_json(r, pick), "{}");
    EXPECT_EQ(to_json(std::vector<record>{a_book(1, "a"), a_book(2, "b")}),
              R"([{"id":1,"title":"a"},{"id":2,"title":"b"}])");
    EXPECT_EQ(to_json(std::vector<record>{}), "[]");
}

} // namespace
