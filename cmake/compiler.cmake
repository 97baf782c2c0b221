# Compiler settings of our own targets. Nothing here reaches a consumer.

set(ginnel_warnings -Wall -Wextra -Wpedantic -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports -Wrestrict for `"text" + std::string` at -O2, where nothing overlaps (GCC bug 105651).
  list(APPEND ginnel_warnings -Wno-restrict)
  if(GINNEL_SANITIZE)
    # The sanitizers' instrumentation makes GCC lose track of what was initialised in optional and variant.
    list(APPEND ginnel_warnings -Wno-maybe-uninitialized)
  endif()
endif()

if(GINNEL_SANITIZE)
  # For the whole build and not per target: objects with and without a sanitizer in one program give false reports.
  add_compile_options(-fsanitize=${GINNEL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GINNEL_SANITIZE})
endif()

function(ginnel_compile_as_ours target)
  target_compile_options(${target} PRIVATE ${ginnel_warnings} $<$<BOOL:${GINNEL_DEVELOPER}>:-Werror>)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()

# ginnel_program(target [NAME file] SOURCES ... LIBRARIES ...): a program in bin/ of the build tree.
function(ginnel_program target)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${target} ${arg_SOURCES})
  ginnel_compile_as_ours(${target})
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  if(arg_NAME)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${arg_NAME})
  endif()
endfunction()
