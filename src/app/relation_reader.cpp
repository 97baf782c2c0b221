#include "app/relation_reader.hpp"

#include "app/naming.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>

namespace ginnel::app {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> served{"belongsTo", "hasMany", "hasOne", "hasAndBelongsToMany"};
constexpr std::array<std::string_view, 3> known{"embedsOne", "embedsMany", "referencesMany"};

std::optional<relation_type> read_type(const json::object& said, const place& at, mistakes& wrong)
{
    const auto name = text_member(said, "type", at, wrong);
    const std::string member = at.member + ".type";
    if (!name) {
        const auto* v = said.if_contains("type");
        if (!v || v->is_null() || v->is_string())
            wrong.add(at.file, member, "a relation needs a type: write \"belongsTo\", \"hasMany\", \"hasOne\" or \"hasAndBelongsToMany\"");
        return {};
    }
    if (*name == "belongsTo")
        return relation_type::belongs_to;
    if (*name == "hasMany")
        return relation_type::has_many;
    if (*name == "hasOne")
        return relation_type::has_one;
    if (*name == "hasAndBelongsToMany")
        return relation_type::has_and_belongs_to_many;
    if (std::find(known.begin(), known.end(), *name) != known.end()) {
        wrong.add(at.file, member, "relations of type " + in_quotes(*name) + " are not served yet: remove the relation");
        return {};
    }
    if (*name == "hasManyThrough") {
        wrong.add(at.file, member, "there is no relation type \"hasManyThrough\"; write \"hasMany\", with \"through\": \"<model>\" beside it");
        return {};
    }
    const auto near = nearest(*name, served, 1);
    wrong.add(at.file, member, "there is no relation type " + in_quotes(*name) + "; write " +
                                   (near.empty() ? "\"belongsTo\", \"hasMany\", \"hasOne\" or \"hasAndBelongsToMany\"" : in_quotes(near.front())));
    return {};
}

bool says_something(const json::value& v)
{
    return v.is_object() ? !v.get_object().empty() : !v.is_null() && !(v.is_bool() && !v.get_bool());
}

} // namespace

std::optional<declared_relation> read_relation(std::string_view name, const json::value& said, const place& at, mistakes& wrong)
{
    if (!said.is_object()) {
        wrong.add(at.file, at.member, "a relation is an object: write {\"type\": \"hasMany\", \"model\": \"Patient\"}");
        return {};
    }
    const auto& o = said.get_object();
    const auto before = wrong.sentences().size();
    // To leave these out would answer with rows that the relation excludes.
    for (const std::string_view member : {"polymorphic", "scope", "properties", "embed"})
        if (const auto* v = o.if_contains(member); v && says_something(*v))
            wrong.add(at.file, at.member + "." + std::string{member}, "this is not served yet: remove it, or the relation");
    declared_relation r;
    r.name = std::string{name};
    const auto type = read_type(o, at, wrong);
    r.model = text_member(o, "model", at, wrong).value_or("");
    r.foreign_key = text_member(o, "foreignKey", at, wrong).value_or("");
    r.primary_key = text_member(o, "primaryKey", at, wrong).value_or("");
    r.through = text_member(o, "through", at, wrong).value_or("");
    r.key_through = text_member(o, "keyThrough", at, wrong).value_or("");
    if (!type || wrong.sentences().size() != before)
        return {};
    r.type = *type;
    if (!r.through.empty() && (r.type == relation_type::belongs_to || r.type == relation_type::has_one)) {
        wrong.add(at.file, at.member + ".through", "only \"hasMany\" and \"hasAndBelongsToMany\" pass a model: remove it, or write \"type\": \"hasMany\"");
        return {};
    }
    if (!r.key_through.empty() && r.through.empty() && r.type == relation_type::has_many) {
        wrong.add(at.file, at.member + ".keyThrough", "it names a key of the model passed, and none is: write \"through\": \"<model>\" beside it");
        return {};
    }
    if (r.model.empty()) {
        if (r.type != relation_type::belongs_to) {
            wrong.add(at.file, at.member + ".model", "a relation needs the model that it leads to: write \"model\": \"<name>\"");
            return {};
        }
        r.model = std::string{name}; // "physician" leads to Physician
        r.model.front() = static_cast<char>(r.model.front() >= 'a' && r.model.front() <= 'z' ? r.model.front() - 'a' + 'A' : r.model.front());
    }
    return r;
}

} // namespace ginnel::app
