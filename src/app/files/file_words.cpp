#include "app/files/file_words.hpp"

#include "app/declarations/naming.hpp"

#include <algorithm>

namespace ginnel::app {

namespace {

/// "appointment-slot", the file, may hold AppointmentSlot.
bool same_name(std::string_view stem, std::string_view name)
{
    const auto plain = [](std::string_view text) {
        std::string out = lower(text);
        std::erase_if(out, [](char c) { return c == '-' || c == '_'; });
        return out;
    };
    return plain(stem) == plain(name);
}

} // namespace

std::string file_words::place(const declared_relation& r, std::string_view option) const
{
    return "relations." + r.name + (option.empty() ? "" : ".") + std::string{option};
}

std::string file_words::option(std::string_view loopback_name) const
{
    return in_quotes(loopback_name);
}

std::string file_words::type(column_type t) const
{
    switch (t) {
    case column_type::int64:
        return "number";
    case column_type::text:
        return "string";
    case column_type::timestamp:
    case column_type::epoch_ms:
        return "date";
    case column_type::json:
        return "object";
    case column_type::blob:
        return "buffer";
    default:
        return std::string{ginnel::name_of(t)};
    }
}

std::string file_words::spelled(const declared_model& owner, const declared_relation& r) const
{
    return "the relation " + in_quotes(r.name) + " of " + owner.shown;
}

std::string file_words::add_belongs_to(const declared_model& middle, const declared_model& of,
                                       const std::string& key) const
{
    return "add to \"relations\" of " + middle.shown + " " + in_quotes(lower_camel(of.name)) +
           ": {\"type\": \"belongsTo\", \"model\": " + in_quotes(of.name) + ", \"foreignKey\": " + in_quotes(key) + "}";
}

std::string file_words::make_model() const
{
    return "write its model file, or name another";
}

bool file_words::told_missing(const declared_model& owner, const declared_relation& r, const std::string& name,
                              mistakes& wrong) const
{
    if (std::any_of(folder_.unread.begin(), folder_.unread.end(),
                    [&](const auto& stem) { return same_name(stem, name); }))
        return true; // its file was found wanting already
    if (!folder_.models.contains(name))
        return false;
    wrong.add(folder_.shown("model-config.json"), {},
              in_quotes(name) + " is not named here, and " + owner.name + "." + r.name + " leads to it: add " +
                  in_quotes(name) + ": {\"dataSource\": \"db\", \"public\": true}");
    return true;
}

} // namespace ginnel::app
