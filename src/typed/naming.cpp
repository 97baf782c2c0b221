#include "typed/naming_defaults.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>

#include <mutex>
#include <utility>

namespace ginnel {

namespace naming {

std::string as_is(std::string_view name)
{
    return std::string{name};
}
std::string snake(std::string_view name)
{
    return schema::snake_case(name);
}
std::string camel(std::string_view name)
{
    return schema::camel_case(name);
}

} // namespace naming

namespace {

struct defaults {
    std::mutex guard;
    naming_rules rules;
    bool used = false;
};

defaults& program()
{
    // Never destroyed: models may be booted while the program ends.
    static defaults& held = *new defaults;
    return held;
}

} // namespace

void name_models_by(naming_rules rules)
{
    defaults& held = program();
    const std::scoped_lock lock{held.guard};
    if (held.used)
        throw error{error_kind::usage, "E_MODELS_BOOTED",
                    "models are named when they are first used, and one was used already: call name_models_by at the "
                    "start of the program, before any database is asked"}
            .spoiling(spoils::nothing);
    held.rules = std::move(rules);
}

const naming_rules& detail::default_naming()
{
    defaults& held = program();
    const std::scoped_lock lock{held.guard};
    held.used = true;
    return held.rules; // which nobody changes from now on
}

} // namespace ginnel
