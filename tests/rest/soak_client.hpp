#pragma once

#include "support/program.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// A client that owns a physician and some patients, which nobody else writes, and knows what there must be of them.
class soak_client {
public:
    soak_client(unsigned short port, std::size_t number);

    /// One request. Without an answer, as where the server was ended, the connection is made anew and `check` finds out
    /// what became of it. Gives up where `ended` becomes true.
    void step(const std::atomic<bool>& ended);
    /// Reads all that is its own: it must be as known. Called with `ended` true it does not wait for a server.
    void check(const std::atomic<bool>& ended);
    std::size_t requests() const noexcept { return requests_; }

private:
    /// What is in the database.
    struct state {
        std::map<std::int64_t, std::string> patients; ///< names by id
        std::set<std::int64_t> linked;                ///< to the physician
        bool operator==(const state&) const = default;
    };

    /// Nothing where no whole answer came.
    std::optional<reply> ask(std::string_view method, const std::string& target, const std::string& body = {});
    /// A write, by which `known_` becomes `then`; or, without an answer, may have become it.
    std::optional<reply> write(std::string_view method, const std::string& target, const std::string& body, state then);
    void create(std::size_t how_many);
    void write_one(std::size_t which);
    void read();
    /// Nothing where there was no answer.
    std::optional<state> read_all();
    bool connect(const std::atomic<bool>& ended);
    void adopt(state found);
    std::int64_t any_patient();
    std::size_t pick(std::size_t below);
    std::string links() const { return "/api/Physicians/" + std::to_string(physician_) + "/patients"; }

    unsigned short port_;
    std::string mark_; ///< begins the names of its patients
    std::mt19937 random_;
    std::unique_ptr<client> connection_;
    std::int64_t physician_ = 0;
    state known_;
    std::optional<state> maybe_;          ///< what an unanswered write makes of it
    std::set<std::string> maybe_created_; ///< names of an unanswered create, whose ids nobody was told
    std::size_t names_ = 0, requests_ = 0;
};
