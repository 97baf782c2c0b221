// expect: ginnel: a field of this embedded struct has no form in JSON
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>

struct Address {
    std::string street{};
#ifdef MISTAKE
    void* owner{};
#else
    std::int64_t owner{};
#endif
};
struct User {
    std::int64_t id{};
    ginnel::embedded<Address> address{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    (void)db.query<User>().all();
}
