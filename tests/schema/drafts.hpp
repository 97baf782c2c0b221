#pragma once

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Short spellings for drafts of models and relations, and for what a boot made of them.
namespace ginnel::schema::drafts {

column col(std::string name, column_type type = column_type::int64);
/// A model with these columns; "id" is an integer, a name with ":" in it is property:column.
model_draft with_columns(std::string name, const std::vector<std::string>& columns,
                         std::vector<relation_draft> relations = {}, key_style style = key_style::snake);
relation_draft of_kind(relation_kind kind, std::string name, std::string target);
relation_draft belongs_to(std::string name, std::string target);
relation_draft has_one(std::string name, std::string target);
relation_draft has_many(std::string name, std::string target);
relation_draft many_to_many(std::string name, std::string target);
relation_draft through(std::string name, std::string target, std::vector<std::string> models);
relation_draft via(std::string name, std::string target, std::vector<std::string> relations);

/// The draft with one more thing said: with(has_many(...), &relation_draft::foreign_key, "author_id").
template <class T, class V>
relation_draft with(relation_draft draft, T relation_draft::*member, V value)
{
    draft.*member = std::move(value);
    return draft;
}

/// "countries.id = users.country_id, users.id = posts.user_id", in names of tables and columns.
std::string path_of(const relation& made);
/// "pivot_user_id, pivot_skill_id".
std::string aliases_of(const relation& made);

/// A registry with these models.
struct models {
    explicit models(std::vector<model_draft> drafts);
    registry all;

    const relation& at(std::string_view model, std::string_view relation) const;
    std::string path(std::string_view model, std::string_view relation) const { return path_of(at(model, relation)); }
    /// Boots and gives the one error; fails the test if there is none.
    error refused();
};

/// The code and text of the error that the boot of these models throws: "E_CODE text".
std::string refusal(std::vector<model_draft> drafts);
/// The path that the boot of these models gives to this relation.
std::string booted_path(std::vector<model_draft> drafts, std::string_view model, std::string_view relation);

} // namespace ginnel::schema::drafts
