#pragma once

#include "cli/prompt.hpp"

#include <boost/json/object.hpp>

#include <set>
#include <string>
#include <utility>

namespace ginnel::cli {

/// Properties of a model's file as they are said on a command line or answered: each is checked when it is said.
class properties {
public:
    /// `models`: whose names are types too. `has_ids`: whether the model's rows have an id that is given to them.
    properties(std::set<std::string> models, bool has_ids) : models_{std::move(models)}, has_ids_{has_ids} {}

    /// "name:string", "name:string:required", "stars:number=3". Throws error (usage, E_PROPERTY).
    void add(const std::string& said);
    /// LoopBack's questions, each asked again until its answer can stand.
    void ask(prompt& ask);

    boost::json::object take() noexcept { return std::move(said_); }

private:
    std::string wrong_name(const std::string& name) const;
    std::string wrong_property(const std::string& name, const boost::json::object& property) const;

    std::set<std::string> models_;
    bool has_ids_;
    boost::json::object said_;
};

} // namespace ginnel::cli
