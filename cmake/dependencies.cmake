# What the library and the server link. docs/decisions.md says why each is here.

find_package(Threads REQUIRED)
find_package(SQLite3 REQUIRED)

find_package(PostgreSQL QUIET)
option(GINNEL_POSTGRES "Build the PostgreSQL driver" ${PostgreSQL_FOUND})
if(GINNEL_POSTGRES AND NOT PostgreSQL_FOUND)
  find_package(PostgreSQL REQUIRED)
endif()

set(GINNEL_BOOST OFF)
if(GINNEL_SERVER OR GINNEL_DEVELOPER)
  find_package(Boost 1.81 QUIET COMPONENTS json url)
  set(GINNEL_BOOST ${Boost_FOUND})
  find_package(CLI11 QUIET)
  find_package(fmt QUIET)
  # Debian's package of RE2 brings no CMake file.
  find_path(RE2_INCLUDE_DIR re2/re2.h)
  find_library(RE2_LIBRARY re2)
  if(GINNEL_BOOST AND NOT (RE2_INCLUDE_DIR AND RE2_LIBRARY))
    set(GINNEL_BOOST OFF)
    message(STATUS "RE2 was not found: the server is left out")
  endif()
  if(NOT GINNEL_BOOST)
    message(STATUS "Boost 1.81 with JSON and URL was not found: the server and the programs that read JSON are left out")
  endif()
endif()
