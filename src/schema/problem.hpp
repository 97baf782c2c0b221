#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ginnel::schema {

/// One mistake that a boot found.
struct problem {
    const char* code; ///< a literal, as `error` takes it
    std::string model;
    std::string relation;                          ///< empty: the mistake is the model's own
    std::string text;                              ///< the whole sentence, which begins with "Model.relation: "
    std::size_t model_rank = 0, relation_rank = 0; ///< where it stands in the declarations
};

/// Throws one mistake as itself, and several as E_MODELS with a line for each, in the order of the declarations.
[[noreturn]] void throw_problems(std::vector<problem> problems);

} // namespace ginnel::schema
