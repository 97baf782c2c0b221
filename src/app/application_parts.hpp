#pragma once

#include "app/application.hpp"
#include "app/grouped_session.hpp"
#include "app/writing/ruled_rows.hpp"
#include "engine/write.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

/// What an application is made of. Parts point at one another, so it is neither moved nor copied.
struct application_parts {
    schema::registry registry;
    std::vector<endpoint> endpoints;
    app::settings settings;
    bool dumps = false;
    std::vector<const schema::model*> of_files; ///< the others only hold links
    std::vector<std::string> notes;
    unshown hidden;
    protected_properties withheld;
    std::deque<schema::model> described; ///< models without tables, whose rows stand in others
    std::deque<embedded_relation> within;
    embedded_relations embedded;
    std::set<const schema::relation*> never_included;
    std::map<const schema::model*, model_rules> rules;
    scopes_of_models scopes;
    engine::table_wishes wishes{false, {}};
    std::map<const schema::relation*, relation_rules> relations;
    std::map<const schema::relation*, copied_columns> copied;
    ruled_rows making{rules};
    std::string cursor_secret;
    std::function<void(std::string_view)> log;
    std::size_t readers = 4;
    std::unique_ptr<grouped_session> session;
};

} // namespace ginnel::app
