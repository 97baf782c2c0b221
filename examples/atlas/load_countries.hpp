#pragma once

#include "progress.hpp"
#include "source_files.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <string>
#include <unordered_map>

/// Keys of countries by their codes: "BR".
using country_ids = std::unordered_map<std::string, std::int64_t>;

/// Loads continents, subregions, regions, languages, currencies, countries, and what links them.
country_ids load_countries(ginnel::transaction& db, const source_files& files, progress& show);
