#include "models.hpp"

// In JSON the atlas speaks of countries by their codes; keys of the tables say nothing outside of them.

void Region::describe(ginnel::model<Region>& region)
{
    region.column(&Region::id).hidden();
}

void Country::describe(ginnel::model<Country>& country)
{
    country.column(&Country::id).hidden();
    country.column(&Country::region_id).hidden();
    country.column(&Country::subregion_id).hidden();
    country.column(&Country::code).unique();
    country.relation(&Country::neighbours)
        .pivot_table("borders")
        .pivot_foreign_key("country_id")
        .pivot_related_foreign_key("neighbour_id");
}

void Subdivision::describe(ginnel::model<Subdivision>& subdivision)
{
    subdivision.column(&Subdivision::code).unique();
}

void Language::describe(ginnel::model<Language>& language)
{
    language.column(&Language::id).hidden();
    language.column(&Language::code).unique();
}

void Currency::describe(ginnel::model<Currency>& currency)
{
    currency.column(&Currency::id).hidden();
    currency.column(&Currency::code).unique();
}
