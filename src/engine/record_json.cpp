#include "engine/record_json.hpp"

#include "value/json_writer.hpp"
#include "value/value_json.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <string_view>

namespace ginnel::engine {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether a pick and its exceptions leave this name in.
bool chosen(const std::optional<std::vector<std::string>>& pick, const std::vector<std::string>& omit,
            std::string_view name)
{
    return !name.empty() && (!pick || contains(*pick, name)) && !contains(omit, name);
}

/// Members of an object, with the commas between them.
class members {
public:
    explicit members(std::string& out) : out_{out} { out_ += '{'; }
    members(const members&) = delete;
    members& operator=(const members&) = delete;
    ~members() { out_ += '}'; }

    void name(std::string_view n)
    {
        if (!first_)
            out_ += ',';
        first_ = false;
        append_json_string(out_, n);
        out_ += ':';
    }

private:
    std::string& out_;
    bool first_ = true;
};

void append_slot(std::string& out, const record_slot& slot, bool many, const json_choice& choice, std::size_t most)
{
    if (many)
        append_json(out, slot.rows, choice, most);
    else if (slot.row)
        append_json(out, *slot.row, choice, most);
    else
        out += "null";
}

void append_extras(std::string& out, const record& r)
{
    members object{out};
    for (std::size_t i = 0; i < r.extra_names().size(); ++i) {
        object.name(r.extra_names()[i]);
        append_json_value(out, r.extra_values()[i], column_type::text);
    }
}

/// Rows that many parents share are written once per parent, so a tree that fits in memory need not fit as text.
void check_size(const std::string& out, std::size_t most)
{
    if (out.size() > most)
        throw error{error_kind::limit, "E_ANSWER_TOO_LARGE",
                    "the answer is larger than " + std::to_string(most) +
                        " bytes: narrow it with limit or fewer includes"}
            .spoiling(spoils::nothing);
}

} // namespace

void append_json(std::string& out, const record& r, const json_choice& choice, std::size_t most)
{
    const auto& m = r.model();
    members object{out};
    for (const auto& c : m.table.columns)
        if (r.has(c.index) && chosen(choice.fields, choice.omit, c.serialize_as)) {
            object.name(c.serialize_as);
            append_json_value(out, r.get(c.index), c.type);
        }
    static const json_choice whole;
    for (const auto& relation : m.relations) {
        const auto& slot = r.slot(relation.index);
        if (!slot.loaded || !chosen(choice.relation_names, choice.omit_relations, relation.serialize_as))
            continue;
        const auto below = choice.relations.find(relation.serialize_as);
        object.name(relation.serialize_as);
        append_slot(out, slot, relation.many(), below == choice.relations.end() ? whole : below->second, most);
    }
    if (!choice.extras_as.empty() && !r.extra_names().empty()) {
        object.name(choice.extras_as);
        append_extras(out, r);
    }
    check_size(out, most);
}

void append_json(std::string& out, const std::vector<record>& rows, const json_choice& choice, std::size_t most)
{
    out += '[';
    for (const auto& row : rows) {
        if (&row != rows.data())
            out += ',';
        append_json(out, row, choice, most);
    }
    out += ']';
}

std::string to_json(const record& r, const json_choice& choice, std::size_t most)
{
    std::string out;
    append_json(out, r, choice, most);
    return out;
}

std::string to_json(const std::vector<record>& rows, const json_choice& choice, std::size_t most)
{
    std::string out;
    append_json(out, rows, choice, most);
    return out;
}

} // namespace ginnel::engine
