#include "differential/write_campaign.hpp"

#include "differential/engine_side.hpp"
#include "differential/evaluator.hpp"
#include "differential/on_threads.hpp"
#include "differential/random_question.hpp"
#include "differential/random_world.hpp"
#include "differential/random_write.hpp"
#include "differential/write_evaluator.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <atomic>

namespace diff {

namespace {

std::string shown(const write_report& r)
{
    std::string out;
    for (const auto& list : r) {
        out += " [";
        for (const auto& v : list)
            out += " " + diff::shown(v);
        out += " ]";
    }
    return out + "\n";
}
std::string shown(const std::vector<std::vector<datum>>& rows, const char* what)
{
    return std::string{what} + ":" + shown(write_report{rows});
}

/// One world, written and asked in turn.
class written_world {
public:
    written_world(std::uint64_t number, write_findings& into)
        : number_{number}, into_{into}, w_{random_world(number, true)}, side_{w_}
    {
    }

    void run()
    {
        for (std::size_t step = 0; step < writes_per_world; ++step) {
            const auto seed = number_ * writes_per_world + step;
            auto wrong = after_write(random_write(w_, seed));
            if (wrong.empty())
                wrong = after_question(random_question(w_, seed));
            if (wrong.empty())
                continue;
            ++into_.failures;
            into_.reports.push_back("world " + std::to_string(number_) + " (again with GINNEL_DIFF_WORLD=" +
                                    std::to_string(number_) + "), step " + std::to_string(step) + ": " + wrong);
            return;
        }
    }

private:
    std::string after_write(const write& what)
    {
        const auto before = w_;
        std::string wrong;
        write_report found;
        try {
            found = side_.write(what);
        } catch (const ginnel::error& e) {
            wrong = std::string{"the library threw "} + std::string{e.code()} + ": " + e.what() + " " +
                    e.database_text() + "\n";
        } catch (const std::exception& e) {
            wrong = std::string{"the library threw "} + e.what() + "\n";
        }
        const auto expected = apply(w_, what);
        ++into_.writes;
        into_.covered.add(before, what);
        if (wrong.empty() && expected != found)
            wrong = "another report than" + shown(expected) + "came back:" + shown(found);
        for (std::size_t t = 0; t < w_.tables.size() && wrong.empty(); ++t) {
            auto rows = w_.tables[t].rows;
            std::sort(rows.begin(), rows.end());
            if (auto stored = side_.rows_of(t); stored != rows)
                wrong = "table " + w_.tables[t].name + " differs\n" + shown(rows, "expected") + shown(stored, "stored");
        }
        return wrong.empty() ? wrong : wrong + ddl(before) + diff::shown(before, what) + statements();
    }
    std::string after_question(const question& q)
    {
        ++into_.questions;
        try {
            const auto wrong = difference(evaluate(w_, q), side_.ask(q));
            return wrong.empty() ? wrong : wrong + "\n" + ddl(w_) + diff::shown(w_, q) + "\n" + statements();
        } catch (const ginnel::error& e) {
            return std::string{"the library threw "} + std::string{e.code()} + ": " + e.what() + "\n" + ddl(w_) +
                   diff::shown(w_, q);
        }
    }
    std::string statements() const
    {
        std::string out;
        for (const auto& s : side_.statements())
            out += "sql: " + s + "\n";
        return out;
    }

    std::uint64_t number_;
    write_findings& into_;
    world w_;
    engine_side side_;
};

} // namespace

void write_findings::add(const write_findings& more)
{
    writes += more.writes;
    questions += more.questions;
    failures += more.failures;
    covered.add(more.covered);
}

write_findings run_writes(std::uint64_t first, std::uint64_t count, std::size_t reports_kept)
{
    std::atomic<std::uint64_t> next{first};
    const auto work = [&](write_findings& mine) {
        for (auto number = next++; number < first + count; number = next++)
            written_world{number, mine}.run();
    };
    return found_on_threads<write_findings>(work, reports_kept);
}

} // namespace diff
