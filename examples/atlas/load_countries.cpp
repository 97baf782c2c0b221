#include "load_countries.hpp"

#include "models.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace {

namespace json = boost::json;
using ids_by_name = std::unordered_map<std::string, std::int64_t>;
using names = std::unordered_map<std::string, std::string>;

/// The file has regions, in which the Americas are one; their subregions tell the two continents.
std::string continent_of(const std::string& region, const std::string& subregion)
{
    if (region != "Americas")
        return region;
    return subregion == "South America" ? subregion : "North America";
}

std::optional<std::string> capital_of(const json::value& country)
{
    std::string capitals;
    for (const json::value& capital : country.at("capital").as_array())
        capitals += (capitals.empty() ? "" : ", ") + json::value_to<std::string>(capital);
    return capitals.empty() ? std::nullopt : std::optional{capitals};
}

/// The file has -1 where it knows none.
std::optional<double> area_of(const json::value& country)
{
    const double area = country.at("area").to_number<double>();
    return area < 0 ? std::nullopt : std::optional{area};
}

template <typename T>
ids_by_name insert_named(ginnel::transaction& db, std::vector<T> rows)
{
    db.insert(rows);
    ids_by_name ids;
    for (const T& row : rows)
        ids.emplace(row.name, row.id);
    return ids;
}

ids_by_name load_regions(ginnel::transaction& db, const json::array& countries)
{
    std::map<std::string, Region> regions;
    for (const json::value& country : countries)
        regions.try_emplace(text_of(country, "region"), Region{.name = text_of(country, "region")});
    std::vector<Region> rows;
    for (auto& [name, region] : regions)
        rows.push_back(std::move(region));
    return insert_named(db, std::move(rows));
}

ids_by_name load_subregions(ginnel::transaction& db, const json::array& countries)
{
    std::map<std::string, std::string> continent_by_subregion;
    for (const json::value& country : countries)
        if (const std::string subregion = text_of(country, "subregion"); !subregion.empty())
            continent_by_subregion.emplace(subregion, continent_of(text_of(country, "region"), subregion));

    std::map<std::string, std::int64_t> continents;
    std::vector<Subregion> rows;
    for (const auto& [subregion, continent] : continent_by_subregion) {
        if (!continents.contains(continent))
            continents.emplace(continent, db.create(Continent{.name = continent}).id);
        rows.push_back({.continent_id = continents.at(continent), .name = subregion});
    }
    return insert_named(db, std::move(rows));
}

/// Languages or currencies, which each country lists by code. Where countries do not agree on a name, the standard's is
/// taken.
template <typename T, typename NameOf>
ids_by_name load_coded(ginnel::transaction& db, const json::array& countries, std::string_view list,
                       const names& standard, NameOf name_of)
{
    std::map<std::string, T> found;
    for (const json::value& country : countries) {
        for (const auto& entry : country.at(list).as_object()) {
            const std::string code{entry.key()};
            const auto [known, is_new] = found.try_emplace(code, T{.code = code, .name = name_of(entry.value())});
            if (const auto agreed = standard.find(code);
                !is_new && known->second.name != name_of(entry.value()) && agreed != standard.end())
                known->second.name = agreed->second;
        }
    }
    std::vector<T> rows;
    for (auto& [code, row] : found)
        rows.push_back(std::move(row));
    db.insert(rows);
    ids_by_name ids;
    for (const T& row : rows)
        ids.emplace(row.code, row.id);
    return ids;
}

std::vector<ginnel::pivot_link<NativeName>> native_names(const json::value& country, const ids_by_name& languages)
{
    std::vector<ginnel::pivot_link<NativeName>> links;
    const json::object& native = country.at("name").at("native").as_object();
    for (const auto& language : country.at("languages").as_object()) {
        // A country whose name in one of its languages is not in the file goes by its English one.
        const json::value* const given = native.if_contains(language.key());
        const json::value& name = given != nullptr ? *given : country.at("name");
        links.push_back({languages.at(std::string{language.key()}),
                         NativeName{.name = text_of(name, "common"), .official_name = text_of(name, "official")}});
    }
    return links;
}

std::vector<std::int64_t> keys_of(const json::value& currencies, const ids_by_name& ids)
{
    std::vector<std::int64_t> keys;
    for (const auto& currency : currencies.as_object())
        keys.push_back(ids.at(std::string{currency.key()}));
    return keys;
}

} // namespace

country_ids load_countries(ginnel::transaction& db, const source_files& files, progress& show)
{
    const json::array& source = files.countries;
    const ids_by_name regions = load_regions(db, source);
    const ids_by_name subregions = load_subregions(db, source);
    const ids_by_name languages =
        load_coded<Language>(db, source, "languages", files.languages,
                             [](const json::value& name) { return json::value_to<std::string>(name); });
    const ids_by_name currencies =
        load_coded<Currency>(db, source, "currencies", files.currencies,
                             [](const json::value& currency) { return text_of(currency, "name"); });

    std::vector<Country> countries;
    for (const json::value& country : source) {
        const auto subregion = subregions.find(text_of(country, "subregion"));
        countries.push_back(
            {.region_id = regions.at(text_of(country, "region")),
             .subregion_id = subregion == subregions.end() ? std::nullopt : std::optional{subregion->second},
             .code = text_of(country, "cca2"),
             .name = text_of(country.at("name"), "common"),
             .capital = capital_of(country),
             .area = area_of(country),
             .un_member = country.at("unMember").as_bool()});
    }
    db.insert(countries);

    country_ids ids;
    ids_by_name by_alpha3; // by which the file names neighbours
    for (std::size_t i = 0; i < countries.size(); ++i) {
        ids.emplace(countries[i].code, countries[i].id);
        by_alpha3.emplace(text_of(source[i], "cca3"), countries[i].id);
    }

    show.begin("countries with their languages, currencies and borders", countries.size());
    for (std::size_t i = 0; i < countries.size(); ++i) {
        std::vector<std::int64_t> neighbours;
        for (const json::value& code : source[i].at("borders").as_array())
            neighbours.push_back(by_alpha3.at(json::value_to<std::string>(code)));
        db.related(countries[i], &Country::languages).attach(native_names(source[i], languages));
        db.related(countries[i], &Country::currencies).attach(keys_of(source[i].at("currencies"), currencies));
        db.related(countries[i], &Country::neighbours).attach(neighbours);
        show.advance();
    }
    show.end();
    return ids;
}
