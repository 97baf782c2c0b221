#include <ginnel/detail/reflect.hpp>

#include <gtest/gtest.h>

#include <any>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ginnel {
namespace {

using detail::field_type;
using detail::is_reflectable;
using detail::member_name;
using detail::member_offset;
using detail::reflection;
using detail::type_name;

// As the relation slots of the library: incomplete target, user-provided constructors that are not constexpr.
template <class U> struct has_many {
  has_many() {}
  has_many(const has_many&) {}
  ~has_many() {}
  std::vector<U>* rows = nullptr;
};

template <class T> class model;

struct Post;
enum class colour { red, green };

struct address {
  std::string street{};
  std::string town{};
};

struct Country {
  std::int64_t id{};
  std::string name{};
  has_many<Post> posts{};

  static void describe(model<Country>&);
};

struct Post {
  std::int64_t id{};
  std::optional<std::int64_t> country_id{};
  colour paint{};
  address where{};
  std::array<int, 3> triple{};
  std::vector<std::string> tags{};
  std::chrono::system_clock::time_point created_at{};
  std::chrono::year_month_day day{};
  std::variant<int, std::string> either{};
  std::any anything{};
  std::function<void()> call{};
  std::unique_ptr<int> owned{};
  std::atomic<int> counter{};
  bool is_published{};
};

template <class T> std::vector<std::string> names_of() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < reflection<T>::names().size(); ++i) names.emplace_back(reflection<T>::names()[i]);
  return names;
}

using strings = std::vector<std::string>;

TEST(Reflect, CountsEachFieldOnceHoweverItIsMade) {
  static_assert(reflection<Country>::count == 3);
  static_assert(reflection<Post>::count == 14);
  static_assert(reflection<address>::count == 2);
}

TEST(Reflect, KnowsNamesAsConstantExpressions) {
  static_assert(reflection<Country>::names()[0] == "id");
  static_assert(reflection<Country>::names()[2] == "posts");
  EXPECT_EQ(names_of<Country>(), (strings{"id", "name", "posts"}));
  EXPECT_EQ(names_of<Post>(), (strings{"id", "country_id", "paint", "where", "triple", "tags", "created_at", "day", "either", "anything",
                                       "call", "owned", "counter", "is_published"}));
}

TEST(Reflect, KnowsTypes) {
  static_assert(std::is_same_v<field_type<Post, 0>, std::int64_t>);
  static_assert(std::is_same_v<field_type<Post, 3>, address>);
  static_assert(std::is_same_v<reflection<Country>::types, detail::type_list<std::int64_t, std::string, has_many<Post>>>);
}

TEST(Reflect, VisitsFieldsOfAnObjectAndCanChangeThem) {
  Country country{.id = 7, .name = "India"};
  strings seen;
  reflection<Country>::visit(country, [&](std::size_t index, std::string_view name, auto& field) {
    seen.push_back(std::to_string(index) + std::string{name});
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, std::string>) field = "Peru";
  });
  EXPECT_EQ(seen, (strings{"0id", "1name", "2posts"}));
  EXPECT_EQ(country.name, "Peru");

  const Country& unchanged = country;
  std::size_t constants = 0;
  reflection<Country>::visit(unchanged, [&](std::size_t, std::string_view, auto& field) {
    constants += std::is_const_v<std::remove_reference_t<decltype(field)>>;
  });
  EXPECT_EQ(constants, 3U);

  std::size_t sum = 0;
  detail::for_each_field(unchanged, [&](std::size_t index, const auto&) { sum += index; });
  EXPECT_EQ(sum, 3U);
}

TEST(Reflect, VisitsTypesWithoutAnObject) {
  std::size_t texts = 0;
  std::size_t bytes = 0;
  strings seen;
  reflection<Country>::visit_types([&](std::size_t, std::string_view name, auto tag) {
    using field = typename decltype(tag)::type;
    texts += std::is_same_v<field, std::string>;
    bytes += sizeof(field);
    seen.emplace_back(name);
  });
  EXPECT_EQ(texts, 1U);
  EXPECT_EQ(bytes, sizeof(Country));
  EXPECT_EQ(seen, names_of<Country>());
}

TEST(Reflect, MeasuresOffsets) {
  EXPECT_EQ(reflection<Country>::offset(0), member_offset(&Country::id));
  EXPECT_EQ(reflection<Country>::offset(1), member_offset(&Country::name));
  EXPECT_EQ(reflection<Country>::offset(2), member_offset(&Country::posts));
  EXPECT_EQ(reflection<Post>::offset(13), member_offset(&Post::is_published));
}

TEST(Reflect, FindsTheIndexOfAPointerToMember) {
  EXPECT_EQ(reflection<Post>::index_of(&Post::id), 0U);
  EXPECT_EQ(reflection<Post>::index_of(&Post::is_published), 13U);
}

struct no_fields {
  static void describe(model<no_fields>&);
};
struct one_field {
  std::string only{};
};
struct one_any {
  std::any only{};
};
struct nested_first {
  address first{};
  int x_1{};
};
struct explicitly_empty {
  [[no_unique_address]] no_fields nothing{};
  int after{};
};

TEST(Reflect, ReadsSmallModels) {
  static_assert(reflection<no_fields>::count == 0);
  EXPECT_EQ(names_of<no_fields>(), strings{});
  EXPECT_EQ(names_of<one_field>(), strings{"only"});
  EXPECT_EQ(names_of<one_any>(), strings{"only"});
  EXPECT_EQ(names_of<nested_first>(), (strings{"first", "x_1"}));
  EXPECT_EQ(names_of<explicitly_empty>(), (strings{"nothing", "after"}));
  no_fields nothing;
  reflection<no_fields>::visit(nothing, [](std::size_t, std::string_view, auto&) { FAIL(); });
  reflection<no_fields>::visit_types([](std::size_t, std::string_view, auto) { FAIL(); });
  detail::for_each_field(nothing, [](std::size_t, auto&) { FAIL(); });
}

template <class Key, class... More> struct box {
  Key key{};
  std::map<Key, std::tuple<More...>> values{};
};

TEST(Reflect, ReadsTemplatesAndLocalTypes) {
  struct Local {
    int first{};
    std::string second{};
    box<int> third{};
  };
  EXPECT_EQ(names_of<Local>(), (strings{"first", "second", "third"}));
  EXPECT_EQ(type_name<Local>(), "Local");
  using nested_box = box<box<std::string, int>, const char*, std::map<int, Local>>;
  EXPECT_EQ(names_of<nested_box>(), (strings{"key", "values"}));
  EXPECT_EQ(type_name<nested_box>(), "box");
}

struct ten {
  int a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{}, j{};
};
struct eleven {
  int a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{}, j{}, last_of_eleven{};
};
struct twenty_one {
  int a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{}, j{};
  int a2{}, b2{}, c2{}, d2{}, e2{}, f2{}, g2{}, h2{}, i2{}, j2{}, last_of_twenty_one{};
};
#define TEN(n) int a##n{}, b##n{}, c##n{}, d##n{}, e##n{}, f##n{}, g##n{}, h##n{}, i##n{}, j##n{};
struct ninety_nine {
  TEN(0) TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8)
  int a9{}, b9{}, c9{}, d9{}, e9{}, f9{}, g9{}, h9{}, i9{};
};
struct hundred {
  TEN(0) TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9)
};
struct hundred_and_one {
  TEN(0) TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9)
  int one_more{};
};
#undef TEN

TEST(Reflect, ReadsNamesAcrossRows) {
  EXPECT_EQ(names_of<ten>(), (strings{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}));
  EXPECT_EQ(names_of<eleven>().back(), "last_of_eleven");
  EXPECT_EQ(names_of<twenty_one>().back(), "last_of_twenty_one");
  EXPECT_EQ(names_of<twenty_one>()[9], "j");
  EXPECT_EQ(names_of<twenty_one>()[10], "a2");
}

TEST(Reflect, ReadsOneHundredFieldsAndNoMore) {
  static_assert(reflection<ninety_nine>::count == 99);
  static_assert(reflection<hundred>::count == 100);
  EXPECT_EQ(names_of<hundred>()[42], "c4");
  EXPECT_EQ(names_of<hundred>().back(), "j9");
  EXPECT_EQ(reflection<hundred>::offset(99), 99 * sizeof(int));
  static_assert(detail::examine<hundred_and_one>() == detail::refusal::too_many_fields);
}

struct derived : address {
  int more{};
};
struct derived_from_empty : no_fields {
  int more{};
};
struct with_private {
  int shown{};
  explicit with_private(int value) : hidden_{value} {}
  int hidden() const { return hidden_; }
  static constexpr std::string_view hidden_name() { return member_name<&with_private::hidden_>(); }
  static std::size_t hidden_offset() { return member_offset(&with_private::hidden_); }

 private:
  int hidden_{};
};
struct with_c_array {
  int id{};
  char code[16]{};
  int after{};
};
struct with_reference {
  int id{};
  int& other;
};
struct no_default {
  explicit no_default(int) {}
};
struct explicit_default {
  explicit explicit_default() {}
};
struct with_explicit_default {
  int id{};
  explicit_default value{};
};
struct with_no_default {
  no_default value;
  int id{};
};
struct with_no_default_last {
  int id{};
  no_default value;
};
struct with_value_of_no_default {
  int id{};
  no_default value{3};
};
struct only_declared;

TEST(Reflect, SaysWithoutAnErrorWhatItRefuses) {
  using detail::examine;
  using detail::refusal;
  static_assert(is_reflectable<Country>);
  static_assert(examine<derived>() == refusal::base_class);
  static_assert(examine<derived_from_empty>() == refusal::base_class);
  static_assert(examine<with_private>() == refusal::not_aggregate);
  static_assert(examine<int>() == refusal::not_aggregate);
  static_assert(examine<with_c_array>() == refusal::c_array);
  static_assert(examine<with_reference>() == refusal::field_without_default);
  static_assert(examine<with_explicit_default>() == refusal::field_without_default);
  static_assert(examine<with_no_default>() == refusal::field_without_default);
  static_assert(examine<with_no_default_last>() == refusal::field_without_default);
  static_assert(examine<with_value_of_no_default>() == refusal::field_without_default);
  static_assert(examine<only_declared>() == refusal::incomplete);
}

TEST(Reflect, NamesMembersAndMeasuresThemInClassesThatAreNoAggregates) {
  static_assert(member_name<&Post::is_published>() == "is_published");
  EXPECT_EQ(member_name<&with_private::shown>(), "shown");
  EXPECT_EQ(with_private::hidden_name(), "hidden_");
  EXPECT_EQ(with_private::hidden_offset(), sizeof(int));
  EXPECT_EQ(with_private{3}.hidden(), 3);
  EXPECT_EQ((member_name<&box<std::map<int, address>>::values>()), "values");
  EXPECT_EQ(member_offset(&derived::more), sizeof(address));
}

TEST(Reflect, NamesTypesByTheirLastComponent) {
  static_assert(type_name<Country>() == "Country");
  static_assert(type_name<const Country>() == "Country");
  EXPECT_EQ(type_name<colour>(), "colour");
  EXPECT_EQ(type_name<std::chrono::year_month_day>(), "year_month_day");
  EXPECT_EQ((type_name<box<has_many<Post>, int>>()), "box");
  EXPECT_EQ((type_name<typename std::map<int, Country>::value_type>()), "pair");
}

template <class T> std::vector<std::string> names_of_local_in_template() {
  struct inner {
    T value{};
    int other_value{};
  };
  EXPECT_EQ(type_name<inner>(), "inner");
  return names_of<inner>();
}

TEST(Reflect, ReadsLocalTypesOfFunctionTemplates) {
  EXPECT_EQ(names_of_local_in_template<std::string>(), (strings{"value", "other_value"}));
}

}  // namespace
}  // namespace ginnel

namespace shop::orders {
struct LineItem;
struct Order {
  int id{};
  ginnel::has_many<LineItem> line_items{};
};
}  // namespace shop::orders

namespace ginnel {
namespace {
TEST(Reflect, ReadsModelsInOtherNamespacesWithTargetsThatAreNeverDefined) {
  EXPECT_EQ(names_of<shop::orders::Order>(), (strings{"id", "line_items"}));
  EXPECT_EQ(type_name<shop::orders::Order>(), "Order");
  EXPECT_EQ(reflection<shop::orders::Order>::offset(1), sizeof(void*));
}
}  // namespace
}  // namespace ginnel
