// expect: ginnel: a field of this model is a C array: write std::array, std::string or std::vector instead
#include <ginnel/detail/reflect.hpp>

#include <string>

struct Country {
  int id{};
#ifdef MISTAKE
  char code[2]{};
#else
  std::string code{};
#endif
};

int main() {
  Country country{};
  std::size_t fields = 0;
  ginnel::detail::reflection<Country>::visit(country, [&](std::size_t, std::string_view, auto&) { ++fields; });
  return fields == ginnel::detail::reflection<Country>::names().size() ? 0 : 1;
}
