#include "engine/alias_names.hpp"

namespace ginnel::engine {

std::string alias_names::fresh(const std::string& table)
{
    // SQLite takes "K" and "k" for one name, quoted or not.
    const auto folded = [](std::string name) {
        for (char& c : name)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return name;
    };
    const int n = ++used_[folded(table)];
    if (n == 1)
        return table;
    // A table may be called users_2 itself: its own first use then moves on.
    std::string name = table + "_" + std::to_string(n);
    while (used_.contains(folded(name)))
        name += "_";
    used_[folded(name)] = 1;
    return name;
}

} // namespace ginnel::engine
