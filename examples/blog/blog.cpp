#include <ginnel/ginnel.hpp>
#include <iostream>

struct User;
struct Post;
struct Skill;

struct Country {                                    // table "countries", by convention
  std::int64_t id{};
  std::string name{};
  ginnel::has_many<User> users{};
  ginnel::has_many_through<Post, User> posts{};     // countries -> users -> posts
};

struct User {
  std::int64_t id{};
  std::optional<std::int64_t> country_id{};
  std::string name{};
  ginnel::belongs_to<Country> country{};
  ginnel::has_many<Post> posts{};
  ginnel::many_to_many<Skill> skills{};             // over the pivot table "skill_user"

  static void describe(ginnel::model<User>&);       // only where convention does not settle it
};

struct Post {
  std::int64_t id{};
  std::int64_t user_id{};
  std::string title{};
  bool is_published{};
  ginnel::belongs_to<User> user{};
};

struct Skill {
  std::int64_t id{};
  std::string name{};
  ginnel::extras extras{};                          // optional: pivot_* and other added columns arrive here
};

void User::describe(ginnel::model<User>& user) {
  user.relation(&User::skills).pivot_column<std::string>("proficiency");
}

int main() {
  ginnel::database db{"sqlite:blog.db"};
  db.create_tables<Country, User, Post, Skill>();

  Country india = db.create(Country{.name = "India"});
  User asha = db.related(india, &Country::users).create({.name = "Asha"});
  db.related(asha, &User::posts).create_many({{.title = "Monsoon", .is_published = true}, {.title = "Draft"}});

  auto skills = db.related(asha, &User::skills);
  Skill cooking = skills.create({.name = "Cooking"});
  Skill sailing = db.create(Skill{.name = "Sailing"});
  skills.attach({{sailing.id, {{"proficiency", "master"}}}});
  auto changes = skills.sync({cooking.id, sailing.id});      // changes.attached, .detached, .updated

  auto countries = db.query<Country>()
      .where(&Country::name, "like", "I%")
      .where_has(&Country::posts, [](auto& posts) { posts.where(&Post::is_published, true); })
      .with_count(&Country::users)
      .preload(&Country::posts, [](auto& posts) { posts.group_limit(3).group_order_by(&Post::id, ginnel::desc); })
      .preload(&Country::users, &User::skills)      // a path; the compiler checks every step
      .all();

  for (const Country& country : countries) {
    std::cout << country.name << ", " << country.users.count() << " users\n";
    for (const Post& post : country.posts) std::cout << "  " << post.title << '\n';   // throws if posts was not loaded
  }
}
