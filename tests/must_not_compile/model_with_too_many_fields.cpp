// expect: ginnel: this model has more than 100 fields: move some to a model of their own, or list its columns with model.columns<&T::a, &T::b>() in describe
#include <ginnel/detail/reflect.hpp>

#include <string>

#define TEN(n) int a##n{}, b##n{}, c##n{}, d##n{}, e##n{}, f##n{}, g##n{}, h##n{}, i##n{}, j##n{};
struct Country {
  TEN(0) TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9)
#ifdef MISTAKE
  int one_more{};
#endif
};

int main() {
  Country country{};
  std::size_t fields = 0;
  ginnel::detail::reflection<Country>::visit(country, [&](std::size_t, std::string_view, auto&) { ++fields; });
  return fields == ginnel::detail::reflection<Country>::names().size() ? 0 : 1;
}
