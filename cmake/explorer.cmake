# The explorer's files, which become a part of the server. Swagger UI is npm's; without it the explorer's page says so.

set(explorer_folder ${PROJECT_SOURCE_DIR}/src/rest/explorer/pages)
set(swagger_folder ${PROJECT_SOURCE_DIR}/node_modules/swagger-ui-dist)
file(GLOB explorer_files CONFIGURE_DEPENDS ${explorer_folder}/*)
set(explorer_definitions GINNEL_EXPLORER_FOLDER="${explorer_folder}")
if(EXISTS ${swagger_folder}/swagger-ui-bundle.js)
  list(APPEND explorer_definitions GINNEL_SWAGGER_FOLDER="${swagger_folder}")
  list(APPEND explorer_files ${swagger_folder}/swagger-ui-bundle.js ${swagger_folder}/swagger-ui.css)
endif()
set_source_files_properties(src/rest/explorer/explorer_files.cpp PROPERTIES
  COMPILE_DEFINITIONS "${explorer_definitions}" OBJECT_DEPENDS "${explorer_files}")
