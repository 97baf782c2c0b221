// expect: ginnel: each model that a morph_to leads to says by itself what becomes of the rows that refer: write
// on_delete on its morph_one or morph_many
#include <ginnel/ginnel.hpp>

struct Post;
struct Comment {
    std::int64_t id{};
    std::int64_t commentable_id{};
    std::string commentable_type{};
    ginnel::morph_to<Post> commentable{};
    static void describe(ginnel::model<Comment>& comment)
    {
#ifdef MISTAKE
        comment.relation(&Comment::commentable).on_delete(ginnel::on_delete::cascade);
#else
        (void)comment;
#endif
    }
};
struct Reply {
    std::int64_t id{};
    std::int64_t post_id{};
};
struct Post {
    std::int64_t id{};
    ginnel::morph_many<Comment> comments{};
    ginnel::has_many<Reply> replies{};
    static void describe(ginnel::model<Post>& post)
    {
        post.relation(&Post::replies).on_delete(ginnel::on_delete::cascade);
        post.relation(&Post::comments).on_delete(ginnel::on_delete::cascade);
    }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.check<Post>();
}
