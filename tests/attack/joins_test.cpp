#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

// Joins along relations that choose rows by more than keys, and pages of joined rows.

namespace {

struct Album;
struct Film;
struct Label;
struct Artist;

struct Remark {
    std::int64_t id{};
    std::optional<std::int64_t> remarkable_id{};
    std::optional<std::string> remarkable_type{};
    std::int64_t stars{};
    std::optional<std::string> deleted_at{};
    ginnel::morph_to<Album, Film> remarkable{};
    static void describe(ginnel::model<Remark>& remark) { remark.soft_delete(&Remark::deleted_at); }
};
struct Album {
    std::int64_t id{};
    std::int64_t artist_id{};
    std::string title{};
    ginnel::morph_many<Remark> remarks{};
    ginnel::morph_to_many<Label> labels{};
    static void describe(ginnel::model<Album>& album);
};
struct Film {
    std::int64_t id{};
    std::string title{};
    ginnel::morph_many<Remark> remarks{};
    ginnel::morph_to_many<Label> labels{};
    static void describe(ginnel::model<Film>& film) { film.relation(&Film::labels).morph_name("labelable"); }
};
struct Label {
    std::int64_t id{};
    std::string name{};
};
struct Artist {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> teacher_id{};
    ginnel::belongs_to<Artist> teacher{};
    ginnel::has_many<Album> albums{};
    ginnel::has_one<Album> latest{};
    ginnel::has_many_through<Remark> remarks{};
    static void describe(ginnel::model<Artist>& artist);
};
void Album::describe(ginnel::model<Album>& album)
{
    album.relation(&Album::labels).morph_name("labelable");
    album.default_scope("shown", [](auto& albums) { albums.where(&Album::title, "<>", "hidden"); });
}
void Artist::describe(ginnel::model<Artist>& artist)
{
    artist.relation(&Artist::teacher).foreign_key(&Artist::teacher_id);
    artist.relation(&Artist::latest).latest_by(&Album::id);
    artist.relation(&Artist::remarks).via(&Artist::albums, &Album::remarks);
}

using list = std::vector<std::int64_t>;
using pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// Artists 1 (albums 1, 2 and one hidden) and 2 (none). Film 1 has the key of album 1.
struct music {
    ginnel::database db{"sqlite::memory:"};

    music()
    {
        db.create_tables<Artist, Album, Film, Label, Remark>();
        db.create(Artist{.name = "Ann"});
        db.create(Artist{.name = "Bob", .teacher_id = 1});
        for (const char* title : {"one", "two", "hidden"})
            db.create(Album{.artist_id = 1, .title = title});
        const Film film = db.create(Film{.title = "film"});
        db.create(Remark{.remarkable_id = 1, .remarkable_type = "Album", .stars = 5});
        db.create(Remark{.remarkable_id = 1, .remarkable_type = "Film", .stars = 4});
        db.create(Remark{.remarkable_id = 1, .remarkable_type = "Album", .stars = 3, .deleted_at = "now"});
        const Label label = db.create(Label{.name = "of a film"});
        db.related(film, &Film::labels).attach({label.id});
    }
    template <typename Query, typename F, typename C>
    static pairs joined(const Query& q, F C::*key)
    {
        pairs found;
        for (const auto& [a, b] : q.template all_as<std::tuple<std::int64_t, std::optional<std::int64_t>>>("id", key))
            found.emplace_back(a, b.value_or(0));
        return found;
    }
};

template <typename Query>
list all_of(const Query& q)
{
    list ids;
    for (const auto& row : q.all())
        ids.push_back(row.id);
    return ids;
}
/// The keys of all pages, first to last, and those met on the way back from the last.
template <typename Query>
std::pair<list, list> walked(const Query& q, std::int64_t n)
{
    std::pair<list, list> ids;
    auto page = q.cursor_paginate(n, {}, "secret");
    while (true) {
        for (const auto& row : page)
            ids.first.push_back(row.id);
        if (!page.next_cursor || ids.first.size() > 50)
            break;
        page = q.cursor_paginate(n, *page.next_cursor, "secret");
    }
    while (true) {
        list rows;
        for (const auto& row : page)
            rows.push_back(row.id);
        ids.second.insert(ids.second.begin(), rows.begin(), rows.end());
        if (!page.previous_cursor || ids.second.size() > 50)
            break;
        page = q.cursor_paginate(n, *page.previous_cursor, "secret");
    }
    return ids;
}

TEST(AttackedJoins, AJoinAlongAPolymorphicRelationMeetsRowsOfItsTypeThatWereNotDeleted)
{
    music m;
    EXPECT_EQ(music::joined(m.db.query<Album>().join(&Album::remarks), &Remark::id), (pairs{{1, 1}}));
    EXPECT_EQ(music::joined(m.db.query<Film>().join(&Film::remarks), &Remark::id), (pairs{{1, 2}}));
    EXPECT_EQ(music::joined(m.db.query<Album>().left_join(&Album::remarks).order_by(&Album::id), &Remark::id),
              (pairs{{1, 1}, {2, 0}}));
    EXPECT_EQ(music::joined(m.db.query<Artist>().join(&Artist::remarks), &Remark::id), (pairs{{1, 1}}));
    EXPECT_EQ(m.db.query<Album>().join(&Album::labels).count(), 0);
    EXPECT_EQ(m.db.query<Film>().join(&Film::labels).count(), 1);
}

TEST(AttackedJoins, AJoinKeepsThePickAndTheDefaultScopesOfTheRelation)
{
    music m;
    EXPECT_EQ(music::joined(m.db.query<Artist>().join(&Artist::latest), &Album::id), (pairs{{1, 2}}));
    EXPECT_EQ(music::joined(m.db.query<Artist>().left_join(&Artist::latest).order_by(&Artist::id), &Album::id),
              (pairs{{1, 2}, {2, 0}}));
    EXPECT_EQ(m.db.query<Artist>().join(&Artist::albums).count(), 2);
}

TEST(AttackedJoins, ALeftJoinOverTablesThatCouldNotKeepTheTypeIsRefused)
{
    music m;
    try {
        (void)m.db.query<Album>().left_join(&Album::labels);
        FAIL() << "it was taken";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_JOIN_CONDITION");
    }
}

TEST(AttackedJoins, CursorsLoseNoRowsWithoutAJoinedOne)
{
    music m;
    for (int i = 3; i <= 7; ++i)
        m.db.create(Artist{.name = "more", .teacher_id = i % 2 ? std::optional<std::int64_t>{i - 1} : std::nullopt});
    for (const auto d : {ginnel::asc, ginnel::desc}) {
        const auto q = m.db.query<Artist>().left_join("t", &Artist::teacher).order_by(ginnel::of("t", &Artist::name), d);
        for (const std::int64_t n : {1, 2, 3}) {
            const auto [on, back] = walked(q, n);
            EXPECT_EQ(on.size(), 7U);
            EXPECT_EQ(back, on);
        }
    }
}

TEST(AttackedJoins, PagesAndBatchesHaveEachJoinedRow)
{
    music m;
    m.db.create(Album{.artist_id = 2, .title = "three"});
    m.db.create(Album{.artist_id = 1, .title = "four"});
    const auto q = m.db.query<Artist>().join(&Artist::albums);
    const list all{1, 1, 1, 2};
    for (const std::int64_t n : {1, 2, 3}) {
        EXPECT_EQ(walked(q, n), (std::pair{all, all}));
        list met;
        q.chunk(n, [&](std::vector<Artist>& rows) {
            for (const Artist& a : rows)
                met.push_back(a.id);
        });
        EXPECT_EQ(met, all);
    }
    EXPECT_EQ(walked(m.db.query<Artist>().join(&Artist::albums).distinct(), 1).first, (list{1, 2}));
    const auto page = m.db.query<Artist>().join(&Artist::albums).distinct().paginate(1, 10);
    EXPECT_EQ(page.total, 2);
    EXPECT_EQ(page.rows.size(), 2U);
    EXPECT_EQ(all_of(m.db.query<Artist>().join(&Artist::albums).distinct()), (list{1, 2}));
}

/// Counts how many are made.
struct Heavy {
    std::int64_t id = ++made;
    std::string name{};
    inline static std::int64_t made = 0;
};

TEST(AttackedJson, WhatIsNoObjectMakesNoRow)
{
    (void)ginnel::from_json<std::vector<Heavy>>(R"([{"name":"a"}])");
    const std::int64_t before = Heavy::made;
    std::string text = "[1";
    for (int i = 0; i < 1000; ++i)
        text += ",1";
    EXPECT_THROW((void)ginnel::from_json<std::vector<Heavy>>(text + ']'), ginnel::error);
    EXPECT_EQ(Heavy::made, before);
}

} // namespace
