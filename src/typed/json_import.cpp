#include "typed/json_import.hpp"

#include "value/base64.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/decimal.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace ginnel::detail {

namespace {

/// What a column takes, in a word.
std::string_view wanted_by(const schema::field_ops& f) noexcept
{
    switch (f.type) {
    case column_type::boolean:
        return "boolean";
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
    case column_type::epoch_ms:
        return "integer";
    case column_type::real:
        return "number";
    case column_type::decimal:
        return "decimal";
    case column_type::blob:
        return "base64 text";
    case column_type::date:
    case column_type::time:
    case column_type::timestamp:
    case column_type::uuid:
        return name_of(f.type);
    case column_type::text:
    case column_type::json:
        break;
    }
    return "text";
}

std::string shortened(std::string_view token)
{
    constexpr std::size_t most = 40;
    return token.size() <= most ? std::string{token} : std::string{token.substr(0, most)} + "...";
}

/// A place in `seen` per name.
template <typename Things>
std::size_t place_of(const Things& things, std::string_view name)
{
    std::size_t at = 0;
    for (const auto& t : things) {
        if (!t.serialize_as.empty() && t.serialize_as == name)
            return at;
        ++at;
    }
    return at;
}

} // namespace

void json_import::problem(const std::string& what)
{
    constexpr std::size_t most = 100;
    if (++count_ <= most)
        problems_.push_back((path_.empty() ? "the text" : path_) + ": " + what);
}

void json_import::wrong_kind(std::string_view expected, bool nullable)
{
    problem(std::string{expected} + (nullable ? " or null" : "") + " was expected, " +
            std::string{name_of(in_.next())} + " found");
    in_.raw();
}

void json_import::unknown(const std::string& of, const std::string& name, const std::vector<std::string_view>& known)
{
    in_.raw();
    if (options_.ignore_unknown)
        return;
    const step at{*this, shortened(name)};
    problem(of + " has no member of this name" + did_you_mean(name, known));
}

// ---- rows

void json_import::rows(const schema::model& m, void* slot, const schema::slot_ops& ops, const schema::relation* r)
{
    const json_reader::kind found = in_.next();
    const auto link = [&] { return r != nullptr ? ops.emplace_link(slot) : nullptr; };
    if (r != nullptr && !r->many()) {
        if (found != json_reader::kind::null && found != json_reader::kind::object) {
            wrong_kind("object", true);
            return;
        }
        ops.reset(slot, r, false);
        if (found == json_reader::kind::null)
            in_.raw();
        else
            row(m, ops.emplace(slot, m), r, link());
        return;
    }
    if (found != json_reader::kind::list) {
        wrong_kind("list", false);
        return;
    }
    ops.reset(slot, r, false);
    in_.enter();
    for (std::size_t i = 0; in_.element(); ++i) {
        const step at{*this, i};
        // Two bytes of JSON must not become a whole row that is thrown away.
        if (in_.next() != json_reader::kind::object) {
            wrong_kind("object", false);
            continue;
        }
        void* const made = ops.emplace(slot, m);
        row(m, made, r, link());
    }
}

void json_import::row(const schema::model& m, void* object, const schema::relation* r, void* link)
{
    if (in_.next() != json_reader::kind::object) {
        wrong_kind("object", false);
        return;
    }
    std::vector<bool> seen(m.table.columns.size() + m.computed.size() + m.relations.size() + 1);
    std::string name;
    in_.enter();
    while (in_.member(name))
        member(m, object, name, r, link, seen);
    if (options_.required)
        missing(m, seen, r);
}

void json_import::member(const schema::model& m, void* object, const std::string& name, const schema::relation* r,
                         void* link, std::vector<bool>& seen)
{
    const std::size_t columns = m.table.columns.size(), computed = columns + m.computed.size(),
                      relations = computed + m.relations.size();
    std::size_t place = place_of(m.table.columns, name);
    if (place == columns)
        place += place_of(m.computed, name);
    if (place == computed)
        place += place_of(m.relations, name);
    if (place == relations && (link == nullptr || name != "pivot")) {
        std::vector<std::string_view> known;
        for (const schema::column& c : m.table.columns)
            if (!c.serialize_as.empty())
                known.emplace_back(c.serialize_as);
        for (const schema::relation& other : m.relations)
            if (!other.serialize_as.empty())
                known.emplace_back(other.serialize_as);
        unknown(m.name, name, known);
        return;
    }
    const step at{*this, name};
    if (seen[place]) {
        problem("this name is given twice");
        in_.raw();
        return;
    }
    seen[place] = true;
    char* const bytes = static_cast<char*>(object);
    if (place < columns) {
        const schema::column& c = m.table.columns[place];
        node({c.field, c.field->form}, bytes + c.offset);
    } else if (place < computed) {
        in_.raw();
    } else if (place < relations) {
        const schema::relation& below = m.relations[place - computed];
        if (below.target == nullptr) {
            problem(
                "a polymorphic relation is not read from JSON, which does not say of which model its row is: leave it "
                "out, and give its key and type");
            in_.raw();
            return;
        }
        rows(*below.target, bytes + below.offset, *below.slot, &below);
    } else {
        link_row(*r, link);
    }
}

void json_import::link_row(const schema::relation& r, void* link)
{
    if (in_.next() != json_reader::kind::object) {
        wrong_kind("object", false);
        return;
    }
    std::vector<std::string_view> names;
    for (const schema::column* c : r.link_row_columns)
        names.emplace_back(c->name);
    std::vector<bool> seen(names.size());
    std::string name;
    in_.enter();
    while (in_.member(name)) {
        const auto place = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
        if (place == names.size()) {
            unknown("the pivot of " + r.source->name + '.' + r.name, name, names);
            continue;
        }
        const step at{*this, name};
        if (seen[place]) {
            problem("this name is given twice");
            in_.raw();
            continue;
        }
        seen[place] = true;
        const schema::field_ops& f = *r.link_row_fields[place];
        node({&f, f.form}, static_cast<char*>(link) + r.link_row_offsets[place]);
    }
}

void json_import::missing(const schema::model& m, const std::vector<bool>& seen, const schema::relation* r)
{
    const schema::column* given = r != nullptr && r->path.size() == 1 ? r->path.front().to_key : nullptr;
    for (const schema::column& c : m.table.columns)
        if (!seen[c.index] && !c.nullable && !c.generated && !c.serialize_as.empty() && &c != given) {
            const step at{*this, c.serialize_as};
            problem("is missing");
        }
}

// ---- values

void json_import::node(const json_node& n, void* into)
{
    if (n.form == nullptr) {
        field(*n.field, into);
        return;
    }
    const json_form& form = *n.form;
    const json_reader::kind found = in_.next();
    if (form.what == json_form::shape::optional) {
        form.clear(into);
        if (found == json_reader::kind::null)
            in_.raw();
        else
            node(form.element(), form.emplace(into));
        return;
    }
    if (form.what == json_form::shape::object) {
        if (found == json_reader::kind::object)
            object(form, into);
        else
            wrong_kind("object", false);
        return;
    }
    if (found != json_reader::kind::list) {
        wrong_kind("list", false);
        return;
    }
    form.clear(into);
    const json_node element = form.element();
    in_.enter();
    for (std::size_t i = 0; in_.element(); ++i) {
        const step at{*this, i};
        node(element, form.emplace(into));
    }
}

void json_import::object(const json_form& form, void* into)
{
    const json_member* const members = form.members();
    const json_member* const end = members + form.count;
    std::vector<bool> seen(form.count);
    std::string name;
    in_.enter();
    while (in_.member(name)) {
        const json_member* const m =
            std::find_if(members, end, [&](const json_member& known) { return known.name == name; });
        if (m == end) {
            std::vector<std::string_view> known;
            for (const json_member* k = members; k != end; ++k)
                known.push_back(k->name);
            unknown("this object", name, known);
            continue;
        }
        const step at{*this, name};
        const auto place = static_cast<std::size_t>(m - members);
        if (seen[place]) {
            problem("this name is given twice");
            in_.raw();
            continue;
        }
        seen[place] = true;
        node(m->node, static_cast<char*>(into) + m->offset);
    }
}

/// The value as a cell for the column's own reader; false where a problem was noted.
bool json_import::cell_of(const schema::field_ops& f, json_reader::kind found, cell& made)
{
    const auto shown = [&](ginnel::kind k) {
        made.type = k;
        made.text = buffer_;
        return true;
    };
    const auto refuse = [&] {
        wrong_kind(wanted_by(f), f.nullable);
        return false;
    };
    const auto text = [&] {
        if (in_.text(buffer_))
            return true;
        problem("the text holds half of a surrogate pair, which is no character");
        return false;
    };
    if (f.type == column_type::json) {
        if (found == json_reader::kind::null && f.nullable) {
            in_.raw();
            return true;
        }
        buffer_ = in_.raw();
        return shown(ginnel::kind::text);
    }
    switch (found) {
    case json_reader::kind::null:
        if (!f.nullable)
            return refuse();
        in_.raw();
        return true;
    case json_reader::kind::boolean:
        if (f.type != column_type::boolean)
            return refuse();
        made.type = ginnel::kind::boolean;
        made.integer = in_.boolean() ? 1 : 0;
        return true;
    case json_reader::kind::list:
    case json_reader::kind::object:
        return refuse();
    case json_reader::kind::text:
        switch (f.type) {
        case column_type::boolean:
        case column_type::int16:
        case column_type::int32:
        case column_type::int64:
        case column_type::real:
            return refuse();
        case column_type::blob:
            if (!text())
                return false;
            if (!decode_base64(buffer_)) {
                problem("the text is not base64");
                return false;
            }
            return shown(ginnel::kind::blob);
        default:
            return text() && shown(ginnel::kind::text);
        }
    case json_reader::kind::number:
        break;
    }
    const auto refuse_number = [&](std::string_view token, std::string_view why) {
        problem("the number " + shortened(token) + std::string{why});
        return false;
    };
    switch (f.type) {
    case column_type::decimal:
        buffer_ = in_.number();
        return shown(ginnel::kind::text);
    case column_type::real: {
        const std::string_view token = in_.number();
        made.type = ginnel::kind::real;
        double v = 0;
        const auto end = std::from_chars(token.data(), token.data() + token.size(), v);
        made.real = v;
        return end.ec == std::errc{} || refuse_number(token, " is past the range of a double");
    }
    case column_type::int16:
    case column_type::int32:
    case column_type::int64: {
        const std::string_view token = in_.number();
        made.type = ginnel::kind::integer;
        std::int64_t v = 0;
        const auto end = std::from_chars(token.data(), token.data() + token.size(), v);
        made.integer = v;
        if (end.ec == std::errc::result_out_of_range && token.find_first_of(".eE") == std::string_view::npos)
            return refuse_number(token, " is past the range of a 64-bit integer");
        if (end.ptr != token.data() + token.size())
            return refuse_number(token, " is no integer: write its digits, without a point or exponent");
        return true;
    }
    default:
        return refuse();
    }
}

void json_import::field(const schema::field_ops& f, void* into)
{
    cell made;
    if (!cell_of(f, in_.next(), made))
        return;
    if (!f.load(made, into))
        problem(describe_found(made) + " does not fit this " +
                (f.type == column_type::text ? "column" : std::string{wanted_by(f)}));
}

} // namespace ginnel::detail
