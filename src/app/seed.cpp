#include "app/seed.hpp"

#include "app/files/json_file.hpp"
#include "app/json_view.hpp"
#include "app/writing/given_value.hpp"
#include "engine/record.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>

#include <vector>

namespace ginnel::app {

namespace {

namespace json = boost::json;

engine::record row_of(const schema::model& m, const json::value& said, const std::string& file, const std::string& at,
                      mistakes& wrong)
{
    engine::record r{m};
    if (!said.is_object()) {
        wrong.add(file, at, "write a row as an object: {\"id\": 1}");
        return r;
    }
    for (const auto& member : said.get_object()) {
        const auto* c = m.table.find(view(member.key()));
        auto v = c ? given_value(*c, member.value()) : std::nullopt;
        if (v)
            r.put(c->index, std::move(*v));
        else
            wrong.add(file, at + "." + std::string{view(member.key())},
                      c ? "the value is not of the property's type" : "there is no such property: remove it");
    }
    return r;
}

} // namespace

void write_seed(engine::session& s, const schema::registry& models, const std::filesystem::path& file)
{
    mistakes wrong;
    const auto name = file.filename().string();
    const auto said = read_json_object(file, name, wrong).value_or(json::object{});
    std::vector<std::vector<engine::record>> tables;
    for (const auto& member : said) {
        const auto* m = models.find(view(member.key()));
        if (!m || !member.value().is_array()) {
            wrong.add(name, view(member.key()),
                      m ? "write a list of rows: [{\"id\": 1}]" : "there is no such model: remove it");
            continue;
        }
        auto& rows = tables.emplace_back();
        for (const auto& one : member.value().get_array())
            rows.push_back(
                row_of(*m, one, name, std::string{view(member.key())} + "." + std::to_string(rows.size()), wrong));
    }
    if (!wrong.empty())
        wrong.throw_all(file.string());
    s.together([&](engine::session& inside) {
        for (auto& rows : tables) {
            std::vector<void*> objects;
            for (auto& r : rows)
                objects.push_back(&r);
            if (!objects.empty())
                engine::insert(inside, rows.front().model(), objects);
        }
    });
}

} // namespace ginnel::app
