// expect: ginnel: this model is only declared here: define the struct before it is used
#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Part;
struct Thing {
    std::int64_t id{};
    ginnel::has_many<Part> parts{};
};
#ifndef MISTAKE
struct Part {
    std::int64_t id{};
    std::int64_t thing_id{};
};
#endif
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
