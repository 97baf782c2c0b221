// What a generated scenario runs in.
#pragma once

#include "oracle_typed/row_writer.hpp"
#include "seeds/watched_database.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace oracle {

/// The tables that scenarios start from, and the statements that make and fill them.
struct starting_data {
    struct table {
        std::string_view name, columns; ///< columns as a list of SQL
    };
    std::vector<table> tables;
    std::vector<std::string_view> statements;
};

/// A database in memory that is watched from outside, and whose clock stands where the recorder's stood.
class recorders_database : public seeds::watched_database {
public:
    recorders_database();
};

/// A scenario at work: its database and the records of its steps.
class scenario {
public:
    void open(const starting_data& data);
    ginnel::database& db() { return *db_; }

    /// Runs a step and records its answer or error, and the statements that it took.
    template <typename F>
    void step(F work)
    {
        run([](void* f, answer& out) { (*static_cast<F*>(f))(out); }, &work);
    }
    /// Runs steps in a transaction of their own, which is rolled back in the end, or where a step fails, unless it
    /// `commits`.
    template <typename F>
    void transaction(bool commits, F work)
    {
        run_inside(
            commits, [](void* f, ginnel::transaction& t) { (*static_cast<F*>(f))(t); }, &work);
    }
    /// The emission that compare.mjs judges.
    std::string record(std::string_view name) const;

private:
    void run(void (*work)(void*, answer&), void* context);
    void run_inside(bool commits, void (*work)(void*, ginnel::transaction&), void* context);

    const starting_data* data_ = nullptr;
    std::unique_ptr<recorders_database> db_;
    std::string steps_;
    bool in_transaction_ = false;
};

struct written_scenario {
    std::string_view name;
    void (*play)(scenario&);
};
struct left_out_scenario {
    std::string_view name, reason;
};
/// Generated.
const std::vector<written_scenario>& written_scenarios();
const std::vector<left_out_scenario>& left_out_scenarios();

} // namespace oracle
