#include "schema/problem.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <tuple>

namespace ginnel::schema {

void throw_problems(std::vector<problem> problems)
{
    if (problems.size() == 1) {
        const problem& only = problems.front();
        throw error{error_kind::schema, only.code, only.text}.in_model(only.model).in_relation(only.relation);
    }
    std::stable_sort(problems.begin(), problems.end(), [](const problem& a, const problem& b) {
        return std::tie(a.model_rank, a.relation_rank) < std::tie(b.model_rank, b.relation_rank);
    });
    std::string text = "the models have " + std::to_string(problems.size()) + " mistakes:";
    for (const problem& one : problems)
        text += "\n  " + one.text;
    throw error{error_kind::schema, "E_MODELS", text};
}

} // namespace ginnel::schema
