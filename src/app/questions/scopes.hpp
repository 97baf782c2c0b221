#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "app/questions/filter.hpp"

#include <ginnel/schema/model.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

/// Reads a filter in LoopBack's JSON. Throws std::exception with a sentence that says what is wrong with it. The
/// language belongs to whoever serves the application; model files speak it too, in "scope" and "scopes".
/// `within_rows`: relations that it may include beside the model's own.
using filter_language =
    std::function<filter(const schema::model& m, std::string_view text, const embedded_relations& within_rows)>;

/// A filter of a model file that has a name and routes of its own.
struct named_scope {
    std::string name;
    filter what;
};

/// The filters of a model's file.
struct model_scopes {
    std::shared_ptr<const filter> by_default; ///< null: none. Its where stands in every query of the model already.
    std::vector<named_scope> named;

    const named_scope* find(std::string_view name) const noexcept
    {
        for (const auto& s : named)
            if (s.name == name)
                return &s;
        return nullptr;
    }
};
using scopes_of_models = std::map<const schema::model*, model_scopes>;

/// What is asked, within what a scope says: both conditions hold, the smaller limit counts, and order, skip and fields
/// are those that are asked, else the scope's. Includes of both.
filter within(const filter& scope, filter asked);

/// The same with the default scopes of the model and of all models that are included. Their conditions are left out,
/// since every query has them.
filter with_defaults(const scopes_of_models& scopes, const schema::model& m, filter asked);

/// Whether the model's file has one that says more than a condition.
bool has_defaults(const scopes_of_models& scopes, const schema::model& m);

/// The same of a query: what the default scopes of its model and of those that it preloads say beside their conditions,
/// where it says nothing itself. `of_list`: order, limit and skip too, and not includes alone. Which properties a scope
/// shows says nothing of records.
void add_default_parts(const scopes_of_models& scopes, engine::query& q, bool of_list);

/// Puts a condition into each query of a model. It is made before the model's columns can be named, and is filled
/// afterwards.
class default_scope final : public schema::query_hook {
public:
    explicit default_scope(std::shared_ptr<const filter> what) : what_{std::move(what)} {}

    void apply(engine::query& q, bool sub_query) const override;

private:
    std::shared_ptr<const filter> what_;
};

} // namespace ginnel::app
