#include "differential/random_write.hpp"

#include "differential/conditions.hpp"
#include "differential/random.hpp"
#include "differential/random_rows.hpp"
#include "differential/random_terms.hpp"
#include "differential/write_evaluator.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace diff {

namespace {

class maker {
public:
    maker(const world& w, std::uint64_t seed) : w_{w}, random_{seed} {}

    write make()
    {
        for (;;) {
            out_ = {};
            // What one kind of relation in three or four takes comes twice as often.
            const auto first = random_.percent(50) ? static_cast<std::size_t>(write_kind::save_related) : 0;
            out_.what = static_cast<write_kind>(first + random_.below(write_kinds - first));
            if (of_relation(out_.what) ? choose_relation() && fill_relation() : choose_table() && fill_table())
                return std::move(out_);
        }
    }

private:
    const table_spec& table() const { return w_.tables[out_.table]; }
    const relation_spec& relation() const { return w_.relations[*out_.relation]; }

    bool choose_table()
    {
        out_.table = random_.below(w_.tables.size());
        out_.query.table = out_.table;
        return table().is_model();
    }
    /// Kinds first, or those that many relations have would be written most.
    bool choose_relation()
    {
        const auto kind = random_.pick(w_.relations).kind;
        if (!sensible(kind, out_.what))
            return false;
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < w_.relations.size(); ++i)
            if (w_.relations[i].kind == kind)
                all.push_back(i);
        out_.relation = random_.pick(all);
        out_.table = relation().target;
        out_.query.table = out_.table;
        out_.query.via = out_.relation;
        const auto rows = w_.tables[relation().source].rows.size();
        if (rows == 0)
            return false;
        out_.parents = {random_.below(rows)};
        return true;
    }

    bool fill_table()
    {
        switch (out_.what) {
        case write_kind::insert:
            return add_rows(1 + random_.below(random_.percent(5) ? 250 : 4));
        case write_kind::update:
        case write_kind::update_changed:
            return choose_stored(false) && choose_set();
        case write_kind::remove:
        case write_kind::remove_fully:
            return choose_stored(false);
        case write_kind::restore:
            return table().deleted_at && choose_stored(true);
        case write_kind::first_or_create:
            return add_rows(1) && choose_by();
        case write_kind::update_or_create:
            return add_rows(1) && choose_by() && choose_set() && one_at_most();
        case write_kind::query_add:
            return choose_terms() && choose_addition();
        case write_kind::query_update:
            return choose_terms() && choose_set();
        default:
            return choose_terms() && few_of_all();
        }
    }
    bool fill_relation()
    {
        switch (out_.what) {
        case write_kind::related_update:
            return choose_terms() && choose_set();
        case write_kind::related_remove:
            return choose_terms() && few_of_all();
        case write_kind::associate:
        case write_kind::dissociate:
            return can_tie() && choose_key();
        case write_kind::save_related:
        case write_kind::replace_related:
            return can_tie() && fits_parent() && (random_.percent(40) || choose_stored(false)) &&
                   add_rows(random_.below(3));
        case write_kind::dissociate_related:
            return can_tie() && fits_parent() && choose_stored(false);
        case write_kind::related_first_or_create:
            return can_tie() && fits_parent() && add_rows(1) && choose_by();
        case write_kind::related_update_or_create:
            return can_tie() && fits_parent() && add_rows(1) && choose_by() && choose_set() && one_at_most();
        default:
            return can_link() && fits_parent() && choose_links();
        }
    }

    static bool fits(const column_spec& c, const datum& v)
    {
        const auto* i = std::get_if<std::int64_t>(&v);
        return !c.narrow || !i || *i == static_cast<std::int32_t>(*i);
    }
    datum value_for(const column_spec& c, unsigned null_chance = 12) { return random_value(random_, c, null_chance); }
    /// None counts up from the greatest key.
    static bool room_for_keys(const table_spec& t)
    {
        return next_key(t) > 0 && next_key(t) < std::numeric_limits<std::int32_t>::max() - 1000;
    }

    bool add_rows(std::size_t count)
    {
        const auto& t = table();
        const bool made = t.makes_keys && (t.rows.empty() || room_for_keys(t));
        std::set<datum> keys;
        const auto& key_column = t.columns[t.primary_key];
        const auto spelled = [&](const datum& key) {
            const auto* text = std::get_if<std::string>(&key);
            return text && key_column.nocase ? datum{folded(*text)} : key;
        };
        for (const auto& row : t.rows)
            keys.insert(spelled(row[t.primary_key]));
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<datum> row;
            for (std::size_t c = 0; c < t.columns.size(); ++c)
                row.push_back(c == t.deleted_at ? datum{} : value_for(t.columns[c]));
            auto& key = row[t.primary_key];
            key = {};
            if (!made || random_.percent(20)) {
                for (int tries = 0; tries < 20 && is_null(key); ++tries)
                    if (auto wanted = value_for(key_column, 0);
                        wanted != datum{std::int64_t{0}} && wanted != datum{std::string{}} && fits_counting(wanted) &&
                        keys.insert(spelled(wanted)).second)
                        key = wanted;
                if (is_null(key) && !made)
                    return false;
            }
            out_.rows.push_back(std::move(row));
        }
        return true;
    }
    static bool fits_counting(const datum& key)
    {
        const auto* i = std::get_if<std::int64_t>(&key);
        return !i || *i == static_cast<std::int32_t>(*i);
    }

    /// Rows whose key tells them from new ones.
    bool choose_stored(bool trashed)
    {
        const auto& t = table();
        for (std::size_t i = 0; i < t.rows.size(); ++i) {
            const auto& key = t.rows[i][t.primary_key];
            if (hidden(w_, out_.table, i) == trashed && key != datum{std::int64_t{0}} && key != datum{std::string{}} &&
                random_.percent(25))
                out_.stored.push_back(i);
        }
        return !out_.stored.empty();
    }
    bool choose_set()
    {
        const auto& t = table();
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (c != t.primary_key && c != t.deleted_at && !tied(c) &&
                std::find(out_.by.begin(), out_.by.end(), c) == out_.by.end() && random_.percent(40))
                out_.set.emplace_back(c, value_for(t.columns[c]));
        return !out_.set.empty();
    }
    bool choose_addition()
    {
        const auto& t = table();
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (c != t.primary_key && t.columns[c].name == "age")
                out_.set.emplace_back(c, random_.between(-2, 3));
        return !out_.set.empty();
    }
    bool choose_by()
    {
        const auto& t = table();
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (c != t.primary_key && c != t.deleted_at && !tied(c) && !t.columns[c].nocase && out_.by.size() < 2 &&
                random_.percent(60))
                out_.by.push_back(c);
        if (out_.by.empty())
            return false;
        if (!t.rows.empty() && random_.percent(60)) { // what a row there is
            const auto& like = t.rows[random_.below(t.rows.size())];
            for (const auto c : out_.by)
                out_.rows.front()[c] = like[c];
        }
        return true;
    }
    bool one_at_most() const { return sought(w_, out_).size() < 2; }
    bool tied(std::size_t column) const
    {
        if (!out_.relation || !hop_of_rows())
            return false;
        const auto all = ties(w_, *out_.relation, {});
        return std::any_of(all.begin(), all.end(), [&](const auto& t) { return t.first == column; });
    }
    bool hop_of_rows() const { return sensible(relation().kind, write_kind::save_related); }

    bool choose_terms()
    {
        term_maker terms{random_, w_, out_.table, out_.relation ? &relation() : nullptr};
        out_.query.scopes = {terms.terms(random_.below(3))};
        out_.query.with_trashed = table().deleted_at && random_.percent(20);
        return true;
    }
    /// Or the tables would soon be empty.
    bool few_of_all()
    {
        return out_.relation || !out_.query.scopes.front().empty() ? random_.percent(40) : random_.percent(5);
    }

    bool can_tie() const
    {
        const auto& r = relation();
        if (!r.declared.empty() || r.path.size() != 1 || !plain_keys(w_, r.path.front()))
            return false;
        const bool on_source = sensible(r.kind, write_kind::associate);
        const auto& holder = w_.tables[on_source ? r.source : r.target];
        const auto& row = w_.tables[r.source].rows[out_.parents.front()];
        if (on_source && (hidden(w_, r.source, out_.parents.front()) ||
                          row[w_.tables[r.source].primary_key] == datum{std::int64_t{0}} ||
                          row[w_.tables[r.source].primary_key] == datum{std::string{}}))
            return false;
        const auto all = ties(w_, *out_.relation, {});
        return std::none_of(all.begin(), all.end(), [&](const auto& t) { return t.first == holder.primary_key; });
    }
    bool fits_parent()
    {
        const auto& hop = relation().path.front();
        for (const auto p : out_.parents) {
            const auto& key = w_.tables[hop.from].rows[p][hop.from_column];
            if (is_null(key) || !fits(w_.tables[hop.to].columns[hop.to_column], key))
                return false;
        }
        return true;
    }
    bool choose_key()
    {
        const auto& hop = relation().path.front();
        if (table().rows.empty())
            return false;
        const auto key = random_.pick(table().rows)[hop.to_column];
        out_.set = {{hop.from_column, key}};
        return !is_null(key) && fits(w_.tables[hop.from].columns[hop.from_column], key);
    }

    bool can_link() const
    {
        const auto& r = relation();
        if (!r.declared.empty() || r.path.size() != 2 || !plain_keys(w_, r.path.front()) ||
            !plain_keys(w_, r.path.back()))
            return false;
        const auto& link = w_.tables[r.path.front().to];
        const auto near = r.path.front().to_column, far = r.path.back().from_column;
        if (!link.is_model())
            return true;
        // Keys of links are made one after the other, in the order of the far keys.
        return link.makes_keys && link.primary_key != near && link.primary_key != far && !link.columns[far].text &&
               (link.rows.empty() || room_for_keys(link));
    }
    bool choose_links()
    {
        const auto& r = relation();
        if (out_.what == write_kind::sync_many)
            choose_parents();
        const auto& link = w_.tables[r.path.front().to];
        const auto far = r.path.back().from_column;
        for (std::size_t p = 0; p < out_.parents.size(); ++p) {
            auto& list = out_.links.emplace_back();
            if (out_.what == write_kind::detach_all)
                continue;
            for (std::size_t i = random_.below(5); i-- > 0;) {
                link_write l;
                l.key = value_for(link.columns[far], 0);
                if (!table().rows.empty() && random_.percent(70))
                    l.key = random_.pick(table().rows)[r.path.back().to_column];
                if (is_null(l.key) || !fits(link.columns[far], l.key))
                    continue;
                add_attributes(l);
                list.push_back(std::move(l));
            }
            if (list.empty() && out_.what != write_kind::sync)
                return false;
        }
        return fits_parent();
    }
    void choose_parents()
    {
        const auto& hop = relation().path.front();
        const auto& rows = w_.tables[hop.from].rows;
        std::set<datum> keys;
        std::vector<std::pair<datum, std::size_t>> chosen;
        for (std::size_t i = 0; i < rows.size() && chosen.size() < 4; ++i)
            if (!is_null(rows[i][hop.from_column]) && random_.percent(60) &&
                keys.insert(rows[i][hop.from_column]).second)
                chosen.emplace_back(rows[i][hop.from_column], i);
        if (chosen.empty())
            return;
        std::sort(chosen.begin(), chosen.end());
        out_.parents.clear();
        for (const auto& [key, row] : chosen)
            out_.parents.push_back(row);
    }
    void add_attributes(link_write& l)
    {
        const auto& r = relation();
        const auto& t = w_.tables[r.path.front().to];
        if (out_.what == write_kind::detach || random_.percent(40))
            return;
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            const bool said =
                std::find(r.pivot_columns.begin(), r.pivot_columns.end(), t.columns[c].name) != r.pivot_columns.end();
            const bool plain = r.kind == variant::through_link_table && t.columns[c].name == "age" &&
                               c != t.primary_key && c != r.path.front().to_column && c != r.path.back().from_column;
            if ((said || plain) && random_.percent(60))
                l.attributes.emplace_back(c, value_for(t.columns[c]));
        }
    }

    const world& w_;
    random random_;
    write out_;
};

} // namespace

write random_write(const world& w, std::uint64_t seed)
{
    return maker{w, seed}.make();
}

} // namespace diff
