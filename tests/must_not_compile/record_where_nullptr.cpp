// expect: ginnel: nothing equals null in SQL: write where_null(
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
    app.query("Physician").where("name", nullptr);
#else
    app.query("Physician").where_null("name");
#endif
}
