#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/reflect.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/schema/column.hpp>
#include <ginnel/value/column_traits.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// How C++ types stand in JSON, as tables of functions: what reads and writes is compiled code.

namespace ginnel::detail {

/// What stands at one place of JSON: a column's type, a structure, or both (a column that holds a structure).
struct json_node {
    const schema::field_ops* field = nullptr;
    const json_form* form = nullptr; ///< null: a single value
};

struct json_member {
    std::string_view name;
    std::size_t offset = 0;
    json_node node;
};

/// A structure: the members of a struct, the elements of a list, or something that may be null.
struct json_form {
    enum class shape : std::uint8_t { object, list, optional };

    shape what;
    std::size_t count;              ///< of an object's members
    const json_member* (*members)(); ///< of an object
    json_node (*element)();          ///< of a list, or of what may be null
    std::size_t (*size)(const void* list); ///< how many elements there are; what may be null has one or none
    void* (*at)(void* list, std::size_t index);
    void* (*emplace)(void* list);
    void (*clear)(void* list);
};

/// The functions of a column's type, which entry_of.hpp defines.
template <typename F>
const schema::field_ops& field_ops_for();

template <typename F>
inline constexpr bool is_embedded = false;
template <typename F>
inline constexpr bool is_embedded<embedded<F>> = true;
template <typename F>
inline constexpr bool is_list = false;
template <typename F>
inline constexpr bool is_list<std::vector<F>> = !std::is_same_v<F, std::byte> && !std::is_same_v<F, bool> &&
                                                !has_stored_as<std::vector<F>>;

/// Whether a type can stand in JSON: what a column holds, structs of such, lists and optionals of such.
template <typename F>
consteval bool is_json()
{
    if constexpr (column_value<F> || is_embedded<F>)
        return true;
    else if constexpr (is_list<F> || is_optional<F>)
        return is_json<typename F::value_type>();
    else
        return std::is_class_v<F> && is_reflectable<F>; // its fields are looked at where its form is made
}

template <typename F>
json_node json_node_of();

template <typename F>
consteval bool is_json_field()
{
    static_assert(is_json<F>(), "ginnel: a field of this embedded struct has no form in JSON: use what a column holds, "
                                "structs of such, std::vector and std::optional of these");
    return is_json<F>();
}

template <typename T>
struct object_form {
    static constexpr std::size_t count = reflection<T>::count;
    static const json_member* members()
    {
        static const std::vector<json_member> made = [] {
            std::vector<json_member> list;
            reflection<T>::visit_types([&]<typename F>(std::size_t index, std::string_view name, type_tag<F>) {
                if constexpr (is_json_field<F>())
                    list.push_back({name, reflection<T>::offset(index), json_node_of<F>()});
            });
            return list;
        }();
        return made.data();
    }
    static constexpr json_form form{json_form::shape::object, count, members, nullptr, nullptr, nullptr, nullptr,
                                    nullptr};
};

template <typename T>
struct list_form {
    using list = std::vector<T>;
    static std::size_t size(const void* l) { return static_cast<const list*>(l)->size(); }
    static void* at(void* l, std::size_t i) { return static_cast<list*>(l)->data() + i; }
    static void* emplace(void* l) { return &static_cast<list*>(l)->emplace_back(); }
    static void clear(void* l) { static_cast<list*>(l)->clear(); }
    static constexpr json_form form{json_form::shape::list, 0, nullptr, json_node_of<T>, size, at, emplace, clear};
};

template <typename T>
struct optional_form {
    using holder = std::optional<T>;
    static std::size_t size(const void* o) { return static_cast<const holder*>(o)->has_value() ? 1 : 0; }
    static void* at(void* o, std::size_t) { return &**static_cast<holder*>(o); }
    static void* emplace(void* o) { return &static_cast<holder*>(o)->emplace(); }
    static void clear(void* o) { static_cast<holder*>(o)->reset(); }
    static constexpr json_form form{json_form::shape::optional, 0, nullptr, json_node_of<T>, size, at, emplace, clear};
};

/// Whether `json_form_of` gives a form. Not asked of the address itself, which GCC under -fsanitize=undefined does not
/// take for a constant.
template <typename F>
constexpr bool has_json_form()
{
    if constexpr (is_embedded<F>)
        return has_json_form<typename F::value_type>();
    else if constexpr (is_list<F>)
        return true;
    else if constexpr (is_optional<F>)
        return !column_value<F> || has_json_form<typename without_optional<F>::type>();
    else
        return !column_value<F>;
}
/// The form of a type that is more than a single value; null for one that is not.
template <typename F>
constexpr const json_form* json_form_of()
{
    if constexpr (is_embedded<F>)
        return json_form_of<typename F::value_type>(); // which lies where the embedded value does
    else if constexpr (is_list<F>)
        return &list_form<typename F::value_type>::form;
    else if constexpr (is_optional<F>)
        return column_value<F> && !has_json_form<typename without_optional<F>::type>()
                   ? nullptr
                   : &optional_form<typename without_optional<F>::type>::form;
    else if constexpr (column_value<F>)
        return nullptr;
    else
        return &object_form<F>::form;
}

template <typename F>
json_node json_node_of()
{
    json_node node{nullptr, json_form_of<F>()};
    if constexpr (column_value<F>)
        node.field = &field_ops_for<F>();
    return node;
}

// ---- compiled

void append_json(std::string& out, const json_node& node, const void* object);
/// Reads a stored text into an object that holds its defaults. False: it does not fit, and is half read.
bool load_json(const cell& from, const json_node& node, void* object);
value store_json(const json_node& node, const void* object);
/// Why `load_json` refused: "address.zip: text was expected, number found", one line for each problem.
std::string explain_json(const cell& from, const json_node& node, void* blank);

void append_json_text(std::string& out, std::string_view v);
void append_json_number(std::string& out, std::int64_t v);
void append_json_number(std::string& out, double v);

/// Whether a type's JSON is written without a value in between.
template <typename F>
inline constexpr bool is_written_directly = std::is_same_v<F, std::string> || std::is_same_v<F, bool> ||
                                            std::is_same_v<F, double> || std::is_same_v<F, float> ||
                                            (integer_column<F> && !std::is_same_v<F, std::uint64_t>);
template <typename F>
inline constexpr bool is_written_directly<std::optional<F>> = is_written_directly<F>;

template <typename F>
void append_json_directly(std::string& out, const void* field)
{
    const F& v = *static_cast<const F*>(field);
    if constexpr (is_optional<F>) {
        if (v)
            append_json_directly<typename F::value_type>(out, &*v);
        else
            out += "null";
    } else if constexpr (std::is_same_v<F, std::string>) {
        append_json_text(out, v);
    } else if constexpr (std::is_same_v<F, bool>) {
        out += v ? "true" : "false";
    } else if constexpr (std::is_floating_point_v<F>) {
        append_json_number(out, static_cast<double>(v));
    } else {
        append_json_number(out, static_cast<std::int64_t>(v));
    }
}

template <typename F>
std::string explain_field(const cell& from)
{
    F blank{};
    return explain_json(from, json_node_of<F>(), &blank);
}

} // namespace ginnel::detail
