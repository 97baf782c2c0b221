#include "engine/link_table.hpp"

#include "engine/record.hpp"
#include "value/integer_types.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>
#include <ginnel/value/describe.hpp>
#include <ginnel/value/uuid.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <utility>

namespace ginnel::engine {

namespace {

sql::expr named(const schema::column& c)
{
    return sql::make(sql::column_name{{}, c.column_name});
}

/// Whether a text of a program's own SQL has this name as a word of its own.
bool mentions(std::string_view text, std::string_view name)
{
    const auto in_word = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end])))
            return true;
    }
    return false;
}

/// Whether a database could keep a value in a column of this type and give back what the type says (SQLite keeps
/// anything). A text that spells a number is one to every database.
bool holds(column_type type, const value& v) noexcept
{
    const kind k = v.type();
    const auto spelled = [&](auto n) {
        const auto [end, problem] = std::from_chars(v.text().data(), v.text().data() + v.text().size(), n);
        return problem == std::errc{} && end == v.text().data() + v.text().size();
    };
    const auto whole = [&]<typename I>(I) {
        return k == kind::text ? spelled(I{}) : k == kind::integer && std::in_range<I>(v.integer());
    };
    switch (type) {
    case column_type::boolean:
        return k == kind::boolean || (k == kind::integer && (v.integer() == 0 || v.integer() == 1));
    case column_type::int16:
        return whole(std::int16_t{});
    case column_type::int32:
        return whole(std::int32_t{});
    case column_type::int64:
    case column_type::epoch_ms:
        return whole(std::int64_t{});
    case column_type::real:
        return k == kind::text ? spelled(double{}) : k == kind::real || k == kind::integer;
    case column_type::decimal:
        return k == kind::text || k == kind::integer || k == kind::real;
    case column_type::blob:
        return k == kind::blob;
    case column_type::text:
    case column_type::date:
    case column_type::time:
    case column_type::timestamp:
    case column_type::uuid:
    case column_type::json:
        return k == kind::text;
    }
    return false;
}

/// Whether a condition speaks of the link table, in any of its parts.
bool on_link(const condition& c, const schema::relation& r)
{
    struct visitor {
        const schema::relation& r;

        bool of(const operand& o) const { return o.place == 0; }
        bool operator()(const compare& x) const
        {
            const auto* right = std::get_if<operand>(&x.right);
            return of(x.left) || (right && of(*right));
        }
        bool operator()(const among& x) const { return of(x.what); }
        bool operator()(const is_null& x) const { return of(x.what); }
        bool operator()(const range& x) const { return of(x.what); }
        bool operator()(const group& x) const
        {
            return std::any_of(x.terms.begin(), x.terms.end(), [&](const term& t) { return on_link(*t.what, r); });
        }
        bool operator()(const relation_test& x) const { return x.place == 0; }
        bool operator()(const part_test& x) const { return of(x.of); }
        bool operator()(const among_query& x) const { return of(x.what); }
        bool operator()(const expression_test&) const
        {
            return false;
        } // is of groups, which a relation does not declare
        bool operator()(const raw_condition& x) const
        {
            // Of a program's own SQL only its names are known: one that the target has not can only be the link
            // table's.
            const auto& columns = r.link_table()->columns;
            return mentions(x.text, r.link_table()->name) || x.text.find("{pivot}") != std::string::npos ||
                   std::any_of(columns.begin(), columns.end(), [&](const auto& c) {
                       return mentions(x.text, c.column_name) && !r.target->table.find(c.column_name);
                   });
        }
    };
    return std::visit(visitor{r}, c.test);
}

[[noreturn]] void refuse_path(const schema::relation& r)
{
    const auto spelled = r.source->name + "." + r.name;
    const auto& last = r.path.back();
    const auto* middle = r.path.size() > 1 ? r.path[r.path.size() - 2].to_model : nullptr;
    if (middle != nullptr && !last.key_on_from) {
        const auto parent = schema::snake_case(r.source->name), row = schema::snake_case(middle->name);
        const auto call = r.source->ops == &record_ops()
                              ? parent + ".related(\"" + r.name + "\")"
                              : "db.related(" + parent + ", &" + r.source->name + "::" + r.name + ")";
        throw error{error_kind::unsupported, "E_MISSING_MIDDLE",
                    spelled + " goes through " + middle->name + ", and " + r.target->name + "." + last.to_key->name +
                        " says through which one: a row cannot be tied to the " + r.source->name +
                        " alone; name the row between when it is created or saved: " + call + ".via(" + row + ")"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    }
    throw error{error_kind::unsupported, "E_NO_LINK_TABLE",
                spelled + " is " + std::string{name_of(r.kind)} +
                    ": links are attached and synced where one table holds the keys of both sides, as a pivot table "
                    "of many_to_many does"}
        .in_model(r.source->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

} // namespace

bool joins_by_links(const schema::relation& r) noexcept
{
    const auto picks = [](const schema::passed_relation& p) { return !p.passed->of_many.empty(); };
    return r.path.size() == 2 && !r.path.front().key_on_from && r.path.back().key_on_from && r.many() &&
           r.of_many.empty() && std::none_of(r.passed.begin(), r.passed.end(), picks);
}

link_table::link_table(const schema::relation& r) : relation_{&r}
{
    if (!joins_by_links(r))
        refuse_path(r);
    const query declared{r, false};
    for (const auto& own : declared.own)
        if (own.name == trashed_scope)
            trashed_ = own.place == 0 ? r.path.front().to_model->deleted_at : trashed_;
        else
            take_conditions(own.terms);
    for (const auto& terms : declared.scopes)
        take_conditions(terms);
}

void link_table::take_conditions(const std::vector<term>& terms)
{
    // Under an or a row may meet the rest instead, so that nothing is known of its columns.
    const bool any =
        std::any_of(terms.begin(), terms.end(), [&](const term& t) { return t.either && &t != &terms.front(); });
    for (const auto& t : terms) {
        if (!on_link(*t.what, *relation_))
            continue; // which targets are shown says nothing of the links that are written
        if (any || t.negated)
            refuse_condition();
        if (const auto* inner = std::get_if<group>(&t.what->test)) {
            take_conditions(inner->terms);
            continue;
        }
        const auto* equal = std::get_if<compare>(&t.what->test);
        const auto* wanted =
            equal && equal->op == "=" && equal->left.place == 0 ? std::get_if<value>(&equal->right) : nullptr;
        if (!wanted || wanted->is_null() || equal->left.column == &near() || equal->left.column == &far())
            refuse_condition();
        if (const auto* before = condition(*equal->left.column)) {
            if (!same_value(*before, *wanted))
                refuse_condition(); // no row meets both
            continue;
        }
        conditions_.emplace_back(equal->left.column, *wanted);
    }
}

void link_table::refuse_condition() const
{
    throw error{
        error_kind::unsupported, "E_PIVOT_CONDITION",
        relation_->source->name + "." + relation_->name + " declares a condition on its pivot table \"" + table().name +
            "\" that does not say what a new link holds, so that its links cannot be attached or synced: declare it as"
            " where_pivot(column, value), or write over a relation without it"}
        .in_model(relation_->source->name)
        .in_relation(relation_->name);
}

const value* link_table::condition(const schema::column& c) const noexcept
{
    for (const auto& [column, v] : conditions_)
        if (column == &c)
            return &v;
    return nullptr;
}

const schema::column& link_table::attribute(std::string_view name) const
{
    const auto by_name = std::find_if(table().columns.begin(), table().columns.end(),
                                      [&](const auto& c) { return c.column_name == name; });
    const auto* found = by_name == table().columns.end() ? table().find(name) : &*by_name;
    if (found && (found == &near() || found == &far()))
        throw error{error_kind::usage, "E_KEY_ATTRIBUTE",
                    "\"" + std::string{name} + "\" is a key of the links of " + relation_->source->name + "." +
                        relation_->name + " and no attribute: the keys of a link come from the parent and the target"}
            .in_model(relation_->source->name)
            .in_relation(relation_->name);
    if (found)
        return *found;
    std::vector<std::string_view> names;
    for (const auto& c : table().columns)
        names.emplace_back(c.column_name);
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "pivot table \"" + table().name + "\" of " + relation_->source->name + "." + relation_->name +
                    " has no column \"" + std::string{name} + "\"" + did_you_mean(name, names) +
                    "; declare it with pivot_column<T>(\"" + std::string{name} + "\")"}
        .in_model(relation_->source->name)
        .in_relation(relation_->name);
}

void link_table::check(const schema::column& c, const value& given) const
{
    if (given.is_null() ? c.nullable || c.generated : holds(c.type, given))
        return;
    throw error{error_kind::data, "E_COLUMN_TYPE",
                "links of " + relation_->source->name + "." + relation_->name + " hold " +
                    describe_expected(c.type, c.nullable) + " in \"" + table().name + "\", column \"" + c.column_name +
                    "\", and " + describe_found(given.view()) +
                    " was given: give a value of that type, or declare the column as what it holds"}
        .in_model(relation_->source->name)
        .in_relation(relation_->name)
        .spoiling(spoils::nothing);
}

sql::expr link_table::of_parent() const
{
    auto parent = sql::make(sql::binary{"=", named(near()), sql::make(sql::slot_value{0, near().type})});
    if (conditions_.empty() && trashed_ == nullptr)
        return parent;
    std::vector<sql::expr> all{std::move(parent)};
    add_declared(all);
    return sql::make(sql::junction{true, std::move(all)});
}

void link_table::add_declared(std::vector<sql::expr>& all) const
{
    for (const auto& [column, v] : conditions_)
        all.push_back(sql::make(sql::binary{"=", named(*column), sql::make(sql::parameter{v, column->type})}));
    if (trashed_ != nullptr)
        all.push_back(sql::make(sql::null_test{named(*trashed_), false}));
}

sql::expr link_table::of_keys() const
{
    return sql::make(sql::in_keys{named(far()), sql::keys{nullptr, 1, far().type}, false});
}

sql::select link_table::lock() const
{
    sql::select s;
    s.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    s.from = sql::table_source{relation_->source->table.name, {}};
    s.where = sql::make(
        sql::binary{"=", named(relation_->local_key()), sql::make(sql::slot_value{0, relation_->local_key().type})});
    s.lock = sql::row_lock::update;
    return s;
}

sql::select link_table::lock_all() const
{
    auto s = lock();
    const auto key = named(relation_->local_key());
    s.where = sql::make(sql::in_keys{key, sql::keys{nullptr, 1, relation_->local_key().type}, false});
    s.order.push_back({key, false});
    return s;
}

sql::select link_table::links(const std::vector<const schema::column*>& columns, bool restricted,
                              const std::string& identity) const
{
    sql::select s;
    s.columns.push_back({named(far()), {}});
    for (const auto* c : columns)
        s.columns.push_back({named(*c), {}});
    if (!identity.empty()) {
        const auto which = sql::make(sql::column_name{{}, identity});
        s.columns.push_back({which, {}});
        s.order.push_back({which, false});
    }
    s.from = sql::table_source{table().name, {}};
    s.where = of_parent();
    if (restricted)
        s.where = sql::make(sql::junction{true, {s.where, of_keys()}});
    return s;
}

value link_table::key_as(column_type type, const value& given)
{
    const bool integers = is_integer(type);
    if (given.type() == kind::text && type == column_type::uuid) {
        const auto parsed = uuid::parse(given.text());
        return parsed ? column_traits<uuid>::store(*parsed) : given;
    }
    if (given.type() == kind::integer && type == column_type::real)
        return value{static_cast<double>(given.integer())};
    if (given.type() != kind::text || !integers)
        return given;
    const auto& text = given.text();
    std::int64_t n = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), n);
    return problem == std::errc{} && end == text.data() + text.size() ? value{n} : given;
}

std::string identity_of(const value& key)
{
    switch (key.type()) {
    case kind::boolean:
        return key.boolean() ? "i1" : "i0";
    case kind::integer:
        return "i" + std::to_string(key.integer());
    case kind::real:
        return "r" + std::to_string(std::bit_cast<std::int64_t>(key.real() == 0 ? 0.0 : key.real())); // -0 is 0
    case kind::text:
        return "t" + key.text();
    case kind::blob:
        return "b" + key.bytes();
    case kind::null:
        break;
    }
    return "n";
}

bool same_value(const value& stored, const value& given) noexcept
{
    const auto number = [](const value& v) {
        return v.type() == kind::integer || v.type() == kind::boolean || v.type() == kind::real;
    };
    if (stored.type() != given.type() && number(stored) && number(given)) {
        const auto a = stored.view(), b = given.view();
        return (a.type == kind::real ? a.real : static_cast<double>(a.integer)) ==
               (b.type == kind::real ? b.real : static_cast<double>(b.integer));
    }
    return stored == given;
}

} // namespace ginnel::engine
