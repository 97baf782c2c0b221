// expect: ginnel: rows that track changes need a place for what was read: give this model a member ginnel::row_state state{}
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>

struct User {
    std::int64_t id{};
    std::string name{};
#ifndef MISTAKE
    ginnel::row_state state{};
#endif
    static void describe(ginnel::model<User>& user) { user.track_changes(); }
};

void find(ginnel::database& db)
{
    (void)db.find<User>(1);
}
