// expect: ginnel: no column holds a value of this type: see ginnel/value/column_traits.hpp for those there are
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
    (void)row["name"].as<colour>();
#else
    (void)row["name"].as<std::optional<std::string>>();
#endif
}
