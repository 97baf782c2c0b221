// What the check of models finds in the rows and the types of a database.
#if defined(GINNEL_POSTGRES)
#include "driver/postgres_database.hpp"
#endif
#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace checked {

struct Photo;
struct Note;
struct Tag;
struct Album {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> parent_id{};
    ginnel::belongs_to<Album> parent{};
    ginnel::has_many<Photo> photos{};
    ginnel::has_one<Photo> cover{};
    static void describe(ginnel::model<Album>& album);
};
struct Photo {
    std::int64_t id{};
    std::optional<std::int64_t> album_id{};
    ginnel::decimal price{};
    ginnel::belongs_to<Album> album{};
    ginnel::many_to_many<Tag> tags{};
    ginnel::morph_many<Note> notes{};
    static void describe(ginnel::model<Photo>& photo) { photo.relation(&Photo::notes).morph_name("notable"); }
};
struct Tag {
    std::int64_t id{};
    std::string name{};
};
struct Note {
    std::int64_t id{};
    std::int64_t notable_id{};
    std::string notable_type{};
    ginnel::morph_to<Photo, Album> notable{};
};
void Album::describe(ginnel::model<Album>& album)
{
    album.relation(&Album::parent).foreign_key(&Album::parent_id);
}

namespace {

using seeds::list;

list told(const ginnel::schema_report& report, ginnel::finding_kind kind)
{
    list out;
    for (const auto& f : report.findings)
        if (f.kind == kind)
            out.push_back(f.table + "." + (f.columns.empty() ? "" : f.columns.front()) + ": " + f.sentence);
    return out;
}

class schema_check : public ::testing::Test {
protected:
    schema_check()
    {
        db.create_tables<Album, Photo, Tag, Note>();
        db.run("pragma foreign_keys = off");
    }
    ginnel::schema_report report() { return db.check<Album, Photo, Tag, Note>(); }
    seeds::watched_database db;
};

TEST_F(schema_check, counts_and_lists_rows_whose_key_finds_no_row)
{
    db.run("insert into albums (id, name, parent_id) values (1, 'a', null), (2, 'b', 1), (3, 'c', 9)");
    db.run("insert into photos (id, album_id, price) values (1, 1, '1'), (2, 7, '1'), (3, 8, '1'), (4, null, '1')");
    db.run("insert into photo_tag (photo_id, tag_id) values (1, 5)");
    db.run(
        "insert into notes (notable_id, notable_type) values (1, 'Photo'), (40, 'Photo'), (3, 'Album'), (4, 'Album')");
    const auto found = report();
    EXPECT_EQ(
        told(found, ginnel::finding_kind::orphans),
        (list{"albums.parent_id: 1 row of albums holds in parent_id the id of no row of albums: remove them, or give "
              "them the key of a row that is there.",
              "photos.album_id: 2 rows of photos hold in album_id the id of no row of albums: remove them, or give "
              "them the key of a row that is there.",
              "photo_tag.tag_id: 1 row of photo_tag holds in tag_id the id of no row of tags: remove them, or give "
              "them the key of a row that is there.",
              "notes.notable_id: 1 row of notes with the notable_type 'Photo' holds in notable_id the id of no "
              "row of photos: remove them, or give them the key of a row that is there.",
              "notes.notable_id: 1 row of notes with the notable_type 'Album' holds in notable_id the id of no "
              "row of albums: remove them, or give them the key of a row that is there."}))
        << found.text();
    list listed;
    for (const auto& f : found.findings)
        if (f.kind == ginnel::finding_kind::orphans)
            listed.push_back(std::to_string(db.rows(f.sql).size()));
    EXPECT_EQ(listed, (list{"1", "2", "1", "1", "1"}));
}

TEST_F(schema_check, costs_two_statements_and_one_per_key)
{
    EXPECT_EQ(db.statements_of([&] { report(); }).size(), 2U + 6U);
}

TEST_F(schema_check, finds_no_fault_in_tables_that_it_made_but_gives_advice_on_unique_indexes)
{
    for (const auto& f : report().findings) {
        EXPECT_EQ(f.kind, ginnel::finding_kind::missing_unique) << f.sentence;
        EXPECT_TRUE(f.advice);
    }
}

TEST_F(schema_check, a_pivot_without_a_unique_index_is_said_until_it_has_one)
{
    const auto pivots = [&] {
        const auto all = report().findings;
        return std::count_if(all.begin(), all.end(), [](const auto& f) { return f.table == "photo_tag"; });
    };
    EXPECT_EQ(pivots(), 1);
    db.run("create unique index once on photo_tag (tag_id, photo_id)");
    EXPECT_EQ(pivots(), 0);
}

TEST_F(schema_check, finds_a_key_that_is_declared_otherwise_than_what_it_names)
{
    db.run("drop table photos");
    db.run("create table photos (id integer primary key, album_id text, price text not null)");
    EXPECT_EQ(
        told(report(), ginnel::finding_kind::different_keys),
        list{"photos.album_id: The column album_id of photos is declared as TEXT, and id of albums, whose values it "
             "holds, as INTEGER: give both one type."});
}

TEST_F(schema_check, asks_no_rows_of_tables_that_are_missing)
{
    db.run("drop table albums");
    const auto found = report();
    EXPECT_EQ(told(found, ginnel::finding_kind::missing_table), list{"albums.: The table albums does not exist."});
    EXPECT_EQ(told(found, ginnel::finding_kind::orphans), list{});
}

#if defined(GINNEL_POSTGRES)
class schema_check_on_postgres : public postgres_server::database_test {
protected:
    void begin(const std::string& url) override { address = url; }
    std::string address;
};

TEST_F(schema_check_on_postgres, reads_its_catalog_and_finds_the_same)
{
    ginnel::database db{address};
    db.create_tables<Album, Photo, Tag, Note>();
    for (const auto& f : db.check<Album, Photo, Tag, Note>().findings)
        EXPECT_EQ(f.kind, ginnel::finding_kind::missing_unique) << f.sentence;
    db.run("insert into notes (notable_id, notable_type) values (40, 'Photo')");
    db.run("alter table tags alter column name type bytea using name::bytea");
    db.run("alter table photos alter column price drop not null");
    db.run("drop index photos_album_id_index");
    const auto found = db.check<Album, Photo, Tag, Note>();
    EXPECT_EQ(told(found, ginnel::finding_kind::orphans).size(), 1U) << found.text();
    EXPECT_EQ(told(found, ginnel::finding_kind::different_type).size(), 1U) << found.text();
    EXPECT_EQ(told(found, ginnel::finding_kind::nullable).size(), 1U) << found.text();
    EXPECT_EQ(told(found, ginnel::finding_kind::missing_index).size(), 1U) << found.text();
}
#endif

} // namespace

} // namespace checked
