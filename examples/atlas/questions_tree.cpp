#include "json_lines.hpp"
#include "models.hpp"
#include "questions.hpp"

// Code is laid out as it is shown.
// clang-format off

void tree_of_a_region(ginnel::database& db, page& out)
{
    out.ask("What is a region with its countries, their languages and currencies, as JSON?",
            R"(Region antarctic = db.query<Region>()
    .where(&Region::name, "Antarctic")
    .preload(&Region::countries, &Country::languages)
    .preload(&Region::countries, &Country::currencies)
    .first_or_fail();
std::string json = ginnel::to_json(antarctic);)");

    Region antarctic = db.query<Region>()
        .where(&Region::name, "Antarctic")
        .preload(&Region::countries, &Country::languages)
        .preload(&Region::countries, &Country::currencies)
        .first_or_fail();
    std::string json = ginnel::to_json(antarctic);
    out.answered();

    out.show(json_lines(json, out.shown().width - 2), 30);
}
