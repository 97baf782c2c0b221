#pragma once

#include "app/declarations/declaration_words.hpp"

namespace ginnel::app {

/// The words of a program that defines its models in C++.
class code_words final : public declaration_words {
public:
    std::string place(const declared_relation& r, std::string_view option) const override;
    std::string option(std::string_view loopback_name) const override;
    std::string type(column_type t) const override;
    std::string spelled(const declared_model& owner, const declared_relation& r) const override;
    std::string add_belongs_to(const declared_model& middle, const declared_model& of,
                               const std::string& key) const override;
    std::string make_model() const override;
    bool told_missing(const declared_model& owner, const declared_relation& r, const std::string& name,
                      mistakes& wrong) const override;
};

} // namespace ginnel::app
