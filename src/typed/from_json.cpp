#include "typed/json_import.hpp"
#include "value/json_check.hpp"

#include <ginnel/error.hpp>

#include <cstddef>
#include <string>

namespace ginnel::detail {

namespace {

void check(std::string_view text, const schema::model& m, const from_json_options& o)
{
    if (text.size() > o.max_bytes)
        throw error{error_kind::limit, "E_JSON_TOO_LONG",
                    "the JSON of " + m.name + " has " + std::to_string(text.size()) + " bytes, and " +
                        std::to_string(o.max_bytes) + " are taken: raise max_bytes"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    if (const auto problem = check_json(text))
        throw error{error_kind::data, "E_JSON_INVALID",
                    "the text is not valid JSON: at byte " + std::to_string(problem->position) + ' ' +
                        std::string{problem->what}}
            .in_model(m.name)
            .spoiling(spoils::nothing);
}

std::string lines_of(const json_import& done)
{
    std::string text;
    for (const std::string& problem : done.problems())
        text += "\n  " + problem;
    if (done.problem_count() > done.problems().size())
        text += "\n  and " + std::to_string(done.problem_count() - done.problems().size()) + " more";
    return text;
}

void end(const json_import& done, const schema::model& m)
{
    const std::size_t count = done.problem_count();
    if (count == 0)
        return;
    throw error{error_kind::data, "E_JSON",
                m.name + ": " + (count == 1 ? "a mistake" : std::to_string(count) + " mistakes") + " in the JSON" +
                    lines_of(done)}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

} // namespace

void read_json(std::string_view text, const schema::model& m, void* object, const from_json_options& o)
{
    check(text, m, o);
    json_import in{text, o};
    in.row(m, object);
    end(in, m);
}

void read_json_list(std::string_view text, const schema::model& m, void* list, const schema::slot_ops& ops,
                    const from_json_options& o)
{
    check(text, m, o);
    json_import in{text, o};
    in.rows(m, list, ops, nullptr);
    end(in, m);
}

bool load_json(const cell& from, const json_node& node, void* object)
{
    if (from.type != kind::text || check_json(from.text))
        return false;
    json_import in{from.text, {}};
    in.node(node, object);
    return in.problem_count() == 0;
}

std::string explain_json(const cell& from, const json_node& node, void* blank)
{
    if (const auto problem = check_json(from.text))
        return "the text is not valid JSON: at byte " + std::to_string(problem->position) + ' ' +
               std::string{problem->what};
    json_import in{from.text, {}};
    in.node({nullptr, node.form}, blank);
    std::string text;
    for (const std::string& problem : in.problems())
        text += (text.empty() ? "" : "; ") + problem;
    return text;
}

} // namespace ginnel::detail
