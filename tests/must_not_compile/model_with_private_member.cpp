// expect: ginnel: this model is not an aggregate: list its columns with model.columns<&T::a, &T::b>() in describe
#include <ginnel/detail/reflect.hpp>

#include <string>

struct Country {
  int id{};
#ifdef MISTAKE
 private:
#endif
  std::string name{};
};

int main() {
  Country country{};
  std::size_t fields = 0;
  ginnel::detail::reflection<Country>::visit(country, [&](std::size_t, std::string_view, auto&) { ++fields; });
  return fields == ginnel::detail::reflection<Country>::names().size() ? 0 : 1;
}
