#include "app/failure_text.hpp"
#include "cli/generators.hpp"
#include "cli/misread.hpp"
#include "cli/openapi.hpp"
#include "cli/serve.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <exception>
#include <iostream>

// Exit status: 0, 1 what was asked for failed, 2 the command line cannot be read.
int main(int argc, char** argv)
{
    CLI::App program{"Ginnel: relations for C++ and for REST"};
    program.name("ginnel");
    program.require_subcommand(1);
    program.set_version_flag("--version", "ginnel " GINNEL_VERSION, "Print the version and end");
    program.set_help_all_flag("--help-all", "Help of all commands");
    try {
        ginnel::cli::add_serve(program);
        ginnel::cli::add_new(program);
        ginnel::cli::add_model(program);
        ginnel::cli::add_relation(program);
        ginnel::cli::add_openapi(program);
        program.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() != 0)
            if (const auto wrong = ginnel::cli::misread(program, argc, argv); !wrong.empty()) {
                std::cerr << "ginnel: " << wrong << "\nRun with --help for more information.\n";
                return 2;
            }
        return program.exit(e) == 0 ? 0 : 2;
    } catch (const std::exception& e) {
        std::cerr << "ginnel: " << ginnel::app::failure_text(e) << '\n';
        return 1;
    }
}
