// Models and a database for the tests of how queries are walked.
#pragma once

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace walking {

/// A database in memory that keeps the texts of what is sent to it.
class watched_database : public ginnel::database {
public:
    watched_database() : ginnel::database{"sqlite::memory:"}
    {
        log([this](std::string_view sql) { sent_.emplace_back(sql); });
    }
    /// The statements that `work` causes; transaction control left out.
    template <typename F>
    std::vector<std::string> statements_of(F&& work)
    {
        sent_.clear();
        work();
        std::vector<std::string> sent = std::exchange(sent_, {});
        std::erase_if(sent, [](const std::string& s) { return s.starts_with("begin") || s == "commit"; });
        return sent;
    }

private:
    std::vector<std::string> sent_;
};

using list = std::vector<std::string>;
using ids = std::vector<std::int64_t>;

/// One column of rows, for comparisons.
template <typename Rows, typename Field, typename Model>
std::vector<Field> each(const Rows& rows, Field Model::*field)
{
    std::vector<Field> out;
    for (const Model& row : rows)
        out.push_back(row.*field);
    return out;
}

struct Author;
struct Tag;

struct Book {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    std::optional<std::int64_t> year{};
    double price{};
    ginnel::belongs_to<Author> author{};
    ginnel::many_to_many<Tag> tags{};
};

struct Author {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Book> books{};
};

struct Tag {
    std::int64_t id{};
    std::string name{};
    ginnel::many_to_many<Book> books{};
};

/// A model whose key is a text that the database compares without case.
struct Code {
    std::string id{};
    std::string name{};
};

struct Figures {
    std::int64_t id{};
    std::int16_t small{};
    std::optional<std::int32_t> middle{};
    float single{};
    ginnel::decimal amount{};
    std::chrono::year_month_day day{};
    std::chrono::sys_time<std::chrono::microseconds> at{};
};

/// Two authors: Ann has books 1 to 7, Bob 8 to 10. Years: null for each third, else 2000 + id % 3.
struct library {
    watched_database db;
    Author ann, bob;

    library()
    {
        db.create_tables<Author, Book, Tag>();
        ann = db.create(Author{.name = "Ann"});
        bob = db.create(Author{.name = "Bob"});
        std::vector<Book> books;
        for (std::int64_t i = 1; i <= 10; ++i) {
            Book b{.author_id = i <= 7 ? ann.id : bob.id, .title = "Book " + std::to_string(i), .price = 1.5 * double(i)};
            if (i % 3 != 0)
                b.year = 2000 + i % 3;
            books.push_back(b);
        }
        db.insert(books);
    }
};

template <typename F>
std::string code_of(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string(e.code());
    }
    return "none";
}
template <typename F>
std::string message_of(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return e.what();
    }
    return "none";
}

} // namespace walking
