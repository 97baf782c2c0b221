#pragma once

#include "page.hpp"

#include <ginnel/ginnel.hpp>

// What the atlas answers. The code that each question shows is the code that stands below it; a test compares the two.

void largest_countries(ginnel::database& db, page& out);
void subdivisions_of_a_region(ginnel::database& db, page& out);
void subdivisions_of_continents(ginnel::database& db, page& out);
void neighbours_of_portuguese(ginnel::database& db, page& out);
void languages_by_countries(ginnel::database& db, page& out);
void names_of_a_country(ginnel::database& db, page& out);
void tree_of_a_region(ginnel::database& db, page& out);
