// expect: ginnel: a field of this model has a type that no column holds
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Thing {
    std::int64_t id{};
#ifdef MISTAKE
    void* handle{};
#else
    std::int64_t handle{};
#endif
};
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
