// expect: ginnel: this key is of another model than the relation needs here
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Part {
    std::int64_t id{};
    std::int64_t whole{};
};
struct Thing {
    std::int64_t id{};
    ginnel::has_many<Part> parts{};
    static void describe(ginnel::model<Thing>& thing)
    {
#ifdef MISTAKE
        thing.relation(&Thing::parts).foreign_key(&Thing::id);
#else
        thing.relation(&Thing::parts).foreign_key(&Part::whole);
#endif
    }
};
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
