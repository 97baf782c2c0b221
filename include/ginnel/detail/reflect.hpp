// What the fields of a struct are: their number, types, names and places. No macro, no base class, no generated code of the user's.
//
// Everything that C++20 has no word for lives in this one header: C++26 reflection (`nonstatic_data_members_of`, `identifier_of`)
// can replace it whole, with the same interface and without the limits below.
//
// Limits: an aggregate without base classes, at most 100 fields, no C arrays, no bit-fields, no anonymous unions, every field can be
// made from `{}`. What can be recognised is refused with one sentence; bit-fields and anonymous unions get the compiler's own error.
// GCC and Clang only: names are read from the compilers' spelling of template arguments.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <ginnel/detail/generated/bind_fields.hpp>

namespace ginnel::detail {

// ---------------------------------------------------------------------------------------------------------------- may it be read

/// Why a type cannot be read field by field; `none` when it can.
enum class refusal { none, incomplete, not_aggregate, base_class, too_many_fields, field_without_default, c_array };

/// Converts to the base classes of T and to nothing else.
template <class T> struct to_base_of {
  template <class Base>
    requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>)
  operator Base() const;
};

/// Converts to nothing: what takes it takes everything, as std::any does.
struct to_nothing {};

/// Converts to every type an object of which can be referred to.
struct to_anything {
  template <class F> operator F&() const;
};

// A binary search for the largest number of empty braces that fit. Braces, and no object that converts to everything (the usual
// trick): they never elide, so that nested aggregates and C arrays count as one field, they are no ambiguous argument to the greedy
// constructors of std::optional and std::any, and need no overload resolution per field. The first steps are near, since few
// models have more than 32 fields and a probe costs as much as it has braces.
template <class T, std::size_t Fits, std::size_t TooMany> consteval std::size_t search_field_count() {
  if constexpr (TooMany - Fits == 1) {
    return Fits;
  } else {
    constexpr std::size_t probe = TooMany - Fits > 64 ? Fits + 16 : Fits + (TooMany - Fits) / 2;
    if constexpr (aggregate_of<probe>::template fits<T>) {
      return search_field_count<T, probe, TooMany>();
    } else {
      return search_field_count<T, Fits, probe>();
    }
  }
}

/// The number of fields of an aggregate; a base class counts as one. `most_fields + 1` means: more than can be bound.
template <class T> consteval std::size_t field_count() { return search_field_count<T, 0, most_fields + 2>(); }

/// The types of a model's fields, in order.
template <class... Fields> struct type_list {
  static constexpr std::size_t size = sizeof...(Fields);
};

/// A type as a value, for visitors that are given no object.
template <class T> struct type_tag {
  using type = T;
};

/// Addresses of fields as a template argument. An untyped pointer in a struct: Clang 14 takes no pointer into an object as a template
/// argument by itself, and fields differ in type.
template <std::size_t Count> struct field_addresses {
  const void* at[Count == 0 ? 1 : Count];
};

/// Types and addresses at once, so that a model's fields are bound once for both.
template <class... Fields> struct bound_fields {
  using types = type_list<Fields...>;
  static constexpr bool has_c_array = (std::is_array_v<Fields> || ...);
  field_addresses<sizeof...(Fields)> addresses;
};

struct bind_addresses {
  template <class... Fields> constexpr bound_fields<Fields...> operator()(Fields&... fields) const {
    return {{{static_cast<const void*>(&fields)...}}};
  }
};

template <class T>
using bound_fields_of = decltype(aggregate_of<field_count<T>()>::bind(std::declval<T&>(), bind_addresses{}));

template <class T> consteval refusal examine() {
  if constexpr (!requires { sizeof(T); }) {
    return refusal::incomplete;
  } else if constexpr (!std::is_class_v<T> || !std::is_aggregate_v<T>) {
    return refusal::not_aggregate;
  } else if constexpr (aggregate_of<0>::fits<T, to_base_of<T>> && !aggregate_of<0>::fits<T, to_nothing>) {
    return refusal::base_class;  // the second question: a first field of type std::any is no base class
  } else if constexpr (!aggregate_of<0>::fits<T>) {
    return refusal::field_without_default;  // without T{} the search below would find 0 fields
  } else if constexpr (field_count<T>() > most_fields) {
    return refusal::too_many_fields;
  } else if constexpr (aggregate_of<field_count<T>()>::template fits<T, to_anything>) {
    return refusal::field_without_default;  // the braces stopped at a field, and not at the end
  } else if constexpr (bound_fields_of<T>::has_c_array) {
    return refusal::c_array;
  } else {
    return refusal::none;
  }
}

/// Whether `reflection<T>` will accept T. Asks without an error.
template <class T> inline constexpr bool is_reflectable = examine<T>() == refusal::none;

// ------------------------------------------------------------------------------------------------------------------------- names

/// A compiler's spelling of something. No std::string_view: GCC appends "; std::string_view = ..." to the spelling of a function
/// that returns a type alias.
struct spelling {
  const char* text;
  std::size_t size;
};

template <class T> consteval spelling spell_type() { return {__PRETTY_FUNCTION__, sizeof(__PRETTY_FUNCTION__) - 1}; }
template <auto Member> consteval spelling spell_member() { return {__PRETTY_FUNCTION__, sizeof(__PRETTY_FUNCTION__) - 1}; }
template <auto Addresses> consteval spelling spell_addresses() { return {__PRETTY_FUNCTION__, sizeof(__PRETTY_FUNCTION__) - 1}; }

// Bytes above 127 belong to identifiers in other alphabets.
constexpr bool is_identifier_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) > 127;
}

/// Where a name stands in a spelling.
struct name_span {
  std::size_t begin;
  std::size_t end;
};

/// The last identifier that ends at or before `end`.
constexpr name_span last_identifier(const char* text, std::size_t end) {
  while (end > 0 && !is_identifier_part(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_identifier_part(text[begin - 1])) --begin;
  return {begin, end};
}

/// The last component of a spelled type, without template arguments.
constexpr name_span last_type_component(spelling type) {
  std::size_t end = type.size - 1;  // the closing bracket of "[with T = ...]"
  if (type.text[end - 1] == '>') {
    std::size_t depth = 0;
    do {
      --end;
      if (type.text[end] == '>') ++depth;
      if (type.text[end] == '<') --depth;
    } while (depth > 0);
  }
  return last_identifier(type.text, end);
}

/// Characters with static storage. Names are copied into it, because the spellings they come from are long (GCC: 100 characters per
/// field) and would all be kept in the program.
template <std::size_t Size> struct static_text {
  char text[Size + 1]{};
  constexpr static_text(const char* from) {
    for (std::size_t i = 0; i < Size; ++i) text[i] = from[i];
  }
  constexpr operator std::string_view() const { return {text, Size}; }
};

template <class T> consteval auto make_type_name() {
  constexpr spelling type = spell_type<T>();
  constexpr name_span span = last_type_component(type);
  return static_text<span.end - span.begin>(type.text + span.begin);
}

template <auto Member> consteval auto make_member_name() {
  constexpr spelling member = spell_member<Member>();
  constexpr name_span span = last_identifier(member.text, member.size);
  return static_text<span.end - span.begin>(member.text + span.begin);
}

template <class T> inline constexpr auto type_name_text = make_type_name<T>();
template <auto Member> inline constexpr auto member_name_text = make_member_name<Member>();

/// The name of a class or enumeration, without namespaces, enclosing classes and template arguments: "Country". Static storage.
template <class T> constexpr std::string_view type_name() { return type_name_text<std::remove_cv_t<T>>; }

/// The name of the member a pointer to member points to: `member_name<&Country::name>()` is "name". Static storage. Works for classes
/// that are no aggregates, and for private members where the caller may name them.
template <auto Member> constexpr std::string_view member_name() {
  static_assert(std::is_member_pointer_v<decltype(Member)>, "ginnel: member_name takes a pointer to member: write member_name<&T::a>()");
  return member_name_text<Member>;
}

// The object whose fields' addresses are spelled. Never defined, and needed nowhere but in constant evaluation: a defined one (tried)
// leaves a variable, a guard and a destructor per model in the program. Wrapped, because neither compiler takes an undefined variable
// whose own type is local or in an unnamed namespace; in a union, so that nothing asks for the model's constructors and destructor.
template <class T> union model_storage {
  T value;
  model_storage();
  ~model_storage();
};

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif
template <class T> extern model_storage<T> model_object;

template <class T> consteval auto model_addresses() {
  return aggregate_of<field_count<T>()>::bind(model_object<T>.value, bind_addresses{}).addresses;
}
#ifdef __clang__
#pragma clang diagnostic pop
#endif

// Clang writes "..." after the tenth element of an array in a template argument; hence rows. GCC writes all, and one row is cheaper.
#ifdef __clang__
inline constexpr std::size_t addresses_in_row = 10;
inline constexpr std::string_view address_separator = ", &";
#else
inline constexpr std::size_t addresses_in_row = most_fields;
inline constexpr std::string_view address_separator = ")), ((";
#endif

template <std::size_t Count> struct name_spans {
  spelling row[Count / addresses_in_row + 1]{};
  name_span at[Count == 0 ? 1 : Count]{};
  std::size_t characters = 0;
  bool understood = true;
};

/// Finds the `count` names in the spelling of a row. From the back: after the last name, each name begins a fixed distance before the
/// one that follows it ("model_object<T>.model_storage<T>::value.T::" lies between), so that the text between is read once and not once per field.
constexpr bool find_names(spelling row, name_span* names, std::size_t count, std::size_t& characters) {
  std::size_t end = row.size;
  std::size_t distance = 0;
  while (count > 0) {
    name_span& name = names[--count];
    name = last_identifier(row.text, end);
    if (name.begin == name.end || name.end > end || name.begin == 0) return false;
    const char before = row.text[name.begin - 1];
    if (before != ':' && before != '.') return false;
    characters += name.end - name.begin;
    if (count > 0) {
      if (distance == 0) {
        const std::size_t separator = std::string_view(row.text, name.begin).rfind(address_separator);
        if (separator == std::string_view::npos) return false;
        distance = name.begin - separator;
      }
      if (distance >= name.begin) return false;
      end = name.begin - distance;
      if (!is_identifier_part(row.text[end - 1]) || is_identifier_part(row.text[end])) return false;
    }
  }
  return true;
}

template <class T, std::size_t Row> consteval auto row_addresses() {
  constexpr std::size_t first = Row * addresses_in_row;
  constexpr std::size_t left = field_count<T>() - first;
  constexpr auto all = model_addresses<T>();
  field_addresses<(left < addresses_in_row ? left : addresses_in_row)> row{};
  for (std::size_t i = 0; i < left && i < addresses_in_row; ++i) row.at[i] = all.at[first + i];
  return row;
}

// constexpr, not consteval: a call that changes its argument is no constant expression of its own.
template <class T, std::size_t Row, std::size_t Count> constexpr void read_names(name_spans<Count>& spans) {
  constexpr std::size_t first = Row * addresses_in_row;
  if constexpr (first < Count) {
    constexpr auto row = row_addresses<T, Row>();
    constexpr spelling spelled = spell_addresses<row>();
    spans.row[Row] = spelled;
    const std::size_t length = Count - first < addresses_in_row ? Count - first : addresses_in_row;
    if (!find_names(spelled, spans.at + first, length, spans.characters)) spans.understood = false;
    read_names<T, Row + 1>(spans);
  }
}

template <class T> consteval auto spell_fields() {
  name_spans<field_count<T>()> spans;
  read_names<T, 0>(spans);
  return spans;
}

/// The names of a model's fields, in order. The views it hands out point into it: keep it in static storage.
template <std::size_t Count, std::size_t Characters> struct name_table {
  char text[Characters + 1]{};
  unsigned short begin[Count + 1]{};

  constexpr std::size_t size() const { return Count; }
  constexpr std::string_view operator[](std::size_t index) const {
    return {text + begin[index], static_cast<std::size_t>(begin[index + 1] - begin[index])};
  }
};

/// All field names of T at once: one instantiation per model on GCC, and one per ten fields on Clang.
template <class T> consteval auto make_field_names() {
  constexpr std::size_t count = field_count<T>();
  constexpr auto spans = spell_fields<T>();
  static_assert(spans.understood, "ginnel: this compiler spells field names in a way ginnel/detail/reflect.hpp does not know");
  name_table<count, spans.characters> names;
  std::size_t used = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char* text = spans.row[i / addresses_in_row].text;
    for (std::size_t at = spans.at[i].begin; at < spans.at[i].end; ++at) names.text[used++] = text[at];
    names.begin[i + 1] = static_cast<unsigned short>(used);
  }
  return names;
}

template <class T> inline constexpr auto field_names = make_field_names<T>();
inline constexpr name_table<0, 0> no_field_names{};

template <class T, bool Reflectable> struct field_tables {
  using types = type_list<>;
  static constexpr std::size_t count = 0;
  static constexpr const auto& names() { return no_field_names; }
};

template <class T> struct field_tables<T, true> {
  using types = typename bound_fields_of<T>::types;
  static constexpr std::size_t count = field_count<T>();
  static constexpr const auto& names() { return field_names<T>; }  // a function: Clang evaluates a member of type auto at once
};

// ------------------------------------------------------------------------------------------------------------------------ places

/// The byte offset of a data member in its class. Needs no object.
/// Reads the representation of the pointer: under the Itanium C++ ABI, which GCC and Clang follow on every platform but Windows with
/// MSVC's ABI, a pointer to data member is that offset as a ptrdiff_t, and -1 when null. Rejected: subtracting addresses in a null or
/// unconstructed object (undefined, and UBSan says so), and in a constructed one (asks for a default constructor).
template <class C, class F> std::size_t member_offset(F C::*member) {
  if constexpr (std::is_function_v<F>) {
    static_assert(!std::is_function_v<F>, "ginnel: a member function is no column: name a data member, as in &T::a");
    return 0;
  } else {
    static_assert(sizeof(member) == sizeof(std::ptrdiff_t));
    return static_cast<std::size_t>(__builtin_bit_cast(std::ptrdiff_t, member));
  }
}

template <std::size_t Count> struct offset_table {
  std::size_t at[Count == 0 ? 1 : Count];
};

// ------------------------------------------------------------------------------------------------------------------------ fields

template <class List, class Visitor> struct type_visit;
template <class... Fields, class Visitor> struct type_visit<type_list<Fields...>, Visitor> {
  template <class Names> static constexpr void run(const Names& names, Visitor& visitor) {
    [[maybe_unused]] std::size_t index = 0;
    ((visitor(index, names[index], type_tag<Fields>{}), ++index), ...);
  }
};

/// The fields of the aggregate T. What is refused, is refused here, with one sentence; `count` is then 0, so that no error follows it.
///
/// Indices are plain numbers: a generic visitor is instantiated once per distinct field type, not once per field. To choose by index
/// or by name at compile time, see `field_type` and `names`, which are constant expressions.
template <class T> struct reflection {
  static constexpr refusal verdict = examine<T>();

  using tables = field_tables<T, verdict == refusal::none>;

  /// The number of fields.
  static constexpr std::size_t count = tables::count;

  /// The fields' types, in order, as a `type_list`.
  using types = typename tables::types;

  /// The names of the fields: `names()[0]` is a std::string_view into static storage; `names().size()` is `count`. A function, so that
  /// a program which asks for no names spells none.
  static constexpr const auto& names() { return tables::names(); }

  /// Calls `visitor(index, name, field)` for each field of `object`, in order; `field` is an lvalue reference.
  template <class Visitor> static constexpr void visit(T& object, Visitor&& visitor) { visit_any(object, visitor); }
  template <class Visitor> static constexpr void visit(const T& object, Visitor&& visitor) { visit_any(object, visitor); }

  /// Calls `visitor(index, name, type_tag<Field>{})` for each field, in order, without an object.
  template <class Visitor> static constexpr void visit_types(Visitor&& visitor) {
    type_visit<types, std::remove_reference_t<Visitor>>::run(names(), visitor);
  }

  /// The byte offset of a field. The first call for a model constructs one `T{}`, measures it, and keeps the offsets; safe from any
  /// thread. Throws what that constructor throws. Who visits an object anyway can subtract addresses there, which compiles faster.
  static std::size_t offset(std::size_t index) { return offsets().at[index]; }

  /// The index of the field a pointer to member points to, or `count` when it points to none (a member of an empty type may share
  /// its place with the next field under [[no_unique_address]]; the first one is found). Looks up offsets, see `offset`.
  template <class F> static std::size_t index_of(F T::*member) {
    const std::size_t place = member_offset(member);
    std::size_t index = 0;
    while (index < count && offsets().at[index] != place) ++index;
    return index;
  }

 private:
  template <class Object, class Visitor> static constexpr void visit_any(Object& object, Visitor& visitor) {
    if constexpr (count > 0) {
      aggregate_of<count>::bind(object, [&visitor](auto&... fields) {
        std::size_t index = 0;
        constexpr const auto& names = tables::names();
        ((visitor(index, names[index], fields), ++index), ...);
      });
    }
  }

  /// The object that is measured. Never destroyed: GCC 12 under -fsanitize=address takes the destructor of an optional field of a
  /// local object for a use of what was not initialised (-Wmaybe-uninitialized), in the user's build.
  union measured_object {
    T object;
    measured_object() : object{} {}
    ~measured_object() {}
  };

  static offset_table<count> measure_offsets() {
    offset_table<count> measured{};
    static measured_object made;
    if constexpr (count > 0) {
      // The binding that `examine` has declared already; a visitor would be one more instantiation per field type.
      const auto addresses = aggregate_of<count>::bind(made.object, bind_addresses{}).addresses;
      for (std::size_t i = 0; i < count; ++i) {
        measured.at[i] =
            static_cast<std::size_t>(static_cast<const char*>(addresses.at[i]) - reinterpret_cast<const char*>(&made.object));
      }
    }
    return measured;
  }

  static const offset_table<count>& offsets() {
    static const offset_table<count> table = measure_offsets();
    return table;
  }

  // Last: after a failed assertion Clang leaves out the members that follow, and complains of each use of them.
  static_assert(verdict != refusal::incomplete, "ginnel: this model is only declared here: define the struct before it is used");
  static_assert(verdict != refusal::not_aggregate,
                "ginnel: this model is not an aggregate: list its columns with model.columns<&T::a, &T::b>() in describe");
  static_assert(verdict != refusal::base_class,
                "ginnel: this model has a base class: make the base a member or repeat its fields, "
                "or list its columns with model.columns<&T::a, &T::b>() in describe");
  static_assert(verdict != refusal::too_many_fields,
                "ginnel: this model has more than 100 fields: move some to a model of their own, "
                "or list its columns with model.columns<&T::a, &T::b>() in describe");
  static_assert(verdict != refusal::field_without_default,
                "ginnel: a field of this model cannot be made from {}: give it a type with a default value, "
                "and no reference");
  static_assert(verdict != refusal::c_array,
                "ginnel: a field of this model is a C array: write std::array, std::string or std::vector instead");
};

/// Calls `f(index, field)` for each field of `object`, in order. `T` may be const.
template <class T, class F> constexpr void for_each_field(T& object, F&& f) {
  constexpr std::size_t count = reflection<std::remove_const_t<T>>::count;
  if constexpr (count > 0) {
    aggregate_of<count>::bind(object, [&f](auto&... fields) {
      std::size_t index = 0;
      ((f(index, fields), ++index), ...);
    });
  }
}

template <std::size_t Index, class F> struct indexed_type {};
template <class Indices, class List> struct indexed_types;
template <std::size_t... Index, class... Fields>
struct indexed_types<std::index_sequence<Index...>, type_list<Fields...>> : indexed_type<Index, Fields>... {};
template <std::size_t Index, class F> type_tag<F> pick_type(indexed_type<Index, F>);

/// The type of the field at `Index`. Dearer to compile than `visit_types`: use it for a field or two.
template <class T, std::size_t Index>
using field_type = typename decltype(pick_type<Index>(
    indexed_types<std::make_index_sequence<reflection<T>::count>, typename reflection<T>::types>{}))::type;

}  // namespace ginnel::detail
