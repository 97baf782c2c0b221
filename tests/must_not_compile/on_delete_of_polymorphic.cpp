// expect: ginnel: the key of a polymorphic relation names rows of several tables, which no foreign key can say, so it has no on_delete
#include <ginnel/ginnel.hpp>

struct Post;
struct Comment {
    std::int64_t id{};
    std::int64_t commentable_id{};
    std::string commentable_type{};
    ginnel::morph_to<Post> commentable{};
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
#ifdef MISTAKE
        post.relation(&Post::comments).on_delete(ginnel::on_delete::cascade);
#endif
    }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.check<Post>();
}
