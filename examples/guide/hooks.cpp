// The program of docs/guide/hooks.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

struct Book;
struct Author {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Book> books{};
    static void describe(ginnel::model<Author>& author)
    {
        author.before_find([](auto&) { std::cout << "before find\n"; });
        author.after_load([](Author& a) { std::cout << "loaded " << a.name << '\n'; });
        author.after_find([](Author& a) { std::cout << "found " << a.name << '\n'; });
        author.after_fetch([](std::span<Author* const> authors) { std::cout << "fetched " << authors.size() << '\n'; });
    }
};
struct Book {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    bool hidden{};
    ginnel::belongs_to<Author> author{};
    static void describe(ginnel::model<Book>& book)
    {
        book.before_fetch([](auto& books) { books.where(&Book::hidden, false); });
        book.after_load([](Book& b) {
            if (b.title.empty())
                throw std::runtime_error{"a book without a title"};
        });
    }
};

struct Entry {
    std::int64_t id{};
    std::string text{};
};
struct Account {
    std::int64_t id{};
    std::string email{};
    static void describe(ginnel::model<Account>& account)
    {
        account.before_save([](Account& a) {
            if (!a.email.ends_with(".org"))
                a.email += ".org";
            std::cout << "before save " << a.email << '\n';
        });
        account.before_create([](Account& a) { std::cout << "before create " << a.email << '\n'; });
        account.after_create([](Account& a, ginnel::executor& db) {
            db.create(Entry{.text = "welcome " + std::to_string(a.id)});
        });
        account.after_save([](Account&) { std::cout << "after save\n"; });
        account.after_remove([](Account& a, ginnel::executor& db) {
            if (db.query<Account>().count() == 0)
                throw std::runtime_error{a.email + " is the last one"};
        });
    }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Author, Book>();
    db.create_many<Author>({{1, "Jane"}, {2, "Mark"}});
    db.create_many<Book>({{1, 1, "Emma", false}, {2, 1, "Sanditon", true}, {3, 2, "Tom", false}});
    db.log([](std::string_view sql) { guide::sql(sql); });

    const auto jane = db.find<Author>(1);
    const auto authors = db.query<Author>().order_by(&Author::id).all();
    const auto show = [](std::vector<Author>& batch) { std::cout << "a batch of " << batch.size() << '\n'; };
    db.query<Author>().order_by(&Author::id).stream(1).each_batch(show);
    db.query<Author>().chunk(2, show);
    const auto with_books = db.query<Author>().preload(&Author::books).order_by(&Author::id).all();
    std::cout << with_books.at(0).books.size() << ' ' << std::boolalpha << with_books.at(0).books.partial() << '\n';
    const auto books = db.query<Book>().count();
    const auto titles = db.query<Book>().pluck(&Book::title);
    const auto pairs = db.query<Book>().all_as<std::tuple<std::int64_t, std::string>>(&Book::id, &Book::title);
    const auto hidden = db.query<Author>().with_count(&Author::books).where_has(&Author::books).count();
    db.log(nullptr);
    db.run("update books set title = '' where id = 3");
    try {
        db.query<Book>().all();
    } catch (const std::runtime_error& e) {
        std::cout << e.what() << '\n';
    }
    db.create_tables<Account, Entry>();
    db.log([](std::string_view sql) { guide::sql(sql); });
    Account asha = db.create(Account{.email = "asha"});
    std::cout << asha.id << ' ' << asha.email << '\n';
    std::vector<Account> more{{.email = "ben"}, {.email = "chitra"}};
    db.insert(more);
    asha.email = "asha@example";
    db.save(asha);
    db.remove_many(more);
    try {
        db.remove(asha);
    } catch (const std::runtime_error& e) {
        std::cout << e.what() << '\n';
    }
    std::cout << db.query<Account>().count() << " left\n";
    db.quietly().remove(asha);
    std::cout << db.query<Account>().count() << " left\n";
    db.transaction([](ginnel::transaction& t) {
        auto quiet = t.quietly();
        quiet.create(Account{.email = "dev"});
        t.create(Account{.email = "esha"});
    });
    db.query<Account>().update({{&Account::email, "x"}});
    (void)books, (void)titles, (void)pairs, (void)hidden, (void)jane, (void)authors;
}
