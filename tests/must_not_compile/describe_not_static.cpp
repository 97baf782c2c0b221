// expect: ginnel: describe of this model must be declared as static void describe(ginnel::model<T>&), and be public
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Thing {
    std::int64_t id{};
#ifdef MISTAKE
    void describe(ginnel::model<Thing>&) {}
#else
    static void describe(ginnel::model<Thing>&) {}
#endif
};
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
