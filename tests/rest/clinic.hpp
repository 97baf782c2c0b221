#pragma once

#include "app/application.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

/// A database file with the rows of examples/clinic, its tables made by the application itself; removed with the
/// object.
class clinic_database {
public:
    clinic_database()
    {
        static int number = 0;
        path_ = std::filesystem::current_path() /
                ("clinic-" + std::to_string(getpid()) + "-" + std::to_string(++number) + ".db");
        ginnel::app::application a{folder(), ginnel::app::overrides{path_.string()}};
        a.connect();
        std::stringstream rows;
        rows << std::ifstream{folder() + "/data.sql"}.rdbuf();
        run(rows.str());
    }
    clinic_database(const clinic_database&) = delete;
    clinic_database& operator=(const clinic_database&) = delete;
    ~clinic_database()
    {
        std::error_code ignored;
        for (const char* end : {"", "-wal", "-shm"})
            std::filesystem::remove(path_.string() + end, ignored);
    }

    static std::string folder() { return GINNEL_ROOT "/examples/clinic"; }
    std::string path() const { return path_.string(); }

    /// Statements from outside, past the application.
    void run(const std::string& script) const
    {
        sqlite3* db = nullptr;
        const bool done = sqlite3_open(path_.c_str(), &db) == SQLITE_OK &&
                          sqlite3_exec(db, script.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        const std::string why = sqlite3_errmsg(db);
        sqlite3_close(db);
        if (!done)
            throw std::runtime_error{why};
    }

    /// The first column of the first row.
    std::string text(const std::string& query) const
    {
        sqlite3* db = nullptr;
        std::string out;
        const auto take = [](void* to, int, char** columns, char**) {
            *static_cast<std::string*>(to) = columns[0] ? columns[0] : "";
            return 1;
        };
        sqlite3_open(path_.c_str(), &db);
        sqlite3_exec(db, query.c_str(), take, &out, nullptr);
        sqlite3_close(db);
        return out;
    }

private:
    std::filesystem::path path_;
};
