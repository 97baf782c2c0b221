#include "load_subdivisions.hpp"

#include "models.hpp"

#include <vector>

void load_subdivisions(ginnel::transaction& db, const source_files& files, const country_ids& countries, progress& show)
{
    constexpr std::size_t portion = 500; // so that progress can be seen
    std::vector<Subdivision> rows;
    const auto insert = [&] {
        db.insert(rows);
        show.advance(rows.size());
        rows.clear();
    };

    show.begin("subdivisions of countries", files.subdivisions.size());
    for (const boost::json::value& entry : files.subdivisions) {
        const std::string code = text_of(entry, "code");
        const auto country = countries.find(code.substr(0, code.find('-')));
        if (country == countries.end())
            continue;
        rows.push_back({.country_id = country->second,
                        .code = code,
                        .name = text_of(entry, "name"),
                        .kind = text_of(entry, "type")});
        if (rows.size() == portion)
            insert();
    }
    insert();
    show.end();
}
