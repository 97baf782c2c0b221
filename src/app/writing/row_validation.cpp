#include "app/writing/row_validation.hpp"

#include "app/embedded/embedded_items.hpp"
#include "app/json_view.hpp"
#include "app/writing/given_value.hpp"
#include "app/writing/inner_json.hpp"
#include "app/writing/row_defaults.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"
#include "value/value_json.hpp"

#include <ginnel/value/utf8.hpp>

#include <boost/json/parse.hpp>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

namespace {

namespace json = boost::json;

bool is_blank(const value& v) noexcept
{
    if (v.is_null())
        return true;
    return v.type() == kind::text && v.text().find_first_not_of(" \t\r\n") == std::string::npos;
}

json::value as_json(const value& v, const schema::column& c)
{
    std::string text;
    append_json_value(text, v, c.type);
    boost::system::error_code ignored;
    return json::parse(c.type == column_type::json ? inner_json(text) : text, ignored);
}

std::optional<double> number_in(const value& v)
{
    if (v.type() == kind::integer)
        return static_cast<double>(v.integer());
    if (v.type() == kind::real)
        return v.real();
    return {};
}

/// Characters of a text, or elements of a list that is stored as JSON.
std::int64_t length_of(const value& v, const schema::column& c)
{
    if (c.type == column_type::json) {
        const auto said = as_json(v, c);
        if (said.is_array())
            return static_cast<std::int64_t>(said.get_array().size());
    }
    const auto text = v.type() == kind::text ? v.text() : std::string{to_display(v)};
    return std::count_if(text.begin(), text.end(),
                         [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
}

/// One rule and the value that it is about.
class rule_check {
public:
    rule_check(const validation& rule, const schema::column& c, const checked_row& row)
        : rule_{rule}, column_{c}, row_{row}, given_{given_in(row.values, c)}, value_{given_ ? *given_ : null_}
    {
    }

    std::optional<broken_rule> operator()() const
    {
        switch (rule_.kind) {
        case validation_kind::presence:
            return is_blank(value_) ? broken({}, "can't be blank") : none();
        case validation_kind::absence:
            return is_blank(value_) ? none() : broken({}, "can't be set");
        case validation_kind::uniqueness:
            return none();
        default:
            break;
        }
        if (value_.is_null())
            return rule_.allow_null || takes_null() ? none() : broken("null", "is null");
        if (is_blank(value_)) {
            if (rule_.allow_blank)
                return none();
        }
        switch (rule_.kind) {
        case validation_kind::length:
            return length();
        case validation_kind::numericality:
            return numericality();
        case validation_kind::inclusion:
            return is_among() ? none() : broken({}, "is not included in the list");
        case validation_kind::exclusion:
            return is_among() ? broken({}, "is reserved") : none();
        case validation_kind::format:
            return matches() ? none() : broken({}, "is invalid");
        default:
            return none();
        }
    }

    broken_rule unique() const { return *broken({}, "is not unique"); }

private:
    static std::optional<broken_rule> none() { return {}; }

    /// What is missing is not too long, and in no list of what is reserved.
    bool takes_null() const noexcept
    {
        return rule_.kind == validation_kind::exclusion ||
               (rule_.kind == validation_kind::length && !rule_.min && !rule_.is);
    }

    static std::string_view name_of(validation_kind k) noexcept
    {
        switch (k) {
        case validation_kind::presence:
            return "presence";
        case validation_kind::absence:
            return "absence";
        case validation_kind::length:
            return "length";
        case validation_kind::numericality:
            return "numericality";
        case validation_kind::inclusion:
            return "inclusion";
        case validation_kind::exclusion:
            return "exclusion";
        case validation_kind::format:
            return "format";
        case validation_kind::uniqueness:
            break;
        }
        return "uniqueness";
    }

    std::optional<broken_rule> broken(std::string_view part, std::string_view message) const
    {
        broken_rule b;
        b.property = rule_.property;
        b.code = name_of(rule_.kind);
        if (!part.empty())
            b.code += "." + std::string{part};
        b.message = rule_.message.empty() ? std::string{message} : rule_.message;
        b.shown = shown();
        return b;
    }

    std::string shown() const
    {
        if (!given_)
            return "undefined";
        const bool is_sent = !row_.sent || value_.is_null() || given_in(*row_.sent, column_);
        return is_sent ? shown_in_rule(column_, as_json(value_, column_)) : std::string{};
    }

    std::optional<broken_rule> length() const
    {
        const auto n = length_of(value_, column_);
        if (rule_.min && n < *rule_.min)
            return broken("min", "too short");
        if (rule_.max && n > *rule_.max)
            return broken("max", "too long");
        if (rule_.is && n != *rule_.is)
            return broken("is", "length is wrong");
        return none();
    }

    std::optional<broken_rule> numericality() const
    {
        const auto n = number_in(value_);
        if (!n)
            return broken("number", "is not a number");
        if (rule_.whole && *n != std::floor(*n))
            return broken("int", "is not an integer");
        if (rule_.least && *n < *rule_.least)
            return broken("min", "is too small");
        if (rule_.most && *n > *rule_.most)
            return broken("max", "is too large");
        return none();
    }

    bool is_among() const
    {
        return std::any_of(rule_.among.begin(), rule_.among.end(), [&](const json::value& one) {
            const auto wanted = given_value(column_, one);
            return wanted && *wanted == value_;
        });
    }

    bool matches() const
    {
        RE2::Options options;
        options.set_case_sensitive(!rule_.ignore_case);
        options.set_log_errors(false);
        // Compiled per look: a rule is a value that is copied freely, and a pattern of a name or a code costs
        // microseconds.
        const RE2 pattern{rule_.pattern, options};
        const auto text = value_.type() == kind::text ? value_.text() : std::string{to_display(value_)};
        return pattern.ok() && RE2::PartialMatch(text, pattern);
    }

    static inline const value null_{};
    const validation& rule_;
    const schema::column& column_;
    const checked_row& row_;
    const value* given_;
    const value& value_;
};

bool is_looked_at(const validation& rule, const checked_row& row, const value* given) noexcept
{
    if (rule.when == validated_on::create && row.key)
        return false;
    if (rule.when == validated_on::update && !row.key)
        return false;
    return !row.in_part || given;
}

/// A new row that the model's scope would hide at once was not meant.
void add_broken_scope(std::vector<broken_rule>& out, const checked_row& row, const schema::model& m,
                      const model_rules& rules)
{
    for (const auto& member : rules.scope_values) {
        const auto* c = m.table.find(view(member.key()));
        const auto* given = c ? given_in(row.values, *c) : nullptr;
        const auto asked = c ? given_value(*c, member.value()) : std::nullopt;
        if (given && asked && *given != *asked)
            out.push_back({c->name, "scope",
                           "is to be " + shown_in_rule(member.value()) + ", as the scope of the model says",
                           shown_in_rule(*c, as_json(*given, *c))});
    }
}

} // namespace

std::vector<broken_rule> broken_rules(const checked_row& row, const schema::model& m, const model_rules& rules)
{
    std::vector<broken_rule> out;
    if (!row.key)
        add_broken_scope(out, row, m, rules);
    for (const auto& rule : rules.validations) {
        const auto* c = m.table.find(rule.property);
        if (!c)
            continue;
        const auto* given = given_in(row.values, *c);
        if (!is_looked_at(rule, row, given))
            continue;
        if (auto b = rule_check{rule, *c, row}())
            out.push_back(std::move(*b));
    }
    for (const auto* r : rules.embedded)
        if (const auto* given = given_in(row.values, *r->column))
            for (auto& b : broken_embedded(*r, *given)) {
                if (r->column->serialize_as.empty() || (row.sent && !given_in(*row.sent, *r->column)))
                    b.shown.clear();
                out.push_back(std::move(b));
            }
    return out;
}

std::vector<broken_rule> broken_uniqueness(engine::session& s, const checked_row& row, const schema::model& m,
                                           const model_rules& rules)
{
    std::vector<broken_rule> out;
    for (const auto& rule : rules.validations) {
        const auto* c = m.table.find(rule.property);
        if (!c || rule.kind != validation_kind::uniqueness)
            continue;
        const auto* given = given_in(row.values, *c);
        if (!given || given->is_null() || !is_looked_at(rule, row, given))
            continue;
        engine::query q{m};
        const auto same = [&](const schema::column& which, const value* v) {
            if (!v || v->is_null())
                q.add(false, false, {engine::is_null{{&which}, false}});
            else
                q.add(false, false, {engine::compare{{&which}, "=", *v}});
        };
        same(*c, given);
        for (const auto& name : rule.scoped_to)
            if (const auto* other = m.table.find(name))
                same(*other, given_in(row.values, *other));
        if (row.key)
            q.add(false, false, {engine::compare{{m.primary_key}, "<>", *row.key}});
        if (engine::exists(s, q))
            out.push_back(rule_check{rule, *c, row}.unique());
    }
    return out;
}

bool asks_uniqueness(const model_rules& rules) noexcept
{
    return std::any_of(rules.validations.begin(), rules.validations.end(),
                       [](const auto& v) { return v.kind == validation_kind::uniqueness; });
}

} // namespace ginnel::app
