# What `cmake --install` gives: the library, its public headers, the package for find_package, and the program.

include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ginnel)

install(TARGETS ginnel EXPORT ginnel-targets)
install(DIRECTORY include/ginnel DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(EXPORT ginnel-targets NAMESPACE ginnel:: DESTINATION ${package_dir})

configure_package_config_file(cmake/ginnel-config.cmake.in ${PROJECT_BINARY_DIR}/ginnel-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ginnel-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ginnel-config.cmake ${PROJECT_BINARY_DIR}/ginnel-config-version.cmake
  DESTINATION ${package_dir})

if(TARGET ginnel_cli)
  install(TARGETS ginnel_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
