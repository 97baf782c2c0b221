#pragma once

#include "engine/query.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::detail {
struct record_query_state;
}

namespace ginnel::app {

/// Throws error (usage) that names the query's model and relation.
[[noreturn]] void refuse(const engine::query& q, const char* code, const std::string& text);

/// Whose column an operand is, for messages.
const schema::model& model_at(const engine::query& q, const engine::operand& o);

struct joined {
    bool either, negated;
};
template <typename Joint>
joined joined_by(Joint how)
{
    return {how == Joint::either || how == Joint::either_not, how == Joint::both_not || how == Joint::either_not};
}

/// A relation of a path, and the query that its rows must meet.
struct path_query {
    const schema::relation* relation;
    std::shared_ptr<engine::query> sub;
};
/// The relations of a path, each of which has rows of one model. Throws error (usage): what first_step throws, and
/// E_POLYMORPHIC_QUERY.
std::vector<path_query> queries_along(const schema::model& m, std::string_view path);

/// What the path passes before its last relation.
engine::relation_steps passed_by(const std::vector<path_query>& path);

/// Refuses a morph_to, whose rows are of several models. Throws error (usage, E_POLYMORPHIC_QUERY), which tells to
/// write `instead` of the model.
void need_one_model(const schema::relation& r, std::string_view instead);

/// The relations to rows of this model, of which a morph_to has one per type. Throws error (usage): E_RELATION_KIND
/// where the relation is no morph_to, E_UNKNOWN_MODEL where it leads to no rows of the model.
std::vector<const schema::relation*> alternatives_to(const schema::relation& r, std::string_view model);

/// An order by a property at the end of a path of to-one relations ("user.country.name"); none where the name begins
/// with no relation of the model. Throws error (usage): E_RELATION_KIND for a relation to many rows, and what the path
/// throws.
std::optional<engine::order_by> related_order(const engine::query& q, std::string_view name, bool descending);

/// Where a query is run. Throws error (usage, E_QUERY_NOT_RUN) for a part of another.
engine::session& session_of(const detail::record_query_state& s);
/// Whose rows alone are meant; null: all.
const value* parent_of(const detail::record_query_state& s) noexcept;

} // namespace ginnel::app
