// expect: ginnel: a through relation owns no rows: write on_delete on the relations that it passes
#include <ginnel/ginnel.hpp>

struct User;
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
};
struct Country {
    std::int64_t id{};
    ginnel::has_many<User> users{};
    ginnel::has_many_through<Post, User> posts{};
    static void describe(ginnel::model<Country>& country);
};
struct User {
    std::int64_t id{};
    std::int64_t country_id{};
};

void Country::describe(ginnel::model<Country>& country)
{
    country.relation(&Country::users).on_delete(ginnel::on_delete::cascade);
#ifdef MISTAKE
    country.relation(&Country::posts).on_delete(ginnel::on_delete::cascade);
#endif
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.check<Country>();
}
