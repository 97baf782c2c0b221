# ginnel_room_sources(out room...): the .cpp files of src/<room>. A driver's folder is a room of its own, so that
# `driver` takes no driver along; every other room is taken with its sub-folders.
function(ginnel_room_sources out)
  set(sources)
  foreach(room IN LISTS ARGN)
    if(room STREQUAL "driver")
      file(GLOB found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/*.cpp)
    else()
      file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/*.cpp)
    endif()
    list(APPEND sources ${found})
  endforeach()
  set(${out} ${sources} PARENT_SCOPE)
endfunction()
