#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

struct Post;
struct Video;
struct Tag;

struct Comment {
    std::int64_t id{};
    std::optional<std::int64_t> commentable_id{};
    std::optional<std::string> commentable_type{};
    std::string body{};
    ginnel::morph_to<Post, Video> commentable{};
};

struct Post {
    std::int64_t id{};
    std::string title{};
    ginnel::morph_many<Comment> comments{};
    ginnel::morph_one<Comment> newest{};
    ginnel::morph_to_many<Tag> tags{};
    static void describe(ginnel::model<Post>& post);
};

struct Video {
    std::int64_t id{};
    std::string url{};
    ginnel::morph_many<Comment> comments{};
    ginnel::morph_to_many<Tag> tags{};
    static void describe(ginnel::model<Video>& video);
};

struct Tag {
    std::int64_t id{};
    std::string name{};
    ginnel::morphed_by_many<Post> posts{};
    ginnel::morphed_by_many<Video> videos{};
    ginnel::has_many_through<Comment> post_comments{};
    static void describe(ginnel::model<Tag>& tag);
};

void Post::describe(ginnel::model<Post>& post)
{
    post.relation(&Post::newest).latest_by(&Comment::id);
    post.relation(&Post::tags).morph_name("taggable");
}
void Video::describe(ginnel::model<Video>& video)
{
    video.morph_value("video");
    video.relation(&Video::tags).morph_name("taggable");
}
void Tag::describe(ginnel::model<Tag>& tag)
{
    tag.relation(&Tag::posts).morph_name("taggable");
    tag.relation(&Tag::videos).morph_name("taggable");
    tag.relation(&Tag::post_comments).via(&Tag::posts, &Post::comments);
}

struct forum {
    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> sent{};
    Post post{};
    Video video{};
    Tag tag{};

    forum()
    {
        db.create_tables<Post, Video, Comment, Tag>();
        post = db.create(Post{.title = "Monsoon"});
        video = db.create(Video{.url = "rain.ogv"});
        db.related(post, &Post::comments).create_many({{.body = "wet"}, {.body = "warm"}});
        db.related(video, &Video::comments).create({.body = "loud"});
        db.create(Comment{.body = "of nothing"});
        tag = db.related(post, &Post::tags).create({.name = "weather"});
        db.related(video, &Video::tags).attach({tag.id});
        db.log([this](std::string_view sql) { sent.emplace_back(sql); });
    }
};

TEST(Polymorphic, WritesSetTheTypeBesideTheKey)
{
    forum f;
    const auto comments = f.db.query<Comment>().order_by(&Comment::id).all();
    ASSERT_EQ(comments.size(), 4U);
    EXPECT_EQ(comments[0].commentable_type, "Post");
    EXPECT_EQ(comments[2].commentable_type, "video");
    EXPECT_EQ(comments[2].commentable_id, f.video.id);
}

TEST(Polymorphic, RowsOfOneKeyAndAnotherTypeAreNotRelated)
{
    forum f;
    ASSERT_EQ(f.post.id, f.video.id);
    const auto posts = f.db.query<Post>().preload(&Post::comments).with_count(&Post::comments).all();
    EXPECT_EQ(f.sent.size(), 2U);
    ASSERT_EQ(posts[0].comments.size(), 2U);
    EXPECT_EQ(posts[0].comments.count(), 2);
    EXPECT_EQ(posts[0].comments[0].body, "wet");
    EXPECT_EQ(f.db.related(f.video, &Video::comments).query().count(), 1);
    EXPECT_EQ(f.db.query<Video>().where_has(&Video::comments, [](auto& c) { c.where(&Comment::body, "wet"); }).count(),
              0);
}

TEST(Polymorphic, OneRelationLeadsToRowsOfSeveralModels)
{
    forum f;
    const auto comments = f.db.query<Comment>().order_by(&Comment::id).preload(&Comment::commentable).all();
    EXPECT_EQ(f.sent.size(), 3U); // the comments, their posts, their videos
    EXPECT_EQ(comments[0].commentable.get<Post>()->title, "Monsoon");
    EXPECT_EQ(comments[0].commentable.get<Video>(), nullptr);
    EXPECT_TRUE(comments[2].commentable.holds<Video>());
    EXPECT_FALSE(comments[3].commentable);
    const std::string said = comments[2].commentable.visit([](const auto& row) { return ginnel::to_json(row); });
    EXPECT_EQ(said, R"({"id":1,"url":"rain.ogv"})");
    EXPECT_EQ(ginnel::to_json(comments[3]),
              R"({"id":4,"commentable_id":null,"commentable_type":null,"body":"of nothing","commentable":null})");
}

TEST(Polymorphic, OnlyTypesThatRowsNameCostAStatement)
{
    forum f;
    f.db.query<Comment>().where(&Comment::commentable_type, "video").preload(&Comment::commentable).all();
    EXPECT_EQ(f.sent.size(), 2U);
}

TEST(Polymorphic, RowsThatExistAreLoadedOfAllTypes)
{
    forum f;
    auto comments = f.db.query<Comment>().order_by(&Comment::id).all();
    f.sent.clear();
    f.db.load(comments, &Comment::commentable);
    EXPECT_EQ(f.sent.size(), 2U);
    EXPECT_TRUE(comments[1].commentable.holds<Post>());
    EXPECT_TRUE(comments[2].commentable.holds<Video>());
    EXPECT_TRUE(comments[3].commentable.loaded());
}

TEST(Polymorphic, ClosuresSpeakOfOneType)
{
    forum f;
    const auto comments =
        f.db.query<Comment>().order_by(&Comment::id).preload_morph<Post>(&Comment::commentable, &Post::tags).all();
    EXPECT_EQ(comments[0].commentable.get<Post>()->tags[0].name, "weather");
    EXPECT_FALSE(comments[2].commentable.get<Video>()->tags.loaded());

    const auto monsoon = [](auto& posts) { posts.where(&Post::title, "Monsoon"); };
    EXPECT_EQ(f.db.query<Comment>().where_has_morph<Post>(&Comment::commentable, monsoon).count(), 2);
    EXPECT_EQ(f.db.query<Comment>().where_doesnt_have_morph<Post>(&Comment::commentable).count(), 2);
    EXPECT_EQ(f.db.query<Comment>()
                  .where_has_morph<Post>(&Comment::commentable, &Post::tags)
                  .or_where_has_morph<Video>(&Comment::commentable)
                  .count(),
              3);
}

TEST(Polymorphic, ATypeThatNoModelHasIsAnError)
{
    forum f;
    f.db.run("insert into comments (commentable_id, commentable_type, body) values (1, 'Song', 'lost')");
    try {
        f.db.query<Comment>().preload(&Comment::commentable).all();
        FAIL();
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_UNKNOWN_TYPE");
        EXPECT_NE(std::string{e.what()}.find("the type 'Song'"), std::string::npos) << e.what();
        EXPECT_NE(std::string{e.what()}.find("\"Post\", \"video\""), std::string::npos) << e.what();
    }
}

TEST(Polymorphic, PivotsLinkSeveralModels)
{
    forum f;
    const auto tags = f.db.query<Tag>().preload(&Tag::posts).preload(&Tag::videos).preload(&Tag::post_comments).all();
    EXPECT_EQ(f.sent.size(), 4U);
    EXPECT_EQ(tags[0].posts[0].title, "Monsoon");
    EXPECT_EQ(tags[0].videos.size(), 1U);
    EXPECT_EQ(tags[0].post_comments.size(), 2U); // not the video's, whose key is the same

    const auto changes = f.db.related(f.video, &Video::tags).sync({});
    EXPECT_EQ(changes.detached.size(), 1U);
    EXPECT_EQ(f.db.related(f.post, &Post::tags).query().count(), 1); // the post's link has another type
}

TEST(Polymorphic, ThePickIsMadeAmongRowsOfTheType)
{
    forum f;
    const auto posts = f.db.query<Post>().preload(&Post::newest).all();
    EXPECT_EQ(posts[0].newest->body, "warm");
    const auto wet = [](auto& comments) { comments.where(&Comment::body, "wet"); };
    EXPECT_EQ(f.db.query<Post>().where_has(&Post::newest, wet).count(), 0);
    EXPECT_EQ(f.db.query<Post>().where_has(&Post::comments, wet).count(), 1);
}

struct Note {
    std::int64_t id{};
    std::string text{};
    ginnel::morph_many<Post> posts{};
};
struct Leaf {
    std::int64_t id{};
    ginnel::morph_to_many<Tag> tags{};
};

std::string mistakes_of(void (*check)(ginnel::database&))
{
    ginnel::database db{"sqlite::memory:"};
    try {
        check(db);
    } catch (const ginnel::error& e) {
        return e.what();
    }
    return {};
}

TEST(Polymorphic, DeclarationsThatSayTooLittleNameWhatIsMissing)
{
    const auto note = mistakes_of([](auto& db) { db.template check<Note>(); });
    EXPECT_NE(note.find("declare one morph_to in Post whose types have Note"), std::string::npos) << note;
    const auto leaf = mistakes_of([](auto& db) { db.template check<Leaf>(); });
    EXPECT_NE(leaf.find("relation(&Leaf::tags).morph_name(\"...\")"), std::string::npos) << leaf;
}

} // namespace
