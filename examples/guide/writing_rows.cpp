// The program of docs/guide/writing_rows.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

struct Post;
struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    std::int64_t views{};
    std::optional<std::chrono::sys_seconds> deleted_at{};
    static void describe(ginnel::model<Post>& post) { post.soft_delete(&Post::deleted_at); }
};
struct Page {
    std::int64_t id{};
    std::string text{};
    std::int64_t version{};
    std::chrono::sys_seconds created_at{};
    std::chrono::sys_seconds updated_at{};
    static void describe(ginnel::model<Page>& page)
    {
        page.timestamps(&Page::created_at, &Page::updated_at);
        page.version(&Page::version);
    }
};
struct Account {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    std::int64_t logins{};
    ginnel::row_state state{};
    static void describe(ginnel::model<Account>& account) { account.track_changes(); }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<User, Post, Page, Account>();
    db.log([](std::string_view sql) { guide::sql(sql); });

    User asha = db.create(User{.name = "Asha"});
    std::vector<User> users = db.create_many<User>({{.name = "Bala"}, {.name = "Chitra"}});

    User dev{.name = "Dev"};
    db.save(dev);
    dev.email = "dev@example.com";
    db.save(dev);

    Account account = db.create(Account{.name = "Asha"});
    account.logins = 1;
    for (const std::string& column : ginnel::changed_columns(account))
        std::cout << column << '\n';
    db.save(account);
    db.save(account);

    asha.email = "asha@example.com";
    db.update(asha, &User::email);
    asha.name = "Asha R.";
    db.update(asha);

    for (User& user : users)
        user.email = user.name + "@example.com";
    db.update_many(users, &User::email);

    db.refresh(asha);
    std::cout << asha.name << '\n';

    db.remove(dev);
    std::cout << db.remove_many(users) << " removed\n";

    db.related(asha, &User::posts).create_many({{.title = "Monsoon"}, {.title = "Rain"}, {.title = "Sun"}});
    const auto renamed =
        db.query<Post>().where(&Post::title, "Rain").update({{&Post::title, "Heavy rain"}, {&Post::views, 10}});
    std::cout << renamed << " updated\n";
    db.query<Post>().where(&Post::title, "Sun").update(&Post::title, "Sunshine");
    db.related(asha, &User::posts).query().where(&Post::views, ">=", 10).increment(&Post::views, 5);
    db.query<Post>().order_by(&Post::views, ginnel::desc).limit(2).decrement(&Post::views);

    Post post = db.query<Post>().order_by(&Post::id).first_or_fail();
    db.remove(post);
    db.restore(post);
    db.query<Post>().where(&Post::title, "Sunshine").remove();
    std::cout << db.query<Post>().restore() << " restored\n";
    db.force_remove(post);

    Page page = db.create(Page{.text = "first"});
    Page other = page;
    page.text = "mine";
    db.save(page);
    std::cout << "version " << page.version << '\n';

    User esha{.name = "Esha"};
    esha.posts.set_related({{.title = "Hail"}, {.title = "Snow"}});
    db.save_graph(esha);
    esha.posts[0].views = 7;
    esha.posts.push_related({.title = "Fog"});
    db.save_graph(esha);
    std::cout << esha.posts[2].id << " belongs to " << esha.posts[2].user_id << '\n';

    try {
        other.text = "yours";
        db.save(other);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        User nobody{.id = 99, .name = "Nobody"};
        db.save(nobody);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        User fresh{.name = "Fresh"};
        db.update(fresh);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
}
