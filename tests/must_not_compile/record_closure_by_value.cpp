// expect: ginnel: take the query by reference: [](auto& q) { ... }
#include <ginnel/ginnel.hpp>

#include <optional>
#include <string>
#include <vector>

struct colour {
    int red{};
};

int main()
{
    ginnel::application app{"sqlite::memory:"};
    app.define("Physician", {{"name", ginnel::types::text}, {"age", ginnel::types::int32}});
    app.boot();
    const ginnel::record row = app.query("Physician").first_or_fail();
#ifdef MISTAKE
    app.query("Physician").where([](auto q) { q.where("name", "Asha"); });
#else
    app.query("Physician").where([](auto& q) { q.where("name", "Asha"); });
#endif
}
