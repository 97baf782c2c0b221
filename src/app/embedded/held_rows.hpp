#pragma once

#include <ginnel/schema/model.hpp>

#include <boost/json/object.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace ginnel::app {

/// Columns of JSON that hold rows of models: those of embedsOne and embedsMany, and properties whose type is a model.
/// What these models hide or protect is not shown within their owner's row, as in LoopBack.
class held_rows {
public:
    /// A column, and the model of the row in it, or of those in its list.
    void add(const schema::column& c, const schema::model& of) { models_.insert_or_assign(&c, &of); }
    /// A property that rows of the model do not show within others.
    void hide(const schema::model& m, const std::string& property) { hidden_[&m].insert(property); }

    /// Whether rows in this column are shown without some of what they hold.
    bool conceals(const schema::column& c) const;
    /// The column's JSON as it is shown. Text that is no JSON is shown as null: what it holds is not known.
    std::string shown(const schema::column& c, std::string_view held) const;
    /// A row of the model as it is shown within another.
    void strip(const schema::model& m, boost::json::object& row) const;

private:
    bool conceals(const schema::model& m, std::set<const schema::model*>& seen) const;
    void strip(const schema::model& m, boost::json::value& held) const;

    std::map<const schema::column*, const schema::model*> models_;
    std::map<const schema::model*, std::set<std::string>> hidden_;
};

} // namespace ginnel::app
