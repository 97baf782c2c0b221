#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace writing {

struct Chapter;
struct Review;
struct Genre;
struct Shelf;
struct Novel {
    std::int64_t id{};
    std::int64_t shelf_id{};
    std::string title{};
    ginnel::belongs_to<Shelf> shelf{};
    ginnel::has_many<Chapter> chapters{};
    ginnel::has_many<Review> reviews{};
    ginnel::many_to_many<Genre> genres{};
    static void describe(ginnel::model<Novel>& novel);
};
struct Chapter {
    std::int64_t id{};
    std::int64_t novel_id{};
};
struct Review {
    std::int64_t id{};
    std::optional<std::int64_t> novel_id{};
};
struct Genre {
    std::int64_t id{};
};
struct Shelf {
    std::int64_t id{};
};

void Novel::describe(ginnel::model<Novel>& novel)
{
    novel.relation(&Novel::shelf).on_delete(ginnel::on_delete::restrict);
    novel.relation(&Novel::chapters).on_delete(ginnel::on_delete::cascade);
    novel.relation(&Novel::reviews).on_delete(ginnel::on_delete::set_null);
    novel.relation(&Novel::genres).on_delete(ginnel::on_delete::cascade);
}

struct Sheet;
struct Binder {
    std::int64_t id{};
    ginnel::has_many<Sheet> sheets{};
    static void describe(ginnel::model<Binder>& binder)
    {
        binder.relation(&Binder::sheets).on_delete(ginnel::on_delete::set_null);
    }
};
struct Sheet {
    std::int64_t id{};
    std::int64_t binder_id{};
};

struct Sticker {
    std::int64_t id{};
    std::int64_t stickable_id{};
    std::string stickable_type{};
};
struct Desk {
    std::int64_t id{};
};
struct Folder {
    std::int64_t id{};
    std::int64_t desk_id{};
    ginnel::belongs_to<Desk> desk{};
    ginnel::morph_many<Sticker> stickers{};
    static void describe(ginnel::model<Folder>& folder)
    {
        folder.relation(&Folder::desk).on_delete(ginnel::on_delete::cascade);
        folder.relation(&Folder::stickers).morph_name("stickable").on_delete(ginnel::on_delete::cascade);
    }
};

namespace {

using seeds::list;

class on_delete_rules : public ::testing::Test {
protected:
    on_delete_rules()
    {
        db.create_tables<Shelf, Novel, Chapter, Review, Genre>();
        const auto shelf = db.create(Shelf{});
        emma = db.create(Novel{.shelf_id = shelf.id, .title = "Emma"});
        db.related(emma, &Novel::chapters).create({});
        db.related(emma, &Novel::reviews).create({});
        db.related(emma, &Novel::genres).create({});
    }
    seeds::watched_database db;
    Novel emma;
};

TEST_F(on_delete_rules, are_kept_by_the_database_when_a_row_is_deleted)
{
    db.run("delete from novels");
    EXPECT_EQ(db.rows("select count(*) from chapters"), list{"0"});
    EXPECT_EQ(db.rows("select id, novel_id from reviews"), list{"1|"});
    EXPECT_EQ(db.rows("select count(*) from genre_novel"), list{"0"});
    EXPECT_EQ(db.rows("select count(*) from genres"), list{"1"});
}

TEST_F(on_delete_rules, that_restrict_refuse_the_deletion_with_an_error_of_the_foreign_key)
{
    try {
        db.run("delete from shelves");
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::foreign_key);
    }
    EXPECT_EQ(db.rows("select count(*) from novels"), list{"1"});
}

TEST(on_delete_mistakes, a_key_that_cannot_be_null_is_not_set_to_null)
{
    ginnel::database db{"sqlite::memory:"};
    try {
        (void)db.query<Binder>();
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_ON_DELETE");
        EXPECT_NE(std::string{e.what()}.find("Binder.sheets"), std::string::npos);
    }
}

TEST(on_delete_mistakes, a_cascade_whose_way_down_nothing_shows_is_refused)
{
    try {
        (void)ginnel::database{"sqlite::memory:"}.query<Folder>();
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_ON_DELETE");
        EXPECT_NE(std::string{e.what()}.find("since Desk has no relation to Folder: give it one, as "
                                             "ginnel::has_many<Folder> in Desk"),
                  std::string::npos)
            << e.what();
    }
}

} // namespace

} // namespace writing
