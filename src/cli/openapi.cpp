#include "cli/openapi.hpp"

#include "app/application.hpp"
#include "rest/openapi/openapi.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace ginnel::cli {

void add_openapi(CLI::App& program)
{
    auto* command =
        program.add_subcommand("openapi", "Print the OpenAPI 3.1 document of a folder of LoopBack model files");
    auto folder = std::make_shared<std::string>();
    command->add_option("DIR", *folder, "The application, as for serve; its database is not opened")->required();
    command->footer("Example:\n  ginnel openapi examples/clinic > clinic.json");
    command->callback([folder] {
        std::cout << rest::openapi_document(app::application{*folder, {.database = {}, .looks = false}}) << std::endl;
    });
}

} // namespace ginnel::cli
