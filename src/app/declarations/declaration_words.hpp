#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/declarations/mistakes.hpp"

#include <string>
#include <string_view>

namespace ginnel::app {

/// How mistakes in declarations are told to whoever declared: in the words of model files, or of a program.
/// Options are asked for by LoopBack's names: "foreignKey".
class declaration_words {
public:
    virtual ~declaration_words() = default;

    /// Where in the model's declaration: `option` may be empty.
    virtual std::string place(const declared_relation& r, std::string_view option) const = 0;
    /// The option as it is written: "\"foreignKey\"", ".foreign_key".
    virtual std::string option(std::string_view loopback_name) const = 0;
    virtual std::string type(column_type t) const = 0;
    /// The relation's declaration, as the subject of a sentence.
    virtual std::string spelled(const declared_model& owner, const declared_relation& r) const = 0;
    /// "add ...", which gives `middle` the key of `of`.
    virtual std::string add_belongs_to(const declared_model& middle, const declared_model& of, const std::string& key) const = 0;
    /// What to do where a model of this name is missing and none is near.
    virtual std::string make_model() const = 0;
    /// Tells in `wrong` why the model is missing, where that is known, or says nothing where it was told already.
    /// Returns whether either is so.
    virtual bool told_missing(const declared_model& owner, const declared_relation& r, const std::string& name, mistakes& wrong) const = 0;
};

} // namespace ginnel::app
