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
    return db.transaction([&](ginnel::transaction& open) {
        // Asked again behind the write lock: another atlas may have loaded since.
        if (open.query<Country>().exists())
            return false;
        const country_ids ids = taking_from(files.countries_file, [&] { return load_countries(open, files, show); });
        taking_from(files.subdivisions_file, [&] { load_subdivisions(open, files, ids, show); });
        return true;
    });
}
