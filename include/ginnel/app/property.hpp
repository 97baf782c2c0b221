#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/value/column_type.hpp>
#include <ginnel/value/value.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// The type of a property; see `ginnel::types`.
struct property_type {
    column_type type = column_type::text;
    bool id = false; ///< the primary key, whose value the database makes

    constexpr property_type(column_type t, bool is_id = false) noexcept : type{t}, id{is_id} {}
};

/// The types that properties of models defined in code may have.
namespace types {

inline constexpr property_type id{column_type::int64, true}; ///< a primary key that the database makes
inline constexpr property_type boolean{column_type::boolean};
inline constexpr property_type int16{column_type::int16};
inline constexpr property_type int32{column_type::int32};
inline constexpr property_type int64{column_type::int64};
inline constexpr property_type real{column_type::real};
inline constexpr property_type text{column_type::text};
inline constexpr property_type blob{column_type::blob};
inline constexpr property_type date{column_type::date};
inline constexpr property_type time{column_type::time};
inline constexpr property_type timestamp{column_type::timestamp};
inline constexpr property_type uuid{column_type::uuid};
inline constexpr property_type decimal{column_type::decimal};
inline constexpr property_type json{column_type::json};

} // namespace types

/// What may be said of a property beside its name and type.
struct property_options {
    bool required = false;  ///< takes no null
    bool id = false;        ///< the primary key, given by the program unless `generated`
    bool generated = false; ///< the database makes its value (integer primary keys)
    bool unique = false;    ///< with an index of its own
    bool indexed = false;
    bool hidden = false;   ///< not in JSON
    std::string column{};  ///< what the table calls it; empty: the property's name
    value default_value{}; ///< for created records that are given none; null: none
};

/// A property of a model defined in code: `{"name", ginnel::types::text, {.required = true}}`.
struct property {
    std::string name;
    property_type type;
    property_options options;

    property(std::string_view property_name, property_type t, property_options o = {})
        : name{property_name}, type{t}, options{std::move(o)}
    {
    }
};

/// A value for a property: `{"name", "Asha"}`. Takes what a column can hold (with <ginnel/value/chrono.hpp> dates and
/// times too), and nullptr.
struct property_value {
    std::string name;
    ginnel::value value;

    template <typename V>
    property_value(std::string_view property_name, const V& v) : name{property_name}, value{detail::to_value(v)}
    {
    }
};

/// The values of one record: `{{"name", "Asha"}, {"age", 41}}`.
class property_values {
public:
    property_values(std::initializer_list<property_value> values = {}) : values_{values} {}
    explicit property_values(std::vector<property_value> values) noexcept : values_{std::move(values)} {}

    const property_value* begin() const noexcept { return values_.data(); }
    const property_value* end() const noexcept { return values_.data() + values_.size(); }

private:
    std::vector<property_value> values_;
};

} // namespace ginnel
