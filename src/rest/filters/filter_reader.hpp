#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "app/questions/filter.hpp"
#include "rest/filters/filter_names.hpp"
#include "rest/requests/limits.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// One reading of a filter: what is shared by all its levels are the bounds that it uses up.
class filter_reader {
public:
    explicit filter_reader(const limits& bounds) : bounds_{bounds} {}

    /// `at`: where in the filter this object stands, for messages ("filter", "filter.include.scope").
    app::filter filter(const subject& m, const boost::json::value& said, const std::string& at, std::size_t depth);
    /// A condition alone.
    app::condition condition_alone(const subject& m, const boost::json::value& said, const std::string& at)
    {
        return where(m, said, at, 0);
    }

private:
    app::condition where(const subject& m, const boost::json::value& said, const std::string& at, std::size_t depth);
    app::condition several(const subject& m, app::condition::form form, const boost::json::value& said,
                           const std::string& at, std::size_t depth);
    app::condition member(const subject& m, std::string_view name, const boost::json::value& said,
                          const std::string& at, std::size_t depth);
    app::condition property(const schema::column& c, const boost::json::value& said, const std::string& at);
    app::condition operation(const schema::column& c, std::string_view name, const boost::json::value& said,
                             const std::string& at);
    app::condition comparison(const schema::column& c, app::comparator what, const boost::json::value& said,
                              const std::string& at);
    app::condition pattern(const schema::column& c, app::comparator what, const boost::json::value& said,
                           const std::string& at);
    app::condition list(const schema::column& c, app::comparator what, const boost::json::value& said,
                        const std::string& at);
    value operand(const schema::column& c, const boost::json::value& said, const std::string& at);
    void count_condition(const std::string& at);

    // Conditions on other rows than the model's own.
    app::condition related(const subject& m, const schema::relation& r, const boost::json::value& said,
                           const std::string& at, std::size_t depth);
    app::condition related_as(const subject& m, const schema::relation& r, app::quantity how_many,
                              const boost::json::value& said, const std::string& at, std::size_t depth);
    app::condition path(const subject& m, std::string_view path, const boost::json::value& said, const std::string& at,
                        std::size_t depth);
    app::condition of_through(const subject& through, const boost::json::value& said, const std::string& at);

    void include(const subject& m, const boost::json::value& said, const std::string& at, std::size_t depth,
                 app::filter& into);
    void include_object(const subject& m, const boost::json::object& said, const std::string& at, std::size_t depth,
                        app::filter& into);
    void include_one(const subject& m, const schema::relation& r, const boost::json::value* scope,
                     const boost::json::value* below, const std::string& at, std::size_t depth, app::filter& into);
    void include_rows(const subject& m, const schema::relation& r, const boost::json::value* scope,
                      const boost::json::value* below, const std::string& at, std::size_t depth, app::filter& into);
    void include_named(const subject& m, std::string_view name, const boost::json::value* scope,
                       const boost::json::value* below, const std::string& at, std::size_t depth, app::filter& into);
    void include_embedded(const subject& m, const app::embedded_relation& r, const boost::json::value* scope,
                          const boost::json::value* below, const std::string& at, std::size_t depth, app::filter& into);
    void include_below(const subject& m, std::string_view name, const boost::json::value& below, const std::string& at,
                       std::size_t depth, app::filter& into);
    void count_include(const std::string& at, std::size_t depth);

    const limits& bounds_;
    const boost::json::value* whole_where_ = nullptr; ///< as it was sent, for messages
    std::size_t includes_ = 0, conditions_ = 0;
};

} // namespace ginnel::rest
