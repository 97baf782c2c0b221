#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct Comment;
struct Image;
struct Tag;

struct Post {
    std::int64_t id{};
    std::string title{};
    ginnel::morph_many<Comment> comments{}; // by the columns of Comment::commentable
    ginnel::morph_one<Image> image{};
    ginnel::morph_to_many<Tag> tags{}; // over the table taggables

    static void describe(ginnel::model<Post>&);
};

struct Video {
    std::int64_t id{};
    std::string title{};
    ginnel::morph_many<Comment> comments{};
    ginnel::morph_to_many<Tag> tags{};

    static void describe(ginnel::model<Video>&);
};

struct Comment {
    std::int64_t id{};
    std::optional<std::int64_t> commentable_id{};
    std::optional<std::string> commentable_type{};
    std::string body{};
    ginnel::morph_to<Post, Video> commentable{};
};

struct Image {
    std::int64_t id{};
    std::int64_t imageable_id{};
    std::string imageable_type{};
    std::string url{};
    ginnel::morph_to<Post> imageable{};
};

struct Tag {
    std::int64_t id{};
    std::string name{};
    ginnel::morphed_by_many<Post> posts{};
    ginnel::morphed_by_many<Video> videos{};

    static void describe(ginnel::model<Tag>&);
};

void Post::describe(ginnel::model<Post>& post)
{
    post.relation(&Post::tags).morph_name("taggable");
}
void Video::describe(ginnel::model<Video>& video)
{
    video.morph_value("clip"); // what the type columns hold; "Video" by convention
    video.relation(&Video::tags).morph_name("taggable");
}
void Tag::describe(ginnel::model<Tag>& tag)
{
    tag.relation(&Tag::posts).morph_name("taggable");
    tag.relation(&Tag::videos).morph_name("taggable");
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Post, Video, Comment, Image, Tag>();
    db.log([](std::string_view sql) { guide::sql(sql); });
    Post post = db.create(Post{.title = "Monsoon"});
    Video video = db.create(Video{.title = "Rain"});
    db.related(post, &Post::comments).create({.body = "Wet"});
    db.related(video, &Video::comments).create({.body = "Loud"});
    db.related(post, &Post::image).create({.url = "rain.png"});
    auto posts = db.query<Post>().preload(&Post::comments).preload(&Post::image).all();
    std::cout << posts[0].comments[0].body << ", " << posts[0].image->url << '\n';
    auto comments = db.query<Comment>().preload(&Comment::commentable).order_by(&Comment::id).all();
    for (const Comment& comment : comments) {
        if (comment.commentable.holds<Post>())
            std::cout << comment.body << ", of a post\n";
        else
            comment.commentable.visit(
                [&](const auto& row) { std::cout << comment.body << ", of " << row.title << '\n'; });
    }
    auto few = db.query<Comment>()
                   .preload_morph<Post>(&Comment::commentable, [](auto& q) { q.where(&Post::title, "like", "M%"); })
                   .all();
    auto of_posts = db.query<Comment>()
                        .where_has_morph<Post>(&Comment::commentable, [](auto& q) { q.where(&Post::title, "Monsoon"); })
                        .all();
    auto not_of_videos = db.query<Comment>().where_doesnt_have_morph<Video>(&Comment::commentable).all();
    auto discussed = db.query<Video>().has(&Video::comments).with_count(&Video::comments).all();
    std::cout << discussed[0].comments.count() << '\n';
    Tag weather = db.create(Tag{.name = "weather"});
    db.related(post, &Post::tags).attach({weather.id});
    db.related(video, &Video::tags).attach({weather.id});
    auto tags = db.query<Tag>().preload(&Tag::posts).preload(&Tag::videos).all();
    std::cout << tags[0].posts.size() << " post, " << tags[0].videos.size() << " video\n";
    auto of_post = db.related(post, &Post::tags).query().where(&Tag::name, "weather").all();
    db.related(video, &Video::tags).toggle({weather.id});
    auto comment = db.find_or_fail<Comment>(1);
    try {
        std::cout << comment.commentable.holds<Post>() << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    db.create(Comment{.commentable_id = 1, .commentable_type = "Song", .body = "Lost"});
    try {
        db.query<Comment>().preload(&Comment::commentable).all();
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
