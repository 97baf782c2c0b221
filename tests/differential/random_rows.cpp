#include "differential/random_rows.hpp"

#include <limits>
#include <set>

namespace diff {

namespace {

const std::vector<std::string>& texts()
{
    static const std::vector<std::string> list{"a", "A", "b", "B", "ab", "aB", "AB", "", "z", "10", "9", "a ", "_", "é", "É", "it's"};
    return list;
}

} // namespace

std::string folded(const std::string& text)
{
    std::string out = text;
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return out;
}

datum random_value(random& r, const column_spec& c, unsigned null_chance)
{
    if (r.percent(null_chance))
        return {};
    if (!c.words.empty())
        return r.pick(c.words);
    if (c.uuid)
        return "0c5f0de0-0000-4000-8000-00000000000" + std::to_string(r.percent(70) ? r.below(5) : r.below(9));
    if (c.spelled && r.percent(75))
        return std::to_string(r.percent(10) ? -2 : r.between(1, r.percent(60) ? 4 : 7));
    if (c.text)
        return texts()[r.below(r.percent(50) ? 4 : r.percent(50) ? 7 : texts().size())];
    if (c.huge && !c.narrow && r.percent(12))
        return r.percent(50) ? std::numeric_limits<std::int64_t>::max() - r.between(0, 1) : std::numeric_limits<std::int64_t>::min();
    return r.percent(12) ? r.between(-3, 0) : r.between(1, r.percent(60) ? 4 : 7);
}

void fill(random& r, table_spec& t)
{
    std::size_t count = r.percent(8) ? 0 : 2 + r.below(t.is_model() ? 10 : 16);
    std::set<datum> keys;
    for (std::size_t tries = 0; count > 0 && tries < 200; ++tries) {
        std::vector<datum> row;
        for (std::size_t i = 0; i < t.columns.size(); ++i)
            row.push_back(random_value(r, t.columns[i], t.is_model() && i == t.primary_key ? 0 : i == t.deleted_at ? 70 : 12));
        if (t.is_model()) {
            datum key = row[t.primary_key];
            if (t.makes_keys && key == datum{std::int64_t{0}})
                continue;
            if (auto* text = std::get_if<std::string>(&key); text && t.columns[t.primary_key].nocase)
                key = folded(*text);
            if (!keys.insert(key).second)
                continue;
        }
        t.rows.push_back(row);
        --count;
        if (!t.is_model() && count > 0 && r.percent(25)) { // a link that is there twice, perhaps with other values
            const bool same = r.percent(50);
            for (std::size_t i = 2; i < row.size(); ++i)
                row[i] = same ? row[i] : random_value(r, t.columns[i], 12);
            t.rows.push_back(std::move(row));
            --count;
        }
    }
}

} // namespace diff
