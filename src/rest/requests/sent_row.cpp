#include "rest/requests/sent_row.hpp"

#include "app/writing/given_value.hpp"
#include "value/json_writer.hpp"

#include <boost/json/serialize.hpp>

#include <string_view>
#include <utility>

namespace ginnel::rest {

sent_row read_row(const schema::model& m, const app::model_rules& rules, const boost::json::object& said)
{
    sent_row out;
    for (const auto& member : said) {
        const std::string_view name{member.key().data(), member.key().size()};
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

std::string with_echo(std::string row, const boost::json::object& echoed)
{
    if (echoed.empty())
        return row;
    row.pop_back();
    for (const auto& member : echoed) {
        if (row.size() > 1)
            row += ',';
        append_json_string(row, {member.key().data(), member.key().size()});
        row += ':' + boost::json::serialize(member.value());
    }
    return row + "}";
}

} // namespace ginnel::rest
