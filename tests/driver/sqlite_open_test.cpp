#include "driver/open_url.hpp"
#include "driver/sqlite_support.hpp"

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace sqlite_tests;

TEST(sqlite_open, makes_a_missing_file_unless_told_not_to)
{
    const folder at;
    const error e = failure_of([&] { sqlite::open({.path = at.file(), .create = false}); });
    EXPECT_EQ(e.kind(), error_kind::connection);
    EXPECT_EQ(e.code(), "E_DATABASE_MISSING");
    EXPECT_EQ(e.native_code(), "SQLITE_CANTOPEN(14)");
    EXPECT_EQ(e.spoiled(), spoils::connection);
    EXPECT_TRUE(says(e, at.file()) && says(e, "create = true")) << e.what();
    EXPECT_FALSE(std::filesystem::exists(at.file()));
    sqlite::open({.path = at.file()});
    EXPECT_TRUE(std::filesystem::exists(at.file()));
    sqlite::open({.path = at.file(), .create = false});
}

TEST(sqlite_open, names_the_folder_that_is_missing)
{
    const folder at;
    const error e = failure_of([&] { sqlite::open({.path = at.file("no/such/folder.db")}); });
    EXPECT_EQ(e.code(), "E_DATABASE_MISSING");
    EXPECT_TRUE(says(e, at.file("no/such"))) << e.what();
}

TEST(sqlite_open, refuses_a_folder)
{
    const folder at;
    const error e = failure_of([&] { sqlite::open({.path = at.file(".")}); });
    EXPECT_EQ(e.kind(), error_kind::connection);
    EXPECT_TRUE(says(e, "is a folder")) << e.what();
}

TEST(sqlite_open, refuses_a_path_that_names_nothing)
{
    EXPECT_EQ(failure_of([] { sqlite::open({.path = ""}); }).code(), "E_DATABASE_PATH");
    EXPECT_EQ(failure_of([] { sqlite::open({.path = std::string("a\0b", 3)}); }).code(), "E_DATABASE_PATH");
}

TEST(sqlite_open, refuses_a_file_that_is_no_database_at_once)
{
    const folder at;
    std::ofstream(at.file()) << std::string(8192, '?');
    for (const bool wal : {true, false}) {
        const error e = failure_of([&] { sqlite::open({.path = at.file(), .wal = wal}); });
        EXPECT_EQ(e.kind(), error_kind::corrupt);
        EXPECT_EQ(e.code(), "E_NOT_A_DATABASE");
        EXPECT_EQ(e.native_code(), "SQLITE_NOTADB(26)");
        EXPECT_TRUE(says(e, at.file())) << e.what();
    }
    EXPECT_EQ(failure_of([&] { sqlite::open({.path = at.file(), .read_only = true}); }).kind(), error_kind::corrupt);
}

TEST(sqlite_open, waits_no_longer_than_the_busy_timeout_for_a_locked_file)
{
    const folder at;
    const auto holder = sqlite::open({.path = at.file(), .wal = false});
    holder->run("create table t(v); pragma locking_mode = exclusive; begin exclusive; insert into t values (1)");
    const error e = failure_of([&] { sqlite::open({.path = at.file(), .busy_timeout = std::chrono::milliseconds(1)}); });
    EXPECT_EQ(e.kind(), error_kind::busy);
    EXPECT_EQ(e.code(), "E_BUSY");
    EXPECT_TRUE(says(e, at.file())) << e.what();
}

TEST(sqlite_open, sets_the_connection_up_as_documented)
{
    const folder at;
    const auto c = sqlite::open({.path = at.file(), .cache_kib = 4321});
    EXPECT_EQ(one(*c, "pragma journal_mode"), value("wal"));
    EXPECT_EQ(one(*c, "pragma synchronous"), value(1));
    EXPECT_EQ(one(*c, "pragma foreign_keys"), value(1));
    EXPECT_EQ(one(*c, "pragma recursive_triggers"), value(0));
    EXPECT_EQ(one(*c, "pragma cache_size"), value(-4321));
    EXPECT_EQ(one(*c, "pragma temp_store"), value(2));
}

TEST(sqlite_open, a_commit_waits_for_the_disk_where_that_is_asked_for)
{
    const folder at;
    const auto c = sqlite::open({.path = at.file(), .sync_commits = true});
    EXPECT_EQ(one(*c, "pragma journal_mode"), value("wal"));
    EXPECT_EQ(one(*c, "pragma synchronous"), value(2));
}

TEST(sqlite_open, leaves_off_what_is_turned_off)
{
    const folder at;
    const auto c = sqlite::open({.path = at.file(), .foreign_keys = false, .wal = false});
    EXPECT_EQ(one(*c, "pragma journal_mode"), value("delete"));
    EXPECT_EQ(one(*c, "pragma synchronous"), value(2)) << "without the log, less than full may lose the file";
    EXPECT_EQ(one(*c, "pragma foreign_keys"), value(0));
}

TEST(sqlite_open, reads_but_does_not_write_when_opened_read_only)
{
    const folder at;
    EXPECT_EQ(failure_of([&] { sqlite::open({.path = at.file(), .read_only = true}); }).code(), "E_DATABASE_MISSING");
    const auto writer = sqlite::open({.path = at.file()});
    writer->run("create table t(v); insert into t values (5)");
    const auto reader = sqlite::open({.path = at.file(), .read_only = true}); // of a database with a log
    EXPECT_EQ(one(*reader, "select v from t"), value(5));
    write(*writer, "insert into t values (6)");
    EXPECT_EQ(one(*reader, "select count(*) from t"), value(2));
    const error e = failure_of([&] { write(*reader, "insert into t values (7)"); });
    EXPECT_EQ(e.kind(), error_kind::read_only);
    EXPECT_EQ(e.code(), "E_READ_ONLY");
    EXPECT_EQ(e.native_code(), "SQLITE_READONLY(8)");
    EXPECT_EQ(failure_of([&] { reader->begin(transaction_mode::write); }).kind(), error_kind::read_only);
}

TEST(sqlite_open, opens_a_file_that_cannot_be_written_for_reading)
{
    if (geteuid() == 0)
        GTEST_SKIP() << "file modes do not bind the superuser";
    const folder at;
    sqlite::open({.path = at.file(), .wal = false})->run("create table t(v)");
    chmod(at.file().c_str(), 0444);
    const auto c = sqlite::open({.path = at.file()});
    EXPECT_EQ(one(*c, "pragma journal_mode"), value("delete"));
    EXPECT_EQ(failure_of([&] { write(*c, "insert into t values (1)"); }).kind(), error_kind::read_only);
}

TEST(sqlite_open, tells_a_folder_that_cannot_be_written)
{
    if (geteuid() == 0)
        GTEST_SKIP() << "file modes do not bind the superuser";
    const folder at;
    sqlite::open({.path = at.file(), .wal = false})->run("create table t(v)");
    const std::string parent = std::filesystem::path(at.file()).parent_path().string();
    chmod(parent.c_str(), 0555);
    const auto c = sqlite::open({.path = at.file()});
    EXPECT_EQ(rows(*c, "select * from t").size(), 0U);
    EXPECT_EQ(failure_of([&] { write(*c, "insert into t values (1)"); }).kind(), error_kind::read_only);
    chmod(parent.c_str(), 0755);
}

TEST(sqlite_open, takes_an_immutable_file_by_its_uri)
{
    const folder at;
    sqlite::open({.path = at.file(), .wal = false})->run("create table t(v)");
    const auto c = sqlite::open({.path = "file:" + at.file() + "?immutable=1"});
    EXPECT_EQ(one(*c, "select count(*) from t"), value(0));
    EXPECT_EQ(failure_of([&] { write(*c, "insert into t values (1)"); }).kind(), error_kind::read_only);
}

TEST(sqlite_open, gives_a_database_in_memory_one_connection_however_it_is_named)
{
    const folder at;
    const auto most = [](const std::string& path) { return ginnel::driver::opening_of("sqlite:" + path, {.connections = 4}).most; };
    for (const char* memory : {":memory:", "file::memory:", "file:?cache=private", "file:x?mode=memory", "file:x?mode=memory&cache=shared",
                               "file::memory:?cache=shared", "file:x?m%6Fde=memory", "file:x?vfs=memdb", "file:"})
        EXPECT_EQ(most(memory), 1U) << memory;
    EXPECT_EQ(most(at.file()), 4U);
    EXPECT_EQ(most("file:" + at.file()), 4U);
    EXPECT_EQ(most("file:" + at.file() + "?mode=rwc"), 4U);
    EXPECT_FALSE(std::filesystem::exists(at.file())); // to look makes no file
    sqlite::open({.path = at.file()});
    EXPECT_EQ(most("file:" + at.file()), 4U);
    EXPECT_EQ(most("file:" + at.file() + "?mode=rw"), 4U);
}

TEST(sqlite_open, gives_the_handle_of_its_own_connections)
{
    const auto c = in_memory();
    ASSERT_NE(sqlite::handle(*c), nullptr);
    EXPECT_EQ(sqlite3_get_autocommit(sqlite::handle(*c)), 1);
}

} // namespace
