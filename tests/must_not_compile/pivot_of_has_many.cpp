// expect: ginnel: only many_to_many has a pivot table
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Part {
    std::int64_t id{};
    std::int64_t thing_id{};
};
struct Thing {
    std::int64_t id{};
#ifdef MISTAKE
    ginnel::has_many<Part> parts{};
#else
    ginnel::many_to_many<Part> parts{};
#endif
    static void describe(ginnel::model<Thing>& thing) { thing.relation(&Thing::parts).pivot_table("part_thing"); }
};
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
