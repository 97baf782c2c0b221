#include "differential/campaign.hpp"

#include "differential/engine_side.hpp"
#include "differential/evaluator.hpp"
#include "differential/many_keys.hpp"
#include "differential/on_threads.hpp"
#include "differential/random_question.hpp"
#include "differential/random_world.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <atomic>
#include <optional>

namespace diff {

namespace {

std::string report(const world& w, std::uint64_t n, const question& q, engine_side& side, const std::string& what,
                   const expectation& expected, const answer& found)
{
    std::string out = "case " + std::to_string(n) + " (again with GINNEL_DIFF_SEED=" + std::to_string(n) + "): " + what + "\n"
                      + ddl(w) + "question: " + shown(w, q) + "\n";
    for (const auto& s : side.statements())
        out += "sql: " + s + "\n";
    return out + "expected:\n" + shown(expected) + "found:\n" + shown(found);
}

/// One thread's share: whole worlds, since making one costs more than a question.
class worker {
public:
    explicit worker(findings& into) : into_{into} {}

    void ask(std::uint64_t world_number, std::uint64_t first, std::uint64_t end)
    {
        const world w = random_world(world_number);
        std::optional<engine_side> side;
        try {
            side.emplace(w);
        } catch (const ginnel::error& e) {
            fail("world " + std::to_string(world_number) + " was refused: " + e.what() + " " + e.database_text() + "\n" + ddl(w));
            return;
        } catch (const std::exception& e) {
            fail("world " + std::to_string(world_number) + " was refused: " + e.what() + "\n" + ddl(w));
            return;
        }
        for (auto n = first; n < end; ++n)
            one(w, n, *side);
    }

private:
    void one(const world& w, std::uint64_t n, engine_side& side)
    {
        const auto q = random_question(w, n);
        const auto expected = evaluate(w, q);
        answer found;
        std::string wrong;
        try {
            found = side.ask(q);
            wrong = difference(expected, found);
        } catch (const ginnel::error& e) {
            wrong = std::string{"the library threw "} + std::string{e.code()} + ": " + e.what() + " " + e.database_text();
        } catch (const std::exception& e) {
            wrong = std::string{"the library threw "} + e.what();
        }
        ++into_.cases;
        into_.covered.add(cells_of(w, q));
        if (!wrong.empty())
            fail(report(w, n, q, side, wrong, expected, found));
    }
    void fail(std::string text)
    {
        ++into_.failures;
        into_.reports.push_back(std::move(text));
    }

    findings& into_;
};

} // namespace

findings run_many_keys(const std::vector<variant>& kinds, std::size_t rows)
{
    findings all;
    for (const auto kind : kinds)
        for (std::uint64_t seed = 0; seed < 1000; ++seed) {
            const auto made = many_keys(seed, kind, rows);
            if (!made)
                continue;
            const auto& [w, q] = *made;
            engine_side side{w};
            const auto found = side.ask(q);
            const auto wrong = difference(evaluate(w, q), found);
            const auto& name = w.relations[q.query.preloads.front().relation].name;
            std::size_t related = 0;
            for (const auto& r : found.rows)
                related += r.relations.at(name).rows.size();
            ++all.cases;
            all.covered.add(cells_of(w, q));
            const auto about = std::string{name_of(kind)} + " of world " + std::to_string(seed) + " with "
                               + std::to_string(rows) + " parents: ";
            if (!wrong.empty() || side.statements().size() != 2) {
                ++all.failures;
                all.reports.push_back(about + wrong + ", " + std::to_string(side.statements().size()) + " statements");
            }
            if (related > 0)
                break; // else the next world, where rows are found
        }
    return all;
}

void findings::add(const findings& more)
{
    cases += more.cases;
    failures += more.failures;
    covered.add(more.covered);
}

findings run_cases(std::uint64_t first, std::uint64_t count, std::size_t reports_kept)
{
    std::atomic<std::uint64_t> next_world{first / questions_per_world};
    const auto end = first + count;
    const auto work = [&](findings& mine) {
        worker w{mine};
        for (auto number = next_world++; number * questions_per_world < end; number = next_world++)
            w.ask(number, std::max(first, number * questions_per_world),
                  std::min(end, (number + 1) * questions_per_world));
    };
    return found_on_threads<findings>(work, reports_kept);
}

} // namespace diff
