#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct Car;
struct Owner;

struct Mechanic {
    std::int64_t id{};
    std::string name{};
    ginnel::has_one_through<Owner, Car> owner{};    // mechanics -> cars -> owners
};

struct Car {
    std::int64_t id{};
    std::int64_t mechanic_id{};
    std::string plate{};
};

struct Owner {
    std::int64_t id{};
    std::int64_t car_id{};
    std::string name{};
};

struct Country;
struct User;

struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    ginnel::belongs_to<User> user{};
    ginnel::has_one_through<Country> country{};     // the country of its user

    static void describe(ginnel::model<Post>&);
};

struct User {
    std::int64_t id{};
    std::int64_t country_id{};
    ginnel::belongs_to<Country> country{};
};

struct Country {
    std::int64_t id{};
    std::string name{};
};

void Post::describe(ginnel::model<Post>& post)
{
    post.relation(&Post::country).via(&Post::user, &User::country);
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Mechanic, Car, Owner, Post, User, Country>();
    Mechanic mia = db.create(Mechanic{.name = "Mia"});
    db.create(Mechanic{.name = "Noa"});
    Car car = db.create(Car{.mechanic_id = mia.id, .plate = "X 1"});
    db.create(Owner{.car_id = car.id, .name = "Olaf"});
    Country india = db.create(Country{.name = "India"});
    User asha = db.create(User{.country_id = india.id});
    db.create(Post{.user_id = asha.id, .title = "Monsoon"});
    db.log([](std::string_view sql) { guide::sql(sql); });
    auto mechanics = db.query<Mechanic>().preload(&Mechanic::owner).order_by(&Mechanic::id).all();
    for (const Mechanic& mechanic : mechanics)
        std::cout << mechanic.name << ": " << (mechanic.owner ? mechanic.owner->name : "no car") << '\n';
    auto owner = db.related(mia, &Mechanic::owner).query().first();
    auto of_olaf = db.query<Mechanic>().where_has(&Mechanic::owner, [](auto& q) { q.where(&Owner::name, "Olaf"); }).all();
    auto idle = db.query<Mechanic>().doesnt_have(&Mechanic::owner).all();
    auto posts = db.query<Post>().preload(&Post::country).all();
    std::cout << posts[0].title << ", " << posts[0].country->name << '\n';
    auto by_country = db.query<Post>().order_by(&Post::country, &Country::name).all();
    try {
        std::cout << mechanics[1].owner->name << '\n';
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
