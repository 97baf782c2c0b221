#pragma once

#include "options.hpp"
#include "progress.hpp"

#include <ginnel/ginnel.hpp>

/// Makes the atlas' tables and fills them, unless that was done before. All or nothing: what interrupts a load leaves
/// empty tables, and the next one starts over. Returns whether it loaded.
bool load_atlas(ginnel::database& db, const options& from, progress& show);
