// A database in memory, and what SQLite is asked on it, seen from outside the library.
#pragma once

#include <ginnel/ginnel.hpp>

#include <sqlite3.h>

#include <string>
#include <utility>
#include <vector>

namespace seeds {

/// Catches the handle that the library opens: the library shows none of it, and needs not know.
class caught_handle {
protected:
    caught_handle();
    ~caught_handle();
    sqlite3* handle() const noexcept { return handle_; }
    void release() noexcept;

private:
    static int on_open(sqlite3* opened, char** message, const void* api);
    sqlite3* handle_ = nullptr;
};

class watched_database : caught_handle, public ginnel::database {
public:
    watched_database();

    /// The statements that `work` causes, as SQLite reports them; transaction control left out.
    template <typename F>
    std::vector<std::string> statements_of(F&& work)
    {
        traced_.clear();
        work();
        return std::exchange(traced_, {});
    }
    /// Rows read past the library; cells joined by '|', null as nothing.
    std::vector<std::string> rows(const std::string& sql) const;
    /// Rows that were inserted, changed or deleted since the database was opened.
    int changes() const;

private:
    static int on_trace(unsigned kind, void* self, void* statement, void* text);
    std::vector<std::string> traced_;
};

using list = std::vector<std::string>;

/// One column of rows, for comparisons.
template <typename Rows, typename Field, typename Model>
std::vector<Field> each(const Rows& rows, Field Model::*field)
{
    std::vector<Field> out;
    for (const Model& row : rows)
        out.push_back(row.*field);
    return out;
}

using ids = std::vector<std::int64_t>;

} // namespace seeds
