#include "models.hpp"
#include "numbers.hpp"
#include "questions.hpp"

// Code is laid out as it is shown.
// clang-format off

void subdivisions_of_a_region(ginnel::database& db, page& out)
{
    out.ask("Which subdivisions has Oceania, through its countries?",
            R"(Region oceania = db.query<Region>()
    .where(&Region::name, "Oceania").first_or_fail();
auto subdivisions = db.related(oceania, &Region::subdivisions).query();
auto number = subdivisions.count();
auto first = subdivisions.preload(&Subdivision::country)
    .order_by(&Subdivision::name).limit(8).all();)");

    Region oceania = db.query<Region>()
        .where(&Region::name, "Oceania").first_or_fail();
    auto subdivisions = db.related(oceania, &Region::subdivisions).query();
    auto number = subdivisions.count();
    auto first = subdivisions.preload(&Subdivision::country)
        .order_by(&Subdivision::name).limit(8).all();
    out.answered();

    table rows{{{"Subdivision"}, {"Code"}, {"Kind"}, {"Country"}}};
    for (const Subdivision& subdivision : first)
        rows.row({subdivision.name, subdivision.code, subdivision.kind, subdivision.country->name});
    out.show(rows, "the first " + std::to_string(first.size()) + " of " + grouped(number) + ", by name");
}

void subdivisions_of_continents(ginnel::database& db, page& out)
{
    out.ask("How many subdivisions has each continent, through subregions and countries, and which come first?",
            R"(auto continents = db.query<Continent>()
    .with_count(&Continent::subdivisions)
    .preload(&Continent::subdivisions, [](auto& subdivisions) {
        subdivisions.group_limit(3).group_order_by(&Subdivision::name);
    })
    .order_by(&Continent::name).all();)");

    auto continents = db.query<Continent>()
        .with_count(&Continent::subdivisions)
        .preload(&Continent::subdivisions, [](auto& subdivisions) {
            subdivisions.group_limit(3).group_order_by(&Subdivision::name);
        })
        .order_by(&Continent::name).all();
    out.answered();

    table rows{{{"Continent"}, {"Subdivisions", align::right}, {"The first three by name"}}};
    for (const Continent& continent : continents) {
        std::string first;
        for (const Subdivision& subdivision : continent.subdivisions)
            first += (first.empty() ? "" : ", ") + subdivision.name;
        rows.row({continent.name, grouped(continent.subdivisions.count()), first});
    }
    out.show(rows);
}
