#include "app/rows_within.hpp"

namespace ginnel::app {

unshown unshown_of(const declared_models& models, const used_models& used)
{
    unshown out;
    for (const auto& [name, m] : models) {
        const auto& made = *used(name);
        if (!m.protect.empty())
            out.nested.emplace(&made, m.protect);
        for (const auto* names : {&m.hide, &m.protect})
            for (const auto& property : *names)
                out.held.hide(made, property);
        for (const auto& [property, of] : m.holds)
            if (const auto* held = used(of))
                if (const auto* column = made.table.find(property))
                    out.held.add(*column, *held);
    }
    return out;
}

protected_properties withheld_of(const declared_models& models, const used_models& used)
{
    protected_properties out;
    for (const auto& [name, m] : models)
        if (!m.protect.empty() && (!m.is_public || !m.persisted))
            out.emplace(used(name), m.protect);
    return out;
}

} // namespace ginnel::app
