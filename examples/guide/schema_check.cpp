// The program of docs/guide/schema_check.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

struct Post;
struct Skill;
struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> email{};
    ginnel::has_many<Post> posts{};
    ginnel::many_to_many<Skill> skills{};
};
struct Post {
    std::int64_t id{};
    std::int64_t user_id{};
    std::string title{};
    bool published{};
    ginnel::belongs_to<User> user{};
};
struct Skill {
    std::int64_t id{};
    std::string name{};
};

// Tables as another program might have left them.
void make_old_tables(ginnel::database& db)
{
    db.run("create table users (id integer primary key, name text not null, email text)");
    db.run("create table posts (id integer primary key, user_id integer not null, title integer)");
    db.run("create table skills (id integer primary key, name text not null)");
    db.run("insert into posts (id, user_id) values (1, 7)");
}

int main()
{
    ginnel::database db{"sqlite::memory:"};
    make_old_tables(db);
    db.log([](std::string_view sql) { guide::sql(sql); });

    const ginnel::schema_report report = db.check<User, Post, Skill>();
    std::cout << report.text();
    db.log(nullptr);

    for (const ginnel::schema_finding& finding : report.findings)
        if (finding.kind == ginnel::finding_kind::missing_column)
            std::cout << finding.model << ": " << finding.sql << '\n';

    const auto mend = [&](const ginnel::schema_report& found) {
        for (const auto& finding : found.findings)
            if (!finding.sql.empty())
                db.run(finding.sql);
    };
    mend(report);
    const auto second = db.check<User, Post, Skill>();
    std::cout << second.text();
    mend(second);
    for (const auto& finding : db.check<User, Post, Skill>().findings)
        std::cout << ginnel::name_of(finding.kind) << ' ' << finding.table << '.' << finding.columns.front() << '\n';
}
