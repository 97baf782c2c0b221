// Find-or-write on its own: what is equal is the database's to say, and how often what is given twice is written.
#include "blog.hpp"
#include "engine/find_or_write.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

class find_or_write : public testing::Test {
protected:
    engine::record user(const char* name)
    {
        engine::record r{db.model("User")};
        r.put("name", value{name});
        return r;
    }
    void write(std::vector<engine::record>& rows, engine::when_missing what, bool repeated = false)
    {
        engine::sought_rows sought;
        sought.model = &db.model("User");
        sought.by = {&db.model("User").column_named("name")};
        sought.updated = {&db.model("User").column_named("country_id")};
        sought.repeated = repeated;
        for (auto& r : rows)
            sought.objects.push_back(&r);
        engine::find_or_write(db.session(), sought, what);
    }

    blog db;
};

TEST_F(find_or_write, keys_are_compared_as_the_database_does)
{
    db.run("drop table users; create table users(id integer primary key, country_id integer, name text collate nocase);"
           "insert into users(id, name) values (4, 'ANN'), (5, 'bob')");
    std::vector<engine::record> rows{user("ann"), user("BOB")};
    db.statements();
    write(rows, engine::when_missing::create);
    EXPECT_EQ(db.statements().size(), 1u);
    EXPECT_EQ(rows[0].get("id"), value{4});
    EXPECT_EQ(rows[0].get("name"), value{"ANN"});
    EXPECT_EQ(rows[1].get("id"), value{5});
}

TEST_F(find_or_write, what_is_given_twice_is_one_row_unless_told_otherwise)
{
    std::vector<engine::record> rows{user("a"), user("a")};
    write(rows, engine::when_missing::create);
    EXPECT_EQ(rows[0].get("id"), rows[1].get("id"));
    std::vector<engine::record> others{user("b"), user("b")};
    write(others, engine::when_missing::create, true);
    EXPECT_NE(others[0].get("id"), others[1].get("id"));
    EXPECT_EQ(db.column("select count(*) from users"), (std::vector<std::string>{"3"}));
}

TEST_F(find_or_write, only_columns_that_the_record_has_are_updated)
{
    db.run("insert into countries(id, name) values (1, 'x'), (2, 'y'); insert into users(id, country_id, name) values "
           "(1, 1, 'a'), "
           "(2, 1, 'b'), (3, 1, 'c')");
    std::vector<engine::record> rows{user("a"), user("b"), user("c")};
    rows[1].put("country_id", value{2});
    rows[2].put("country_id", value{1});
    db.statements();
    write(rows, engine::when_missing::create_or_update);
    EXPECT_EQ(db.statements().size(), 2u) << "a select, and an update of b alone";
    EXPECT_EQ(db.column("select country_id from users order by id"), (std::vector<std::string>{"1", "2", "1"}));
    EXPECT_EQ(rows[0].get("country_id"), value{1});
    EXPECT_EQ(rows[1].get("country_id"), value{2});
}

TEST_F(find_or_write, objects_stay_as_they_were_where_it_fails)
{
    db.run("create trigger no_z before insert on users when new.name = 'z' begin select raise(abort, 'no z'); end");
    std::vector<engine::record> rows{user("a"), user("z")};
    EXPECT_THROW(write(rows, engine::when_missing::create), error);
    EXPECT_FALSE(rows[0].persisted);
    EXPECT_FALSE(rows[0].has(db.model("User").column_named("id").index));
    EXPECT_EQ(db.column("select count(*) from users"), (std::vector<std::string>{"0"}));
}

} // namespace
} // namespace ginnel::test
