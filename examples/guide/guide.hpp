#pragma once

#include <iostream>
#include <string_view>

// What the programs of the guide share: they print the statements that run, so that the pages can show them.
namespace guide {

/// Prints a statement as one line that begins by "sql> ": `db.log([](std::string_view sql) { guide::sql(sql); })`.
inline void sql(std::string_view text)
{
    std::cout << "sql> ";
    for (const char c : text)
        std::cout << (c == '\n' ? ' ' : c);
    std::cout << '\n';
}

} // namespace guide
