#pragma once

#include <ginnel/schema/draft.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ginnel::app {

/// LoopBack's types of relations that are served.
enum class relation_type : std::uint8_t { belongs_to, has_many, has_one, has_and_belongs_to_many };

/// A relation as a model file declares it; what is empty follows LoopBack's defaults.
struct declared_relation {
    std::string name;
    relation_type type = relation_type::has_many;
    std::string model, foreign_key, primary_key, through, key_through;
};

/// A model as its file, and those of the models that it is based on, declare it.
struct declared_model {
    std::string name;
    std::string shown; ///< the file, for messages
    std::string path;  ///< below the REST root, without slashes: "Physicians"
    std::string table;
    std::string key = "id"; ///< the property that is the primary key
    std::vector<schema::column> columns;
    std::vector<declared_relation> relations;
    std::set<std::string> protect; ///< properties not shown where the model is included in another
    bool is_public = true;

    schema::column* find(std::string_view property) noexcept
    {
        for (auto& c : columns)
            if (c.name == property)
                return &c;
        return nullptr;
    }
};

} // namespace ginnel::app
