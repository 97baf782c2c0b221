#include "rest/filters/filter_fields.hpp"

#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_numbers.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <string_view>

namespace ginnel::rest {

namespace {

namespace json = boost::json;
using columns = std::vector<const schema::column*>;

/// The names of one filter's fields as they are read.
class named_fields {
public:
    named_fields(const subject& m, const std::string& at) : m_{m}, at_{at} {}

    void name(std::string_view given, bool wanted)
    {
        (wanted ? asked_ : left_out_of_) = true;
        const auto* c = find_property(m_, given);
        if (!c)
            return pass_over(given, wanted);
        auto& list = wanted ? picked_ : left_out_;
        if (std::find(list.begin(), list.end(), c) == list.end())
            list.push_back(c);
    }

    std::optional<columns> fields(const std::vector<app::include>& includes) const
    {
        if (asked_) {
            if (picked_.empty() && !unknown_.empty())
                (void)property_named(m_, unknown_, at_); // throws
            return picked_;
        }
        if (!left_out_of_)
            return {};
        for (const auto& i : includes)
            if (!i.relation->path.empty() &&
                std::find(left_out_.begin(), left_out_.end(), &i.relation->local_key()) != left_out_.end())
                throw refusal{400, at_ + ": ID property \"" + i.relation->local_key().name +
                                       "\" is missing for included item: \"" + i.relation->name +
                                       "\" starts from it, so do not leave it out"};
        columns kept;
        for (const auto& c : m_.model.table.columns)
            if (find_property(m_, c.name) == &c && std::find(left_out_.begin(), left_out_.end(), &c) == left_out_.end())
                kept.push_back(&c);
        if (kept.empty())
            throw refusal{400, at_ + ": this leaves out every property: keep one"};
        return kept;
    }

private:
    void pass_over(std::string_view given, bool wanted)
    {
        if (m_.model.table.find(given)) // hidden
            return;
        std::vector<std::string_view> names;
        for (const auto& c : m_.model.table.columns)
            if (find_property(m_, c.name))
                names.emplace_back(c.name);
        if (!nearest(given, names, 1).empty())
            (void)property_named(m_, given, at_); // throws
        if (wanted)
            unknown_ = given;
    }

    const subject& m_;
    const std::string& at_;
    columns picked_, left_out_;
    std::string unknown_;
    bool asked_ = false, left_out_of_ = false;
};

using app::view;

bool is_wanted(const json::value& said, const std::string& at)
{
    if (said.is_number())
        return said.to_number<double>() != 0;
    return !said.is_null() && truth_in(said, at);
}

} // namespace

std::optional<columns> read_fields(const subject& m, const json::value& said, const std::string& at,
                                   const std::vector<app::include>& includes)
{
    named_fields read{m, at};
    if (said.is_string()) {
        if (!said.get_string().empty())
            read.name(view(said.get_string()), true);
    } else if (said.is_array()) {
        for (const auto& one : said.get_array()) {
            if (!one.is_string())
                throw refusal{400, at + ": write a list of property names"};
            read.name(view(one.get_string()), true);
        }
    } else if (said.is_object()) {
        for (const auto& member : said.get_object())
            read.name(view(member.key()), is_wanted(member.value(), at));
    }
    // Null, a number or true picks nothing, as in LoopBack.
    return read.fields(includes);
}

} // namespace ginnel::rest
