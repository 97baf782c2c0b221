#include "load.hpp"

#include "load_countries.hpp"
#include "load_subdivisions.hpp"
#include "models.hpp"
#include "source_files.hpp"

bool load_atlas(ginnel::database& db, const options& from, progress& show)
{
    db.create_tables<Continent, Subregion, Region, Country, Subdivision, Language, Currency>();
    if (db.query<Country>().exists())
        return false;

    const source_files files = read_source_files(from);
    try {
        return db.transaction([&](ginnel::transaction& open) {
            // Asked again behind the write lock: another atlas may have loaded since.
            if (open.query<Country>().exists())
                return false;
            const country_ids ids = load_countries(open, files, show);
            load_subdivisions(open, files, ids, show);
            return true;
        });
    } catch (const boost::system::system_error& unexpected) {
        throw source_error{"a data file lacks what the atlas expects (" + unexpected.code().message() + ')'};
    } catch (const std::out_of_range& unexpected) {
        throw source_error{std::string{"a data file lacks what the atlas expects ("} + unexpected.what() + ')'};
    }
}
