#pragma once

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <optional>
#include <string>

// The atlas' models. Each struct is a table; what conventions do not settle stands in `describe`, in models.cpp.

struct Subregion;
struct Country;
struct Subdivision;
struct Language;
struct Currency;

struct Continent {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Subregion> subregions{};
    ginnel::has_many_through<Country, Subregion> countries{};
    ginnel::has_many_through<Subdivision, Subregion, Country> subdivisions{}; // three hops
};

struct Subregion {
    std::int64_t id{};
    std::int64_t continent_id{};
    std::string name{};
    ginnel::belongs_to<Continent> continent{};
    ginnel::has_many<Country> countries{};
};

/// One of the regions by which the United Nations group countries; the Americas are one, though two continents.
struct Region {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Country> countries{};
    ginnel::has_many_through<Subdivision, Country> subdivisions{};

    static void describe(ginnel::model<Region>&);
};

/// The pivot of countries and languages: what a country is called in one of its languages.
struct NativeName {
    std::string name{};
    std::string official_name{};
};

struct Country {
    std::int64_t id{};
    std::int64_t region_id{};
    std::optional<std::int64_t> subregion_id{}; // the Antarctic lands have none
    std::string code{};                         // ISO 3166-1: "BR"
    std::string name{};
    std::optional<std::string> capital{};
    std::optional<double> area{}; // square kilometres
    bool un_member{};
    ginnel::belongs_to<Region> region{};
    ginnel::belongs_to<Subregion> subregion{};
    ginnel::has_many<Subdivision> subdivisions{};
    ginnel::many_to_many<Language, NativeName> languages{};
    ginnel::many_to_many<Currency> currencies{};
    ginnel::many_to_many<Country> neighbours{}; // over the pivot table "borders", which holds each pair both ways

    static void describe(ginnel::model<Country>&);
};

/// A state, province, parish, governorate ... of a country.
struct Subdivision {
    std::int64_t id{};
    std::int64_t country_id{};
    std::string code{}; // ISO 3166-2: "BR-SP"
    std::string name{};
    std::string kind{};
    ginnel::belongs_to<Country> country{};

    static void describe(ginnel::model<Subdivision>&);
};

struct Language {
    std::int64_t id{};
    std::string code{}; // ISO 639-3: "por"
    std::string name{};
    ginnel::many_to_many<Country, NativeName> countries{};

    static void describe(ginnel::model<Language>&);
};

struct Currency {
    std::int64_t id{};
    std::string code{}; // ISO 4217: "BRL"
    std::string name{};
    ginnel::many_to_many<Country> countries{};

    static void describe(ginnel::model<Currency>&);
};
