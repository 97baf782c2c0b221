#include "app/files/validation_reader.hpp"

#include "app/json_view.hpp"
#include "value/nearest.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

namespace ginnel::app {

namespace {

namespace json = boost::json;

struct known_rule {
    std::string_view name;
    validation_kind kind;
    std::string_view loopback; ///< the function that sets it in JavaScript
    std::initializer_list<std::string_view> members;
};

const std::array<known_rule, 8>& rules()
{
    static const std::array<known_rule, 8> all{{
        {"presence", validation_kind::presence, "validatesPresenceOf", {}},
        {"absence", validation_kind::absence, "validatesAbsenceOf", {}},
        {"length", validation_kind::length, "validatesLengthOf", {"min", "max", "is"}},
        {"numericality", validation_kind::numericality, "validatesNumericalityOf", {"int", "min", "max"}},
        {"inclusion", validation_kind::inclusion, "validatesInclusionOf", {"in"}},
        {"exclusion", validation_kind::exclusion, "validatesExclusionOf", {"in"}},
        {"format", validation_kind::format, "validatesFormatOf", {"with", "ignoreCase"}},
        {"uniqueness", validation_kind::uniqueness, "validatesUniquenessOf", {"scopedTo", "ignoreCase"}},
    }};
    return all;
}

constexpr const char* example = R"(write a list of rules: [{"property": "name", "rule": "length", "max": 40}])";

const known_rule* rule_named(std::string_view name)
{
    for (const auto& r : rules())
        if (r.name == name || r.loopback == name)
            return &r;
    return nullptr;
}

/// One rule of the list.
class rule_reader {
public:
    rule_reader(const json::object& said, place at, mistakes& wrong) : said_{said}, at_{std::move(at)}, wrong_{wrong} {}

    std::optional<validation> operator()()
    {
        const auto before = wrong_.sentences().size();
        const auto name = text_member(said_, "rule", at_, wrong_);
        const auto* rule = name ? rule_named(*name) : nullptr;
        if (!rule) {
            tell_rule(name);
            return {};
        }
        check_members(*rule);
        v_.kind = rule->kind;
        v_.property = text_member(said_, "property", at_, wrong_).value_or("");
        if (v_.property.empty() && wrong_.sentences().size() == before)
            tell("property", "a rule needs the property that it is for: write \"property\": \"name\"");
        v_.message = text_member(said_, "message", at_, wrong_).value_or("");
        v_.allow_null = flag_member(said_, "allowNull", at_, wrong_).value_or(false);
        v_.allow_blank = flag_member(said_, "allowBlank", at_, wrong_).value_or(false);
        v_.ignore_case = flag_member(said_, "ignoreCase", at_, wrong_).value_or(false);
        v_.whole = flag_member(said_, "int", at_, wrong_).value_or(false);
        read_when();
        if (v_.kind == validation_kind::length)
            read_length();
        else if (v_.kind == validation_kind::numericality)
            read_bounds();
        else if (v_.kind == validation_kind::inclusion || v_.kind == validation_kind::exclusion)
            read_values();
        else if (v_.kind == validation_kind::format)
            read_pattern();
        else if (v_.kind == validation_kind::uniqueness)
            read_scope();
        if (wrong_.sentences().size() != before)
            return {};
        return std::move(v_);
    }

private:
    void tell(std::string_view member, std::string_view text)
    {
        wrong_.add(at_.file, at_.member + "." + std::string{member}, text);
    }

    void tell_rule(const std::optional<std::string>& name)
    {
        std::vector<std::string_view> names;
        for (const auto& r : rules())
            names.push_back(r.name);
        if (name)
            tell("rule", "there is no rule " + in_quotes(*name) + did_you_mean(*name, names));
        else if (const auto* v = said_.if_contains("rule"); !v || v->is_string() || v->is_null())
            tell("rule", "a rule needs its name: write \"rule\": \"presence\", \"absence\", \"length\", "
                         "\"numericality\", \"inclusion\", "
                         "\"exclusion\", \"format\" or \"uniqueness\"");
    }

    void check_members(const known_rule& rule)
    {
        std::vector<std::string_view> known{"property", "rule", "message", "on", "allowNull", "allowBlank"};
        known.insert(known.end(), rule.members.begin(), rule.members.end());
        for (const auto& member : said_)
            if (std::find(known.begin(), known.end(), view(member.key())) == known.end())
                tell(view(member.key()), "the rule " + in_quotes(rule.name) + " has no such member" +
                                             did_you_mean(view(member.key()), known));
    }

    void read_when()
    {
        const auto on = text_member(said_, "on", at_, wrong_);
        if (!on)
            return;
        if (*on == "create")
            v_.when = validated_on::create;
        else if (*on == "update")
            v_.when = validated_on::update;
        else
            tell("on", "write \"create\" or \"update\", or leave it out for both");
    }

    std::optional<std::int64_t> count(std::string_view name)
    {
        const auto* v = said_.if_contains(name);
        if (!v || v->is_null())
            return {};
        if (v->is_int64() && v->get_int64() >= 0)
            return v->get_int64();
        tell(name, "write a whole number from 0 on");
        return {};
    }

    void read_length()
    {
        const auto before = wrong_.sentences().size();
        v_.min = count("min");
        v_.max = count("max");
        v_.is = count("is");
        if (wrong_.sentences().size() != before)
            return;
        if (!v_.min && !v_.max && !v_.is)
            tell("max", "the rule asks nothing: write \"min\", \"max\" or \"is\"");
        else if (v_.min && v_.max && *v_.min > *v_.max)
            tell("max", "it is less than \"min\", so no value would pass");
    }

    std::optional<double> number(std::string_view name)
    {
        const auto* v = said_.if_contains(name);
        if (!v || v->is_null())
            return {};
        if (v->is_number())
            return v->to_number<double>();
        tell(name, "write a number");
        return {};
    }

    void read_bounds()
    {
        v_.least = number("min");
        v_.most = number("max");
        if (v_.least && v_.most && *v_.least > *v_.most)
            tell("max", "it is less than \"min\", so no value would pass");
    }

    void read_values()
    {
        const auto* in = said_.if_contains("in");
        if (!in || !in->is_array() || in->get_array().empty())
            return tell("in", "write the list of values: [\"open\", \"closed\"]");
        v_.among.assign(in->get_array().begin(), in->get_array().end());
    }

    /// "^a" or "/^a/i", since JSON has no spelling of its own for a pattern.
    void read_pattern()
    {
        const auto with = text_member(said_, "with", at_, wrong_);
        if (!with)
            return tell("with", "write the pattern: \"^[a-z]+$\", or \"/^[a-z]+$/i\" where case does not count");
        v_.pattern = *with;
        if (const auto end = with->rfind('/'); with->front() == '/' && end > 0) {
            const auto flags = with->substr(end + 1);
            if (flags.find_first_not_of("gimu") == std::string::npos) {
                v_.pattern = with->substr(1, end - 1);
                v_.ignore_case = v_.ignore_case || flags.find('i') != std::string::npos;
            }
        }
        re2::RE2::Options quiet;
        quiet.set_log_errors(false);
        if (const re2::RE2 pattern{v_.pattern, quiet}; !pattern.ok())
            tell("with", "this is no pattern (" + pattern.error() + ")");
    }

    void read_scope()
    {
        const auto* scope = said_.if_contains("scopedTo");
        if (!scope || scope->is_null())
            return;
        if (scope->is_string())
            v_.scoped_to.emplace_back(view(scope->get_string()));
        else if (scope->is_array() && std::all_of(scope->get_array().begin(), scope->get_array().end(),
                                                  [](const auto& name) { return name.is_string(); }))
            for (const auto& name : scope->get_array())
                v_.scoped_to.emplace_back(view(name.get_string()));
        else
            tell("scopedTo", "write a list of property names: [\"countryId\"]");
    }

    const json::object& said_;
    place at_;
    mistakes& wrong_;
    validation v_;
};

} // namespace

std::vector<validation> read_validations(const json::value& said, const place& at, mistakes& wrong)
{
    std::vector<validation> out;
    if (!said.is_array()) {
        wrong.add(at.file, at.member, example);
        return out;
    }
    std::size_t number = 0;
    for (const auto& one : said.get_array()) {
        const place here{at.file, at.member + "[" + std::to_string(number++) + "]"};
        if (!one.is_object())
            wrong.add(here.file, here.member,
                      "a rule is an object: write {\"property\": \"name\", \"rule\": \"length\", \"max\": 40}");
        else if (auto v = rule_reader{one.get_object(), here, wrong}())
            out.push_back(std::move(*v));
    }
    return out;
}

} // namespace ginnel::app
