#include "models.hpp"
#include "numbers.hpp"
#include "questions.hpp"

// Code is laid out as it is shown.
// clang-format off

void languages_by_countries(ginnel::database& db, page& out)
{
    out.ask("Which languages are spoken in the most countries?",
            R"(auto languages = db.query<Language>()
    .with_count(&Language::countries)
    .order_by("countries_count", ginnel::desc).order_by(&Language::name)
    .limit(12).all();)");

    auto languages = db.query<Language>()
        .with_count(&Language::countries)
        .order_by("countries_count", ginnel::desc).order_by(&Language::name)
        .limit(12).all();
    out.answered();

    table rows{{{"Language"}, {"Code"}, {"Countries", align::right}}};
    for (const Language& language : languages)
        rows.row({language.name, language.code, grouped(language.countries.count())});
    out.show(rows);
}

void names_of_a_country(ginnel::database& db, page& out)
{
    out.ask("What does Singapore call itself, in each of its languages?",
            R"(Country singapore = db.query<Country>()
    .where(&Country::code, "SG")
    .preload(&Country::languages, [](auto& languages) {
        languages.order_by(&Language::name);
    })
    .first_or_fail();
auto names = singapore.languages.with_pivots();)");

    Country singapore = db.query<Country>()
        .where(&Country::code, "SG")
        .preload(&Country::languages, [](auto& languages) {
            languages.order_by(&Language::name);
        })
        .first_or_fail();
    auto names = singapore.languages.with_pivots();
    out.answered();

    table rows{{{"Language"}, {"Name"}, {"Official name"}}};
    for (const auto& [language, native] : names)
        rows.row({language.name, native.name, native.official_name});
    out.show(rows);
}
