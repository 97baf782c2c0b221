#include "rest/requests/sent_row.hpp"

#include "app/json_view.hpp"
#include "app/writing/given_value.hpp"
#include "app/writing/row_defaults.hpp"
#include "rest/answers/refusal.hpp"
#include "value/json_writer.hpp"

#include <boost/json/serialize.hpp>

#include <string_view>
#include <utility>

namespace ginnel::rest {

sent_row read_row(const schema::model& m, const app::model_rules& rules, const boost::json::object& said)
{
    sent_row out;
    for (const auto& member : said) {
        const auto name = app::view(member.key());
        const auto* c = m.table.find(name);
        if (c && c->name == name) {
            if (auto v = app::given_value(*c, member.value()))
                out.values.emplace_back(c, std::move(*v));
            else
                out.broken.push_back(app::wrong_type(*c, member.value()));
        } else if (rules.unknown == app::unknown_members::refused) {
            out.broken.push_back({std::string{name}, "unknown-property", "is not defined in the model",
                                  app::shown_in_rule(member.value())});
        } else if (rules.unknown == app::unknown_members::echoed) {
            out.echoed.emplace(member.key(), member.value());
        }
    }
    return out;
}

void check_key(const schema::model& m, const sent_row& row, const value& key)
{
    const auto* given = app::given_in(row.values, *m.primary_key);
    if (given && !given->is_null() && *given != key)
        throw refusal{400, m.primary_key->name + " cannot be updated from " + to_display(key) + " to " +
                               to_display(*given) + ": leave it out, or write the one of the path"};
}

std::string with_echo(std::string row, const boost::json::object& echoed)
{
    if (echoed.empty())
        return row;
    row.pop_back();
    for (const auto& member : echoed) {
        if (row.size() > 1)
            row += ',';
        append_json_string(row, app::view(member.key()));
        row += ':' + boost::json::serialize(member.value());
    }
    return row + "}";
}

std::string with_echoes(const std::vector<std::string>& rows, const std::vector<boost::json::object>& echoed)
{
    std::string out = "[";
    for (std::size_t i = 0; i < rows.size(); ++i)
        out += (i > 0 ? "," : "") + with_echo(rows[i], echoed[i]);
    return out + "]";
}

} // namespace ginnel::rest
