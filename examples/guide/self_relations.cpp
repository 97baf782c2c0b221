#include "guide.hpp"

#include <ginnel/ginnel.hpp>

struct Category {
    std::int64_t id{};
    std::optional<std::int64_t> parent_id{};
    std::string name{};
    ginnel::belongs_to<Category> parent{};              // parent_id, by its name
    ginnel::has_many<Category> children{};
    ginnel::has_one<Category> first_child{};
    ginnel::has_many_through<Category> grandchildren{};

    static void describe(ginnel::model<Category>& category)
    {
        category.relation(&Category::children).foreign_key(&Category::parent_id);
        category.relation(&Category::first_child).foreign_key(&Category::parent_id).oldest_by(&Category::id);
        category.relation(&Category::grandchildren).via(&Category::children, &Category::children);
    }
};

struct User {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<User> following{};
    ginnel::many_to_many<User> followers{};

    static void describe(ginnel::model<User>& user)
    {
        user.relation(&User::following)
            .pivot_table("follows")
            .pivot_foreign_key("follower_id")
            .pivot_related_foreign_key("followed_id");
        user.relation(&User::followers)
            .pivot_table("follows")
            .pivot_foreign_key("followed_id")
            .pivot_related_foreign_key("follower_id");
    }
};

struct Part {
    std::int64_t id{};
    std::int64_t part_id{};
    ginnel::has_many<Part> parts{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Category, User>();
    Category food = db.create(Category{.name = "Food"});
    Category fruit = db.related(food, &Category::children).create({.name = "Fruit"});
    db.related(fruit, &Category::children).create_many({{.name = "Apple"}, {.name = "Pear"}});
    db.log([](std::string_view sql) { guide::sql(sql); });
    auto roots = db.query<Category>()
                     .where_null(&Category::parent_id)
                     .preload(&Category::children, &Category::children)
                     .all();
    for (const Category& child : roots[0].children)
        for (const Category& grandchild : child.children)
            std::cout << roots[0].name << " > " << child.name << " > " << grandchild.name << '\n';
    auto leaf = db.query<Category>().where(&Category::name, "Pear").preload(&Category::parent, &Category::parent).first_or_fail();
    std::cout << leaf.parent->name << ", " << leaf.parent->parent->name << '\n';
    auto top = db.query<Category>().preload(&Category::grandchildren).preload(&Category::first_child).find(food.id);
    std::cout << top->grandchildren.size() << ", first " << top->first_child->name << '\n';
    auto found = db.query<Category>()
                     .where_has(&Category::children, [](auto& child) {
                         child.where_has(&Category::children, [](auto& q) { q.where(&Category::name, "Apple"); });
                     })
                     .all();
    auto sizes = db.query<Category>().with_count(&Category::children).order_by(&Category::id).all();
    std::cout << sizes[1].name << ": " << sizes[1].children.count() << '\n';
    User asha = db.create(User{.name = "Asha"});
    User ben = db.create(User{.name = "Ben"});
    db.related(asha, &User::following).attach({ben.id});
    db.load(ben, &User::followers);
    std::cout << ben.followers[0].name << " follows Ben\n";
    auto famous = db.query<User>().where_has(&User::followers, &User::following, [](auto& q) { q.where(&User::name, "Ben"); }).all();
    try {
        db.check<Part>();
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
}
