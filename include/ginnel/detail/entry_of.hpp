#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/json_form.hpp>
#include <ginnel/detail/model_entry.hpp>
#include <ginnel/detail/reflect.hpp>
#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/typed/embedded.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/relations.hpp>
#include <ginnel/typed/row_state.hpp>
#include <ginnel/value/column_traits.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace ginnel {

/// Describes a model that is another library's struct, where a member `describe` cannot be written:
///
///     template <> inline constexpr auto ginnel::describe<their::Country> = [](ginnel::model<their::Country>& country)
///     {
///         country.table("their_countries");
///     };
template <typename T>
inline constexpr auto describe = nullptr;

namespace detail {

template <typename T>
model_entry& entry_of();

// ---- fields

template <typename F>
struct field_functions {
    static bool load(const cell& from, void* field) { return column_traits<F>::load(from, *static_cast<F*>(field)); }
    static value store(const void* field) { return column_traits<F>::store(*static_cast<const F*>(field)); }
    static constexpr auto append_json() -> void (*)(std::string&, const void*)
    {
        if constexpr (is_written_directly<F>)
            return append_json_directly<F>;
        else
            return nullptr;
    }
    static constexpr auto explain() -> std::string (*)(const cell&)
    {
        if constexpr (has_json_form<F>())
            return explain_field<F>;
        else
            return nullptr;
    }
};
/// One table per type of field, shared by all models.
template <typename F>
inline constexpr schema::field_ops field_ops_of{column_traits<F>::type, column_traits<F>::nullable,
                                                field_functions<F>::load, field_functions<F>::store,
                                                field_functions<F>::append_json(), json_form_of<F>(),
                                                field_functions<F>::explain()};
template <typename F>
const schema::field_ops& field_ops_for()
{
    return field_ops_of<F>;
}

template <typename F>
consteval bool is_column_field()
{
    constexpr bool fits = column_value<F>;
    static_assert(
        fits, "ginnel: a field of this model has a type that no column holds: use a number, bool, std::string, enum, "
              "std::optional of these, a type with ginnel::column_traits or ginnel::stored_as, or a relation "
              "(dates and times need <ginnel/value/chrono.hpp>; for std::chrono::system_clock::time_point use "
              "std::chrono::sys_seconds or sys_time<microseconds>)");
    return fits;
}

template <typename F>
relation_blueprint blueprint_of();
template <typename F>
relation_blueprint blueprint_to();

/// Hands over a field by its type.
template <typename F>
void add_field(model_builder& to, std::string_view name, std::size_t offset)
{
    if constexpr (is_relation<F>)
        to.add_relation(name, offset, blueprint_of<F>());
    else if constexpr (std::is_same_v<F, extras>)
        to.add_extras(offset);
    else if constexpr (std::is_same_v<F, row_state>)
        to.add_state(offset);
    else if constexpr (is_column_field<F>())
        to.add_column(name, offset, field_ops_of<F>);
}

template <typename F>
void add_pivot_field(model_builder& to, std::string_view name, std::size_t offset)
{
    if constexpr (is_column_field<F>())
        to.add_pivot_field(name, offset, field_ops_of<F>);
}

/// A table of functions and a loop: a call per field, written out, is a kilobyte of the user's program per model.
using field_adder = void (*)(model_builder&, std::string_view, std::size_t);
template <typename List>
struct field_adders;
template <typename... Fields>
struct field_adders<type_list<Fields...>> {
    static constexpr field_adder of_model[] = {add_field<Fields>..., nullptr};
    static constexpr field_adder of_pivot[] = {add_pivot_field<Fields>..., nullptr};
};

template <typename T>
void hand_over(model_builder& to, const field_adder* add)
{
    for (std::size_t i = 0; i < reflection<T>::count; ++i)
        add[i](to, reflection<T>::names()[i], reflection<T>::offset(i));
}
template <typename T>
void hand_over_fields(model_builder& to)
{
    hand_over<T>(to, field_adders<typename reflection<T>::types>::of_model);
}
template <typename P>
void hand_over_pivot(model_builder& to)
{
    hand_over<P>(to, field_adders<typename reflection<P>::types>::of_pivot);
}

template <typename List>
struct entry_list;
template <typename... T>
struct entry_list<type_list<T...>> {
    static model_entry* const* get()
    {
        static model_entry* const entries[] = {&entry_of<T>()..., nullptr};
        return entries;
    }
};

template <typename F, typename... Types>
relation_blueprint morph_blueprint(type_list<Types...>)
{
    static constexpr const schema::slot_ops* slots[] = {&morph_slot_ops<F, Types>...};
    relation_blueprint made{schema::relation_kind::morph_to, slots[0], nullptr, nullptr, 0, nullptr};
    made.types = entry_list<type_list<Types...>>::get();
    made.type_slots = slots;
    made.type_count = sizeof...(Types);
    return made;
}

template <typename F>
relation_blueprint blueprint_of()
{
    if constexpr (is_morph_to<F>)
        return morph_blueprint<F>(typename morph_types<F>::list{});
    else
        return blueprint_to<F>();
}
template <typename F>
relation_blueprint blueprint_to()
{
    using traits = relation_traits<F>;
    relation_blueprint made{traits::kind,
                            &slot_ops_of<F>(),
                            &entry_of<typename traits::target>(),
                            entry_list<typename traits::through>::get(),
                            traits::through::size,
                            nullptr};
    if constexpr (!std::is_void_v<typename traits::pivot>)
        made.pivot_fields = hand_over_pivot<typename traits::pivot>;
    return made;
}

// ---- the reader: one per model, its loads inlined

struct row_reader {
    const cell* at;
    const slot_label* label;

    template <typename F>
    bool read(F& field)
    {
        if constexpr (is_relation<F>) {
            slot_access::label(field, label++);
            return true;
        } else if constexpr (column_value<F>) {
            if (!column_traits<F>::load(*at, field)) [[unlikely]]
                return false;
            ++at;
            return true;
        } else {
            return true;
        }
    }
    template <typename... Fields>
    bool operator()(Fields&... fields)
    {
        return (read(fields) && ...);
    }
};

template <typename T>
bool read_row(const schema::model&, const cell* row, void* object, std::size_t& failed)
{
    row_reader reader{row, entry_of<T>().labels};
    const bool fits = aggregate_of<reflection<T>::count>::bind(*static_cast<T*>(object), reader);
    if (!fits) [[unlikely]]
        failed = static_cast<std::size_t>(reader.at - row);
    return fits;
}

// ---- the entry

template <typename T>
concept has_describe_member = requires(model<T>& m)
{
    T::describe(m);
};
template <typename T>
concept names_describe = requires
{
    &T::describe;
};
template <typename T>
inline constexpr bool has_describe_variable =
    !std::is_same_v<std::remove_const_t<decltype(describe<T>)>, std::nullptr_t>;

template <typename T>
void call_describe(model_builder& builder)
{
    model<T> m{builder};
    if constexpr (has_describe_member<T>)
        T::describe(m);
    else
        describe<T>(m);
}

template <typename T>
consteval auto describe_function() -> void (*)(model_builder&)
{
    static_assert(
        has_describe_member<T> || !names_describe<T>,
        "ginnel: describe of this model must be declared as static void describe(ginnel::model<T>&), and be public");
    if constexpr (has_describe_member<T> || has_describe_variable<T>)
        return call_describe<T>;
    else
        return nullptr;
}

/// Whether the struct's fields are read by reflection; a class that cannot be must be described.
template <typename T>
consteval bool reads_fields()
{
    if constexpr (is_reflectable<T>)
        return true;
    else if constexpr (examine<T>() == refusal::not_aggregate && std::is_class_v<T>)
        return !(has_describe_member<T> || has_describe_variable<T>);
    else if constexpr (examine<T>() == refusal::base_class || examine<T>() == refusal::too_many_fields)
        return !(has_describe_member<T> || has_describe_variable<T>);
    else
        return true; // and reflection says what is wrong
}

template <typename T, bool Reflected>
struct model_functions {
    static void fields(model_builder&) {}
    static constexpr schema::model_ops ops{read_by_columns, set_column,  get_column, slot_at,
                                           extras_at,       note_loaded, has_column};
};
template <typename T>
struct model_functions<T, true> {
    static void fields(model_builder& to) { hand_over_fields<T>(to); }
    static constexpr schema::model_ops ops{read_row<T>, set_column,  get_column, slot_at,
                                           extras_at,   note_loaded, has_column};
};

/// The same functions, of rows that keep what the database gave.
constexpr schema::model_ops tracking(schema::model_ops ops)
{
    ops.loaded = keep_loaded;
    ops.changed = is_changed;
    ops.saved = keep_saved;
    return ops;
}

template <typename T>
struct entry_holder {
    using functions = model_functions<T, reads_fields<T>()>;
    static constexpr schema::model_ops tracking_ops = tracking(functions::ops);
    static inline constinit model_entry entry{type_name<T>(), &functions::ops, functions::fields,
                                              describe_function<T>(), &tracking_ops};
};

template <typename T>
model_entry& entry_of()
{
    return entry_holder<T>::entry;
}

/// The booted model of T: one load once that is done. Throws what `boot` throws.
template <typename T>
const schema::model& schema_of()
{
    model_entry& e = entry_of<T>();
    if (const schema::model* m = e.booted.load(std::memory_order_acquire)) [[likely]]
        return *m;
    return boot(e);
}

template <typename F, typename C>
member_id id_of(F C::*member)
{
    return {&entry_of<C>(), member_offset(member)};
}

} // namespace detail
} // namespace ginnel
