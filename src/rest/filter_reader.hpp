#pragma once

#include "app/filter.hpp"
#include "app/protected_properties.hpp"
#include "rest/filter_names.hpp"
#include "rest/limits.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// One reading of a filter: what is shared by all its levels are the bounds that it uses up.
class filter_reader {
public:
    filter_reader(const limits& bounds, const app::protected_properties& withheld) : bounds_{bounds}, withheld_{withheld} {}

    /// `at`: where in the filter this object stands, for messages ("filter", "filter.include.scope").
    app::filter filter(const schema::model& m, const boost::json::value& said, const std::string& at, std::size_t depth);

private:
    app::condition where(const subject& m, const boost::json::value& said, const std::string& at, std::size_t depth);
    app::condition several(const subject& m, app::condition::form form, const boost::json::value& said, const std::string& at,
                           std::size_t depth);
    app::condition property(const subject& m, std::string_view name, const boost::json::value& said, const std::string& at);
    app::condition operation(const schema::column& c, std::string_view name, const boost::json::value& said, const std::string& at);
    app::condition comparison(const schema::column& c, app::comparator what, const boost::json::value& said, const std::string& at);
    value operand(const schema::column& c, const boost::json::value& said, const std::string& at);
    void count_condition(const std::string& at);

    void include(const schema::model& m, const boost::json::value& said, const std::string& at, std::size_t depth, app::filter& into);
    void include_one(const schema::model& m, std::string_view name, const boost::json::value* scope, const std::string& at, std::size_t depth,
                     app::filter& into);
    void include_below(const schema::model& m, std::string_view name, const boost::json::value& below, const std::string& at,
                       std::size_t depth, app::filter& into);

    /// What is protected is a property like others at the root, and none below.
    subject at_depth(const schema::model& m, std::size_t depth) const;

    const limits& bounds_;
    const app::protected_properties& withheld_;
    std::size_t includes_ = 0, conditions_ = 0;
};

} // namespace ginnel::rest
