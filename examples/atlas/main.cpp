#include "load.hpp"
#include "models.hpp"
#include "numbers.hpp"
#include "options.hpp"
#include "page.hpp"
#include "progress.hpp"
#include "questions.hpp"
#include "source_files.hpp"
#include "terminal.hpp"

#include <exception>
#include <iostream>
#include <string>
#include <string_view>

namespace {

void run(const options& given, const terminal& shown)
{
    ginnel::database db{"sqlite:" + given.database};
    progress show{std::cout, shown};
    const bool loaded = load_atlas(db, given, show);
    std::cout << (loaded ? "" : "The atlas was loaded before: ") << given.database << " holds "
              << grouped(db.query<Country>().count()) << " countries and " << grouped(db.query<Subdivision>().count())
              << " subdivisions.\n";

    page out{std::cout, shown, db};
    largest_countries(db, out);
    subdivisions_of_a_region(db, out);
    subdivisions_of_continents(db, out);
    neighbours_of_portuguese(db, out);
    languages_by_countries(db, out);
    names_of_a_country(db, out);
    tree_of_a_region(db, out);
}

int fail(std::string_view why, int status)
{
    std::cerr << "atlas: " << why << '\n';
    return status;
}

} // namespace

int main(int count, char** arguments)
{
    std::string database;
    try {
        const options given = read_options(count, arguments);
        if (given.help) {
            std::cout << help_text;
            return 0;
        }
        database = given.database;
        run(given, terminal::of_output());
        return std::cout.flush() ? 0 : fail("standard output cannot be written", 1);
    } catch (const wrong_options& wrong) {
        return fail(wrong.what(), 2);
    } catch (const ginnel::error& failed) {
        const std::string why = failed.what();
        return fail(why.find(database) == std::string::npos ? database + ": " + why : why, 1);
    } catch (const std::exception& failed) {
        return fail(failed.what(), 1);
    }
}
