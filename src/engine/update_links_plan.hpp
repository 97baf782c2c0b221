#pragma once

#include "engine/links_plan.hpp"

namespace ginnel::engine {

/// Gives links that exist new attributes, where these differ; makes and removes none.
class update_links_plan final : public links_plan {
public:
    update_links_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links);

    std::vector<value> updated;

private:
    void found(const cell* cells) override;
    void decide() override;

    std::vector<changed_columns> changed_; ///< of the links asked for: what any of a key's rows lacks
};

} // namespace ginnel::engine
