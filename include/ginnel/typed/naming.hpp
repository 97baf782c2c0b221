#pragma once

#include <string>
#include <string_view>

namespace ginnel {

/// Makes one name of another: a column's of a field's, a table's of a model's. A function, or a lambda without captures.
using naming_function = std::string (*)(std::string_view name);

/// Ways to name things; a function of the program's own does as well.
namespace naming {

/// The name itself.
std::string as_is(std::string_view name);
/// "countryId", "CountryId" -> "country_id".
std::string snake(std::string_view name);
/// "country_id", "CountryId" -> "countryId".
std::string camel(std::string_view name);

} // namespace naming

/// How models are named that say nothing else in their `describe`. An empty function: the convention.
struct naming_rules {
    naming_function columns{}; ///< of a field's name; by convention the field's name
    naming_function tables{};  ///< of a model's name ("PostCategory"); by convention plural snake_case
    naming_function json{};    ///< of the name of a field, relation or computed value; by convention that name
};

/// Names all models of the program by these rules, but where their `describe` says otherwise. To be called once, at the
/// program's start: models are named when they are first used, and once one was, this throws error (usage,
/// E_MODELS_BOOTED), since half of the models would be named in another way. Thread-safe.
void name_models_by(naming_rules rules);

} // namespace ginnel
