// The program of docs/guide/pages_and_streams.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

struct Book;

struct Author {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Book> books{};
};
struct Book {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    std::int64_t year{};
    ginnel::belongs_to<Author> author{};
};

int main()
{
    std::filesystem::remove("guide.db");
    ginnel::database db{"sqlite:guide.db", {.cursor_secret = "32 random bytes, from your settings"}};
    db.create_tables<Author, Book>();
    db.create_many<Author>({{1, "Ann"}, {2, "Bob"}});
    std::vector<Book> made;
    for (std::int64_t i = 1; i <= 7; ++i)
        made.push_back({.author_id = 1 + i % 2, .title = "Book " + std::to_string(i), .year = 2000 + i / 2});
    db.insert(made);
    db.log([](std::string_view sql) { guide::sql(sql); });

    const auto page = db.query<Book>().order_by(&Book::year, ginnel::desc).paginate(2, 3);
    std::cout << page.rows.size() << " of " << page.total << " rows, page " << page.current_page << " of "
              << page.last_page << (page.has_more_pages() ? ", and more\n" : "\n");
    const auto newest = db.query<Book>().order_by(&Book::year, ginnel::desc);
    const auto one = newest.cursor_paginate(3);
    const auto two = newest.cursor_paginate(3, *one.next_cursor);
    for (const Book& book : two)
        std::cout << book.title << '\n';
    std::cout << two.previous_cursor.has_value() << two.next_cursor.has_value() << '\n';
    try {
        db.query<Book>().order_by(&Book::title).cursor_paginate(3, *one.next_cursor);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        newest.cursor_paginate(3, "made up");
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Book>().limit(10).paginate(1, 3);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    std::int64_t years = 0;
    for (Book& book : db.query<Book>().preload(&Book::author).stream(4))
        years += book.year;
    db.query<Book>().order_by(&Book::id).stream(4).each_batch([](std::vector<Book>& batch) {
        std::cout << batch.size() << " rows\n";
        return false;
    });
    db.query<Book>().where(&Book::author_id, 1).chunk(2, [](std::vector<Book>& books) {
        std::cout << books.size() << " books\n";
    });
    for (const Book& book : db.find_many<Book>({3, 99, 1}))
        std::cout << book.title << '\n';
    try {
        db.query<Book>().where(&Book::year, ">", 2000).find_many_or_fail({1, 2, 99});
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Book>().where(&Book::author_id, 1).sole();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Book>().where(&Book::title, "Nothing").first_or_fail();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    std::cout << years << '\n';
    std::filesystem::remove("guide.db");
}
