#pragma once

#include "engine/table_wishes.hpp"
#include "sql/statement.hpp"

#include <ginnel/on_delete.hpp>
#include <ginnel/schema/model.hpp>

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// A name with its ending; one that is too long is cut, and a hash of all of it keeps it apart from others that are cut
/// alike.
std::string cut(const std::string& whole, const std::string& ending);
/// A name as databases compare it that take upper and lower case of ASCII for the same.
std::string folded(std::string name);

/// What the tables of some models and their relations need.
class needed_tables {
public:
    explicit needed_tables(std::span<const schema::model* const> models, const table_wishes& wishes = {});

    std::vector<sql::tree> statements() const;

    /// A table and the columns of an index that a relation needs.
    using index_key = std::pair<const schema::table*, std::vector<std::string>>;

    const std::vector<const schema::table*>& tables() const noexcept { return tables_; }
    const std::vector<index_key>& indexes() const noexcept { return indexes_; }
    /// Whether both columns are always asked for by equality, so that their order does not matter.
    bool any_order(const index_key& i) const { return any_order_.contains(i); }
    /// The model of the table; null: a link table that is no model.
    const schema::model* owner(const schema::table& t) const;

    sql::create_table definition(const schema::table& t) const;

private:
    void add(const schema::table& t);

    bool is_key(const schema::table& t, const schema::column& c) const;

    void add(const schema::hop& hop, const schema::relation& r);

    static const char* words_of(on_delete rule) noexcept;

    /// What the relation says of the rows that refer by its first key.
    static on_delete rule_of(const schema::hop& hop, const schema::relation& r);

    void refer(const schema::table& from, const schema::column& key, const schema::table& to,
               const schema::column& to_key, on_delete rule);

    bool leads_an_index(const schema::table& t, const std::string& column) const;

    void add_index(const schema::table& t, std::vector<std::string> columns);

    /// table_columns_index, cut where databases would refuse its length, and told apart from names that are `taken`
    /// already.
    static std::string index_name(const schema::table& t, const std::vector<std::string>& columns,
                                  std::set<std::string>& taken);

    /// Referenced tables first; a circle is broken where it is met.
    std::vector<const schema::table*> in_order() const;

    bool foreign_keys_ = true, reuses_keys_ = false;
    std::vector<const schema::table*> tables_;
    std::map<const schema::table*, const schema::model*> owners_;
    std::vector<index_key> indexes_; ///< each once, as relations ask for them
    std::set<index_key> any_order_, unique_;
    struct reference {
        const schema::table* table;
        std::string key;
        on_delete rule = on_delete::unsaid;
    };
    std::map<const schema::table*, std::map<std::string, reference>> references_;
};

} // namespace ginnel::engine
