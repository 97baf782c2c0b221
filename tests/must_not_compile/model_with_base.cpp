// expect: ginnel: this model has a base class: make the base a member or repeat its fields, or list its columns with model.columns<&T::a, &T::b>() in describe
#include <ginnel/detail/reflect.hpp>

#include <string>

struct timestamps {
  long created_at{};
};

#ifdef MISTAKE
struct Country : timestamps {
#else
struct Country {
  timestamps stamps{};
#endif
  int id{};
  std::string name{};
};

int main() {
  Country country{};
  std::size_t fields = 0;
  ginnel::detail::reflection<Country>::visit(country, [&](std::size_t, std::string_view, auto&) { ++fields; });
  return fields == ginnel::detail::reflection<Country>::names().size() ? 0 : 1;
}
