#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/declarations/mistakes.hpp"
#include "app/files/declared_rules.hpp"
#include "app/questions/filter.hpp"
#include "app/questions/scopes.hpp"

#include <ginnel/schema/draft.hpp>
#include <ginnel/schema/registry.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::app {

/// By what filters of files are read: the language, the relations that they may include beside those of models, and
/// where mistakes go.
struct scope_reading {
    const filter_language& language;
    const embedded_relations& within_rows;
    mistakes& wrong;
};

/// The filters that model files say: "scope" and "scopes" of models, "scope" of relations. A default scope is part of
/// each query of its model, so the drafts take it before they are booted; what it says names properties, so it can be
/// read only when they are.
class declared_scopes {
public:
    /// Gives the drafts the scopes of their models and relations, which say nothing until they are read.
    void add_to(std::vector<schema::model_draft>& drafts, const std::map<std::string, declared_model>& models,
                const std::map<std::string, declared_rules>& rules);

    /// Reads the scopes of a model that is booted, its default one into what its queries look at.
    model_scopes read(const declared_model& m, const declared_rules& rules, const schema::model& booted,
                      const scope_reading& by) const;
    /// The scope of a relation, into what its queries look at. None: nothing is done.
    void read(const declared_model& m, const declared_relation& r, const schema::relation& booted,
              const scope_reading& by) const;
    /// The same of a relation whose rows stand in the row itself.
    void read(const declared_model& m, embedded_relation& r, const scope_reading& by) const;

private:
    std::map<std::string, std::shared_ptr<filter>> of_models_;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<filter>> of_relations_; ///< by model and relation
};

} // namespace ginnel::app
