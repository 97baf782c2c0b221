#pragma once

#include "driver/connection.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h> // mkdtemp

#include <array>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sqlite_tests {

using ginnel::cell;
using ginnel::error;
using ginnel::error_kind;
using ginnel::key_set;
using ginnel::kind;
using ginnel::spoils;
using ginnel::value;
using ginnel::driver::argument;
using ginnel::driver::connection;
using ginnel::driver::execute;
using ginnel::driver::outcome;
using ginnel::driver::transaction_mode;
namespace sqlite = ginnel::driver::sqlite;

/// A folder of its own for each test, removed at its end.
class folder {
public:
    folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "ginnel_sqlite_XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string file(const std::string& name = "test.db") const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

inline std::unique_ptr<connection> in_memory()
{
    return sqlite::open({.path = ":memory:"});
}

/// Arguments of a statement, from values and key sets that outlive it.
inline std::vector<argument> arguments(const std::vector<value>& values)
{
    std::vector<argument> out;
    for (const value& v : values)
        out.push_back({.value = &v});
    return out;
}
inline argument keys(const key_set& set)
{
    return {.keys = &set};
}

/// All rows of a statement, copied.
inline std::vector<std::vector<value>> rows(connection& c, std::string_view text, std::span<const argument> a = {})
{
    std::vector<std::vector<value>> out;
    c.send(text, a);
    while (const cell* row = c.fetch()) {
        auto& copy = out.emplace_back();
        for (std::size_t i = 0; i < c.columns(); ++i)
            copy.emplace_back(row[i]);
    }
    c.finish();
    return out;
}
inline std::vector<std::vector<value>> rows(connection& c, std::string_view text, const argument& a)
{
    return rows(c, text, std::span(&a, 1));
}
inline value one(connection& c, std::string_view text, std::span<const argument> a = {})
{
    return rows(c, text, a).at(0).at(0);
}
inline outcome write(connection& c, std::string_view text, const std::vector<value>& values = {})
{
    const auto a = arguments(values);
    return execute(c, text, a);
}

/// The error that `work` throws; a failure of the test if it throws none.
template <class Work>
error failure_of(Work&& work)
{
    try {
        work();
    } catch (const error& e) {
        return e;
    }
    ADD_FAILURE() << "nothing was thrown";
    return error{error_kind::usage, "E_NOTHING_THROWN", "nothing was thrown"};
}

inline bool says(const error& e, std::string_view part)
{
    return std::string_view(e.what()).find(part) != std::string_view::npos;
}

/// Counts what SQLite itself reports as run, from outside of the driver.
class statement_counter {
public:
    explicit statement_counter(connection& c) : db_{sqlite::handle(c)}
    {
        sqlite3_trace_v2(db_, SQLITE_TRACE_STMT, on_statement, this);
    }
    statement_counter(const statement_counter&) = delete;
    statement_counter& operator=(const statement_counter&) = delete;
    ~statement_counter() { sqlite3_trace_v2(db_, 0, nullptr, nullptr); }
    int count = 0;

private:
    static int on_statement(unsigned, void* self, void*, void* text)
    {
        if (std::strncmp(static_cast<const char*>(text), "--", 2) != 0) // a comment stands for a trigger's program
            ++static_cast<statement_counter*>(self)->count;
        return 0;
    }
    sqlite3* db_;
};

} // namespace sqlite_tests
