#include "engine/arguments.hpp"

namespace ginnel::engine {

std::vector<driver::argument> arguments_of(const sql::statement& s, const slot_values& values, const key_set* keys)
{
    std::vector<driver::argument> out;
    out.reserve(s.parameters.size());
    for (const auto& p : s.parameters) {
        driver::argument a;
        a.type = p.type;
        a.typed = p.typed;
        switch (p.from) {
        case sql::bound::origin::value:
            a.value = &p.value;
            break;
        case sql::bound::origin::keys:
            a.keys = p.keys.get();
            break;
        case sql::bound::origin::slot_value:
            a.value = values(p.slot);
            break;
        case sql::bound::origin::slot_keys:
            a.keys = keys;
            break;
        }
        out.push_back(a);
    }
    return out;
}

} // namespace ginnel::engine
