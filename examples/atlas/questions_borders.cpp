#include "models.hpp"
#include "numbers.hpp"
#include "questions.hpp"

void neighbours_of_portuguese(ginnel::database& db, page& out)
{
    out.ask("Which countries border a country where Portuguese is spoken?",
            R"(auto speaks = [](auto& languages) { languages.where(&Language::code, "por"); };
auto countries = db.query<Country>()
    .where_has(&Country::neighbours, &Country::languages, speaks)
    .preload(&Country::neighbours, [&](auto& neighbours) {
        neighbours.where_has(&Country::languages, speaks).order_by(&Country::name);
    })
    .order_by(&Country::name).all();)");

    // clang-format off
    auto speaks = [](auto& languages) { languages.where(&Language::code, "por"); };
    auto countries = db.query<Country>()
        .where_has(&Country::neighbours, &Country::languages, speaks)
        .preload(&Country::neighbours, [&](auto& neighbours) {
            neighbours.where_has(&Country::languages, speaks).order_by(&Country::name);
        })
        .order_by(&Country::name).all();
    // clang-format on
    out.answered();

    table rows{{{"Country"}, {"Portuguese is spoken in"}}};
    for (const Country& country : countries) {
        std::string spoken;
        for (const Country& neighbour : country.neighbours)
            spoken += (spoken.empty() ? "" : ", ") + neighbour.name;
        rows.row({country.name, spoken});
    }
    out.show(rows, grouped(static_cast<std::int64_t>(countries.size())) + " countries");
}
