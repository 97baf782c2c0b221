#include "cli/serve.hpp"

#include "app/application.hpp"
#include "app/failure_text.hpp"
#include "cli/request_log.hpp"
#include "rest/filters/file_filters.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/server.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace ginnel::cli {

namespace {

struct serve_arguments {
    std::string folder;
    std::optional<std::uint16_t> port;
    std::optional<std::string> host, database;
    std::optional<std::string> seed;
    // Fewer than four, and a few slow questions would hold up all others.
    std::size_t workers = std::max(4U, std::thread::hardware_concurrency());
    bool dump = false;
    bool quiet = false;
};

/// How a browser on this machine reaches the address that is listened on.
std::string shown_host(const std::string& host)
{
    if (host == "0.0.0.0" || host == "::")
        return "localhost";
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

void serve(const serve_arguments& given)
{
    app::application application{given.folder,
                                 {.database = given.database,
                                  .dump = given.dump,
                                  .language = rest::filters_of_files(),
                                  .readers = given.workers + 1}}; // one for whoever watches
    for (const auto& note : application.notes())
        std::cerr << "note: " << app::printable(note) << '\n';
    const auto& settings = application.settings();
    const auto host = given.host.value_or(settings.host);
    if (given.dump && host != "127.0.0.1" && host != "::1" && host != "localhost")
        throw std::invalid_argument{
            "--dump shows every row of every table to whoever asks, so it is for this machine alone: write "
            "--host 127.0.0.1, or leave it out"};
    application.connect();
    if (given.seed)
        application.seed(*given.seed);

    rest::server_options options;
    options.host = host;
    options.port = given.port.value_or(settings.port);
    options.workers = given.workers;
    options.watched = settings.health.value_or("");
    options.bounds = settings.bounds;
    std::unique_ptr<request_log> log;
    if (settings.access_log != app::access_format::off && !given.quiet) {
        log = std::make_unique<request_log>(settings.access_log);
        options.log = [log = log.get()](const rest::access& a) { (*log)(a); };
    }
    std::signal(SIGPIPE, SIG_IGN); // whoever read the output may be gone, and is no reason to stop
    options.overdue = [wait = options.bounds.stop] {
        std::cerr << "error: requests under way did not end within " << std::chrono::duration<double>(wait).count()
                  << " s of the stop: ending without their answers" << std::endl;
        std::cout.flush();
        std::_Exit(1); // nothing is written by this program but by transactions, which the database undoes
    };
    std::mutex one_line;
    const rest::handler answers{application, options.bounds, [&](const std::string& what) {
                                    const std::scoped_lock lock{one_line};
                                    std::cerr << "error: " << what << std::endl;
                                }};
    rest::server server{answers, options};

    const auto address = "http://" + app::printable(shown_host(options.host)) + ':' + std::to_string(server.port());
    for (const auto& e : application.endpoints())
        std::cout << "  " << app::printable(settings.rest_root + '/' + e.path) << '\n';

    if (settings.explorer)
        std::cout << "explorer at " << address << app::printable(*settings.explorer) << '\n';
    // The last line before requests are taken; programs that start this one wait for it.
    std::cout << "listening on " << address << app::printable(settings.rest_root) << " (database "
              << app::printable(settings.database) << ")" << std::endl;
    server.run();
    log.reset(); // with its last lines
    std::cout << "stopped" << std::endl;
}

} // namespace

void add_serve(CLI::App& program)
{
    auto* command = program.add_subcommand("serve", "Serve a folder of LoopBack model files as a REST API");
    auto given = std::make_shared<serve_arguments>();
    command
        ->add_option("DIR", given->folder,
                     "The application: server/config.json, server/datasources.json,\n"
                     "server/model-config.json, common/models/*.json")
        ->required();
    command->add_option("-p,--port", given->port,
                        "Port to listen on; 0: one that is free (default: config.json's, else 3000)");
    command->add_option(
        "--host", given->host,
        "Address to listen on (default: config.json's, else 127.0.0.1: this machine only;\n0.0.0.0: every network)");
    command->add_option("-d,--database", given->database,
                        "SQLite file to use instead of the data source; made if it is missing");
    command->add_option("--seed", given->seed,
                        "JSON file of rows to write at the start, as they stand and with their ids:\n{\"Physician\": "
                        "[{\"id\": 1, \"name\": \"Dr. Amara Okafor\"}]}");
    command->add_flag("--dump", given->dump,
                      "Answer GET /__dump with all rows of all tables, hidden properties too; for tests, and "
                      "only\nwhere --host is this machine");
    command->add_flag("-q,--quiet", given->quiet, "Do not write a line for each request");
    command
        ->add_option("--workers", given->workers,
                     "Questions that are answered at a time, each by a thread of its own; two further\nthreads write "
                     "and do the rest")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->footer("Missing tables are created. SIGINT or SIGTERM stops it once the requests under way are answered.\n"
                    "\n"
                    "Example:\n"
                    "  ginnel serve examples/clinic --port 3000 --database clinic.db\n"
                    "  curl -g 'http://localhost:3000/api/Physicians/1?filter={\"include\":\"patients\"}'");
    command->callback([given] { serve(*given); });
}

} // namespace ginnel::cli
