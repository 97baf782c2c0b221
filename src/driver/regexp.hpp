#pragma once

#include "driver/pool.hpp"

namespace ginnel::driver {

/// Connections of `open` that know SQLite's operator `regexp`, for which it has a word and no function: RE2's, found anywhere in the
/// text. Null matches nothing; a pattern that is none is an error of the statement. Connections of other drivers stay as they are.
///
/// A wrapper, and no part of `open`: a program that asks for no regular expression links no RE2.
pool::factory with_regexp(pool::factory open);

} // namespace ginnel::driver
