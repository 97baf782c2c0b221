#pragma once

#include "app/declarations/relation_keys.hpp"

#include <ginnel/schema/draft.hpp>

#include <map>
#include <optional>
#include <string>

namespace ginnel::app {

/// Makes drafts of relations, with every key said. Nothing, and a mistake, where a key is not there or does not fit.
class relation_drafts {
public:
    /// All must outlive it.
    relation_drafts(const declaration_words& words, std::map<std::string, declared_model>& models, mistakes& wrong)
        : words_{words}, models_{models}, wrong_{wrong}, keys_{words, models, wrong}
    {
    }

    /// Of a relation that a path of keys leads along. The models' keys are indexed, and become integers where they were
    /// "number".
    std::optional<schema::relation_draft> draft_of(declared_model& owner, const declared_relation& r);

private:
    using draft = schema::relation_draft;

    std::optional<draft> polymorphic(declared_model& owner, const declared_relation& r, draft d);
    std::optional<draft> polymorphic_links(declared_model& owner, const declared_relation& r, draft d);
    std::optional<draft> direct(declared_model& owner, declared_model& referred, declared_model& holder,
                                const declared_relation& r, draft d);
    std::optional<draft> passing(declared_model& owner, declared_model& target, const declared_relation& r, draft d);
    std::optional<draft> past(declared_model& owner, declared_model& target, declared_model& middle,
                              const declared_relation& r, draft d);
    std::optional<draft> through(declared_model& owner, declared_model& target, declared_model& middle,
                                 const declared_relation& r, draft d);
    std::optional<draft> linked(declared_model& owner, declared_model& target, const declared_relation& r, draft d);

    const declaration_words& words_;
    std::map<std::string, declared_model>& models_;
    mistakes& wrong_;
    relation_keys keys_;
};

} // namespace ginnel::app
