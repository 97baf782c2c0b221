#include "models.hpp"
#include "numbers.hpp"
#include "questions.hpp"

// Code is laid out as it is shown.
// clang-format off

void largest_countries(ginnel::database& db, page& out)
{
    out.ask("Which are the five largest countries of each region?",
            R"(auto regions = db.query<Region>()
    .order_by(&Region::name)
    .preload(&Region::countries, [](auto& countries) {
        countries.group_limit(5).group_order_by(&Country::area, ginnel::desc);
    })
    .all();)");

    auto regions = db.query<Region>()
        .order_by(&Region::name)
        .preload(&Region::countries, [](auto& countries) {
            countries.group_limit(5).group_order_by(&Country::area, ginnel::desc);
        })
        .all();
    out.answered();

    table rows{{{"Region"}, {"Country"}, {"Capital"}, {"Area (km²)", align::right}}};
    for (const Region& region : regions)
        for (std::size_t i = 0; i < region.countries.size(); ++i) {
            const Country& country = region.countries[i];
            rows.row({i == 0 ? region.name : "", country.name, country.capital.value_or("-"), area_text(country.area)});
        }
    out.show(rows);
}
