// expect: ginnel: write the members as template arguments: model.columns<&T::a, &T::b>()
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

class Thing {
public:
    Thing() {}
    static void describe(ginnel::model<Thing>& thing)
    {
#ifdef MISTAKE
        thing.columns(&Thing::id, &Thing::name);
#else
        thing.columns<&Thing::id, &Thing::name>();
#endif
    }

private:
    std::int64_t id{};
    std::string name{};
};
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
