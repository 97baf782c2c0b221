// Times and versions that a model keeps, in writes that are not of single rows.
#include "seeds/watched_database.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

namespace writing {

struct Task;
struct Person;
struct Project {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Task> tasks{};
    ginnel::many_to_many<Person> people{};
};
struct Person {
    std::int64_t id{};
    std::string name{};
    std::int64_t version{};
    static void describe(ginnel::model<Person>& person) { person.version(&Person::version); }
};
struct Task {
    std::int64_t id{};
    std::optional<std::int64_t> project_id{};
    std::string title{};
    std::int64_t version{};
    std::chrono::sys_seconds created_at{};
    std::chrono::sys_seconds updated_at{};
    ginnel::belongs_to<Project> project{};
    static void describe(ginnel::model<Task>& task)
    {
        task.version(&Task::version);
        task.timestamps(&Task::created_at, &Task::updated_at);
    }
};

namespace {

using seeds::list;

class row_history : public ::testing::Test {
protected:
    row_history()
    {
        db.create_tables<Project, Task, Person>();
        home = db.create(Project{.name = "home"});
    }
    /// Rows as if they were written long ago.
    void age() { db.run("update tasks set created_at = '2000-01-01 00:00:00', updated_at = '2000-01-01 00:00:00'"); }
    list versions()
    {
        return db.rows("select version, updated_at > '2001', created_at > '2001' from tasks order by id");
    }

    seeds::watched_database db;
    Project home;
};

TEST_F(row_history, a_row_that_update_or_create_finds_counts_on_and_can_be_saved_after_it)
{
    db.create(Task{.title = "paint"});
    age();
    auto task = db.update_or_create<Task>({{&Task::title, "paint"}}, {{&Task::project_id, home.id}});
    EXPECT_EQ(versions(), list{"2|1|0"});
    EXPECT_EQ(task.version, 2);
    task.title = "paint the door";
    db.save(task);
    EXPECT_EQ(versions(), list{"3|1|0"});
}

TEST_F(row_history, a_row_that_is_equal_already_is_not_counted)
{
    db.create(Task{.title = "paint"});
    age();
    db.update_or_create<Task>({{&Task::title, "paint"}}, {{&Task::project_id, std::nullopt}});
    EXPECT_EQ(versions(), list{"1|0|0"});
}

TEST_F(row_history, rows_saved_under_a_parent_count_on_in_the_objects_too)
{
    auto task = db.create(Task{.title = "paint"});
    age();
    db.related(home, &Project::tasks).save(task);
    db.related(home, &Project::tasks).save(task);
    EXPECT_EQ(db.rows("select version, updated_at > '2001' from tasks"), list{"3|1"});
    EXPECT_EQ(task.version, 3);
    EXPECT_EQ(task.project_id, home.id);
}

TEST_F(row_history, a_stale_row_is_not_saved_under_a_parent_and_stays_as_it_was)
{
    auto task = db.create(Task{.title = "paint"});
    auto other = db.find_or_fail<Task>(task.id);
    db.save(other);
    try {
        db.related(home, &Project::tasks).save(task);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_STALE_ROW");
    }
    EXPECT_EQ(task.project_id, std::nullopt);
}

TEST_F(row_history, rows_saved_beside_one_that_the_database_refuses_stay_as_they_were)
{
    db.run("create unique index one_title on tasks (title)");
    std::vector<Task> tasks{db.create(Task{.title = "paint"}), {.title = "wash"}};
    db.create(Task{.title = "wash"});
    tasks[0].title = "paint it";
    EXPECT_THROW(db.save_many(tasks), ginnel::error);
    EXPECT_EQ(tasks[0].version, 1);
    EXPECT_EQ(tasks[1].id, 0);
    tasks[1].title = "rinse";
    db.save_many(tasks);
    EXPECT_EQ(tasks[0].version, 2);
    EXPECT_EQ(tasks[1].version, 1);
}

TEST_F(row_history, what_the_database_refuses_names_the_model_and_the_relation)
{
    db.run("create unique index one_title on tasks (title)");
    db.related(home, &Project::tasks).create({.title = "a"});
    const auto said = [](const auto& work) {
        try {
            work();
        } catch (const ginnel::error& e) {
            return std::string{ginnel::name_of(e.kind())} + " " + e.model() + "." + e.relation();
        }
        return std::string{};
    };
    EXPECT_EQ(said([&] { db.create(Task{.title = "a"}); }), "unique Task.");
    EXPECT_EQ(said([&] { db.create(Task{.project_id = 99}); }), "foreign_key Task.");
    EXPECT_EQ(said([&] { db.query<Task>().update({{&Task::project_id, 99}}); }), "foreign_key Task.");
    EXPECT_EQ(said([&] { db.remove(home); }), "foreign_key Project.");
    EXPECT_EQ(said([&] {
                  Task again{.title = "a"};
                  db.related(home, &Project::tasks).save(again);
              }),
              "unique Task.tasks");
    EXPECT_EQ(said([&] { db.related(home, &Project::people).attach({99}); }), "foreign_key Project.people");
}

TEST_F(row_history, upsert_stamps_what_it_inserts_and_what_it_updates)
{
    db.run("create unique index one_title on tasks (title)");
    db.create(Task{.title = "paint"});
    age();
    std::vector<Task> tasks;
    EXPECT_EQ(db.statements_of([&] {
                    tasks = db.upsert(std::vector<Task>{{.project_id = home.id, .title = "wash"},
                                                        {.project_id = home.id, .title = "paint"}},
                                      &Task::title, &Task::project_id);
                }).size(),
              1u);
    EXPECT_EQ(versions(), (list{"2|1|0", "1|1|1"}));
    EXPECT_EQ(tasks[0].version, 1);
    EXPECT_EQ(tasks[1].version, 2);
    EXPECT_EQ(tasks[1].created_at, std::chrono::sys_days{std::chrono::year{2000} / 1 / 1});
    EXPECT_GT(tasks[1].updated_at, tasks[1].created_at);
    tasks[1].title = "paint it";
    db.save(tasks[1]);
    EXPECT_EQ(tasks[1].version, 3);
}

TEST_F(row_history, replace_counts_on_and_refuses_a_stale_row)
{
    auto rows = db.related(home, &Project::tasks).create_many({{.title = "goes"}, {.title = "stays"}});
    Project away = db.create(Project{.name = "away"});
    Task comes = db.related(away, &Project::tasks).create({.title = "comes"});
    const Task stale = comes;
    age();
    std::vector<Task> wanted{rows[1], comes};
    EXPECT_EQ(db.related(home, &Project::tasks).replace(wanted), 1);
    EXPECT_EQ(versions(), (list{"2|1|0", "1|0|0", "2|1|0"}));
    EXPECT_EQ(wanted[1].version, 2);
    wanted[1].title = "went";
    db.save(wanted[1]);
    std::vector<Task> old{stale};
    try {
        db.related(away, &Project::tasks).replace(old);
        FAIL() << "nothing was thrown";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_STALE_ROW");
    }
    EXPECT_EQ(old[0].version, 1);
    EXPECT_EQ(old[0].project_id, away.id);
    EXPECT_EQ(db.related(home, &Project::tasks).query().count(), 2);
}

TEST_F(row_history, dissociate_counts_on)
{
    auto rows = db.related(home, &Project::tasks).create_many({{.title = "a"}, {.title = "b"}});
    age();
    db.related(home, &Project::tasks).dissociate(rows[0]);
    EXPECT_EQ(versions(), (list{"2|1|0", "1|0|0"}));
    EXPECT_EQ(rows[0].version, 2);
    EXPECT_FALSE(rows[0].project_id);
    rows[0].title = "c";
    db.save(rows[0]);
    EXPECT_EQ(rows[0].version, 3);
}

TEST_F(row_history, associate_counts_on)
{
    auto task = db.create(Task{.title = "paint"});
    age();
    db.related(task, &Task::project).associate(home);
    EXPECT_EQ(versions(), list{"2|1|0"});
    EXPECT_EQ(task.version, 2);
}

TEST_F(row_history, rows_saved_with_links_count_on)
{
    auto asha = db.create(Person{.name = "Asha"});
    db.related(home, &Project::people).save(asha);
    db.related(home, &Project::people).save(asha);
    EXPECT_EQ(db.rows("select version from people"), list{"3"});
    EXPECT_EQ(asha.version, 3);
}

} // namespace

} // namespace writing
