#pragma once

#include "load_countries.hpp"
#include "progress.hpp"
#include "source_files.hpp"

#include <ginnel/ginnel.hpp>

/// Loads the subdivisions of the countries that were loaded.
void load_subdivisions(ginnel::transaction& db, const source_files& files, const country_ids& countries,
                       progress& show);
