# Tests, tools, benchmarks and examples: only for those who work on Ginnel itself.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(json_libraries)
if(GINNEL_BOOST)
  set(json_libraries Boost::headers Boost::json)
endif()

file(GLOB replay_sources CONFIGURE_DEPENDS tools/replay_lucid/*.cpp)
if(replay_sources AND GINNEL_BOOST)
  ginnel_program(replay_lucid SOURCES ${replay_sources} LIBRARIES ginnel SQLite::SQLite3 ${json_libraries})
  target_include_directories(replay_lucid PRIVATE src)
endif()

file(GLOB atlas_sources CONFIGURE_DEPENDS examples/atlas/*.cpp)
if(atlas_sources AND GINNEL_BOOST)
  ginnel_program(atlas SOURCES ${atlas_sources} LIBRARIES ginnel ${json_libraries})
endif()

# bench_ginnel counts its statements with SQLite's own trace, as the floor does; hence SQLite beside the library.
file(GLOB bench_sources CONFIGURE_DEPENDS bench/bench_ginnel.cpp)
if(bench_sources)
  ginnel_program(bench_ginnel SOURCES ${bench_sources} LIBRARIES ginnel SQLite::SQLite3)
  target_include_directories(bench_ginnel PRIVATE bench)
endif()
file(GLOB floor_sources CONFIGURE_DEPENDS bench/floor/floor_sqlite.cpp)
if(floor_sources)
  ginnel_program(floor_sqlite SOURCES ${floor_sources} LIBRARIES SQLite::SQLite3)
endif()
file(GLOB rest_floor_sources CONFIGURE_DEPENDS bench/rest/floor_rest.cpp)
if(rest_floor_sources AND GINNEL_BOOST)
  ginnel_program(floor_rest SOURCES ${rest_floor_sources} LIBRARIES SQLite::SQLite3 Boost::headers)
  set_target_properties(floor_rest PROPERTIES EXCLUDE_FROM_ALL ON) # for make bench-rest alone
endif()
file(GLOB micro_sources CONFIGURE_DEPENDS bench/micro/*.cpp)
if(micro_sources)
  find_package(benchmark REQUIRED)
  ginnel_program(bench_micro SOURCES ${micro_sources} LIBRARIES ginnel benchmark::benchmark_main)
  target_include_directories(bench_micro PRIVATE src)
endif()

ginnel_program(tour SOURCES examples/tour/tour.cpp LIBRARIES ginnel)

enable_testing()
add_test(NAME example_tour COMMAND tour)
add_subdirectory(tests)
