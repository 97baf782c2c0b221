#include "models.hpp"
#include "numbers.hpp"
#include "questions.hpp"

// Code is laid out as it is shown.
// clang-format off

void neighbours_of_portuguese(ginnel::database& db, page& out)
{
    out.ask("Which countries border a country where Portuguese is spoken?",
            R"(auto spoken = [](auto& language) { language.where(&Language::code, "por"); };
auto countries = db.query<Country>()
    .where_has(&Country::neighbours, &Country::languages, spoken)
    .preload(&Country::neighbours, [&](auto& neighbours) {
        neighbours.where_has(&Country::languages, spoken)
            .order_by(&Country::name);
    })
    .order_by(&Country::name).all();)");

    auto spoken = [](auto& language) { language.where(&Language::code, "por"); };
    auto countries = db.query<Country>()
        .where_has(&Country::neighbours, &Country::languages, spoken)
        .preload(&Country::neighbours, [&](auto& neighbours) {
            neighbours.where_has(&Country::languages, spoken)
                .order_by(&Country::name);
        })
        .order_by(&Country::name).all();
    out.answered();

    table rows{{{"Country"}, {"Portuguese is spoken in"}}};
    for (const Country& country : countries) {
        std::string names;
        for (const Country& neighbour : country.neighbours)
            names += (names.empty() ? "" : ", ") + neighbour.name;
        rows.row({country.name, names});
    }
    out.show(rows, grouped(static_cast<std::int64_t>(countries.size())) + " countries");
}
