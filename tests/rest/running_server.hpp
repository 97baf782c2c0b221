#pragma once

#include "clinic.hpp"
#include "rest/routes/handler.hpp"
#include "rest/server/server.hpp"

#include <string>
#include <thread>
#include <vector>

/// A server of the clinic in this process, on a port of its own; stopped with the object.
class running_server {
public:
    /// The folder, which gives the settings, may be another one than the clinic's own.
    explicit running_server(const ginnel::rest::limits& bounds = {},
                            const std::string& folder = clinic_database::folder(), std::size_t workers = 2)
        : application_{folder, ginnel::app::overrides{database.path()}},
          answers_{application_, bounds, [this](const std::string& what) { failures.push_back(what); }},
          server_{answers_, options_of(bounds, workers)}
    {
        application_.connect();
        thread_ = std::thread{[this] { server_.run(); }};
    }
    running_server(const running_server&) = delete;
    running_server& operator=(const running_server&) = delete;
    ~running_server() { stop(); }

    /// Returns when it has stopped.
    void stop()
    {
        server_.stop();
        if (thread_.joinable())
            thread_.join();
    }

    unsigned short port() const { return server_.port(); }

    clinic_database database;
    std::vector<std::string> failures; ///< of one worker at a time

private:
    static ginnel::rest::server_options options_of(const ginnel::rest::limits& bounds, std::size_t workers)
    {
        ginnel::rest::server_options o;
        o.port = 0;
        o.workers = workers;
        o.bounds = bounds;
        return o;
    }

    ginnel::app::application application_;
    ginnel::rest::handler answers_;
    ginnel::rest::server server_;
    std::thread thread_;
};
