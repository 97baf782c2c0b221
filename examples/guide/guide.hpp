// What the guide's programs share: how they show the statements that a piece of a page causes.
#pragma once

#include <iostream>
#include <string_view>

namespace guide {

/// Prints a statement as the test of the pages reads it.
inline void sql(std::string_view text)
{
    std::cout << "sql> " << text << '\n';
}

} // namespace guide
