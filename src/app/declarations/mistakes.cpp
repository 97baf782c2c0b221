#include "app/declarations/mistakes.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::app {

void mistakes::add(std::string_view file, std::string_view member, std::string_view text)
{
    std::string sentence{file};
    if (!member.empty())
        sentence.append(": ").append(member);
    sentence.append(": ").append(text);
    add_sentence(sentence);
}

void mistakes::add_sentence(std::string_view sentence)
{
    // A model that two others are built on is read twice; its mistakes are said once.
    if (std::find(sentences_.begin(), sentences_.end(), sentence) == sentences_.end())
        sentences_.emplace_back(sentence);
}

std::string mistakes::listed(const std::string& where) const
{
    auto sorted = sentences_;
    std::stable_sort(sorted.begin(), sorted.end(), [](const std::string& a, const std::string& b) {
        return std::string_view{a}.substr(0, a.find(':')) < std::string_view{b}.substr(0, b.find(':'));
    });
    std::string text = std::to_string(sorted.size()) + (sorted.size() == 1 ? " mistake" : " mistakes") + " in " + where;
    for (const auto& s : sorted)
        text.append("\n  ").append(s);
    return text;
}

void mistakes::throw_all(std::string_view folder) const
{
    throw error{error_kind::schema, "E_MODEL_FILES", listed("the files of " + std::string{folder})}.spoiling(spoils::nothing);
}

void mistakes::throw_models() const
{
    throw error{error_kind::schema, "E_MODELS", listed("the models")}.spoiling(spoils::nothing);
}

std::string in_quotes(std::string_view name)
{
    return '"' + std::string{name} + '"';
}

} // namespace ginnel::app
