#include "sql/renderer.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::sql {
namespace {

/// What is written for an expression: a junction of one operand is that operand.
const expression& effective(const expr& e)
{
    const expression* at = e.get();
    while (at) {
        const auto* j = std::get_if<junction>(&at->node);
        if (!j || j->operands.size() != 1)
            return *at;
        at = j->operands.front().get();
    }
    refuse_tree("A statement lacks an expression where it needs one.");
}

/// One word, one call, or something in parentheses of its own.
bool is_atom(const expression& e) noexcept
{
    return std::holds_alternative<column_name>(e.node) || std::holds_alternative<parameter>(e.node) ||
           std::holds_alternative<slot_value>(e.node) || std::holds_alternative<scalar>(e.node) ||
           std::holds_alternative<call>(e.node) || std::holds_alternative<row_number>(e.node) ||
           std::holds_alternative<part_of>(e.node);
}

/// Whether an operand of and/or needs parentheses: or inside and; and a program's own text, which may hold an `or`.
bool needs_parentheses(const expression& e, bool inside_and) noexcept
{
    if (std::holds_alternative<raw>(e.node))
        return true;
    const auto* inner = std::get_if<junction>(&e.node);
    return inner && inside_and && !inner->all && !inner->operands.empty();
}

/// Operators are texts of the library, but a mistake here would be an injection, so that they are looked at: words and
/// operator signs only, and no and/or, whose parentheses are junction's to set.
void check_operator(std::string_view op)
{
    bool fits =
        !op.empty() && op != "and" && op != "or" && op != "not" && op.find("--") == std::string_view::npos &&
        op.find("/*") == std::string_view::npos && std::all_of(op.begin(), op.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || std::string_view{" =<>!+-*/%|&~@#^"}.find(c) != std::string_view::npos;
        });
    if (!fits)
        refuse_tree("\"" + std::string{op} +
                    "\" is no operator of a comparison or calculation: write it in lower case, and join "
                    "conditions by a junction.");
}

void check_function(std::string_view name)
{
    bool fits = !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
                std::all_of(name.begin(), name.end(),
                            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!fits)
        refuse_tree("\"" + std::string{name} +
                    "\" is no name of a function: use lower-case letters, digits and underscores.");
}

bound declared(bound::origin from, const std::optional<column_type>& type)
{
    bound b{};
    b.from = from;
    b.typed = type.has_value();
    if (type)
        b.type = *type;
    return b;
}

} // namespace

void renderer::write(const expr& e)
{
    std::visit([this](const auto& node) { write(node); }, effective(e).node);
}

void renderer::operand(const expr& e)
{
    if (is_atom(effective(e)))
        return write(e);
    out_ << "(";
    write(e);
    out_ << ")";
}

void renderer::expressions(const std::vector<expr>& list)
{
    std::string_view separator;
    for (const expr& e : list) {
        out_ << separator;
        write(e);
        separator = ", ";
    }
}

void renderer::orderings(const std::vector<ordering>& list)
{
    std::string_view separator;
    for (const ordering& o : list) {
        out_ << separator;
        write(o.operand);
        if (o.descending)
            out_ << " desc";
        separator = ", ";
    }
}

void renderer::sub_select(const select_ptr& query)
{
    if (!query)
        refuse_tree("A sub-select is missing where a statement needs one.");
    out_ << "(";
    write(*query);
    out_ << ")";
}

void renderer::write(const column_name& node)
{
    if (!node.table.empty()) {
        identifier(node.table);
        out_ << ".";
    }
    identifier(node.name);
}

void renderer::write(const parameter& node)
{
    bound b = declared(bound::origin::value, node.type);
    b.value = node.value;
    bind(std::move(b));
}

void renderer::write(const slot_value& node)
{
    bound b = declared(bound::origin::slot_value, node.type);
    b.slot = node.index;
    bind(std::move(b));
}

void renderer::write(const binary& node)
{
    check_operator(node.op);
    operand(node.left);
    out_ << " " << operator_word(node.op) << " ";
    operand(node.right);
}

void renderer::write(const junction& node)
{
    if (node.operands.empty()) {
        out_ << (node.all ? "1 = 1" : "1 = 0");
        return;
    }
    std::string_view separator;
    for (const expr& e : node.operands) {
        out_ << separator;
        separator = node.all ? " and " : " or ";
        bool wrapped = needs_parentheses(effective(e), node.all);
        out_ << (wrapped ? "(" : "");
        write(e);
        out_ << (wrapped ? ")" : "");
    }
}

void renderer::write(const negation& node)
{
    out_ << "not (";
    write(node.operand);
    out_ << ")";
}

void renderer::write(const in_keys& node)
{
    // The operand stands before the keys, so that its own parameters come first.
    operand(node.operand);
    in_keys_of(node, bind_keys(node.set));
}

void renderer::write(const in_select& node)
{
    operand(node.operand);
    out_ << (node.negated ? " not in " : " in ");
    sub_select(node.query);
}

void renderer::write(const null_test& node)
{
    operand(node.operand);
    out_ << (node.negated ? " is not null" : " is null");
}

void renderer::write(const between& node)
{
    operand(node.operand);
    out_ << (node.negated ? " not between " : " between ");
    operand(node.low);
    out_ << " and ";
    operand(node.high);
}

void renderer::write(const exists& node)
{
    out_ << (node.negated ? "not exists " : "exists ");
    sub_select(node.query);
}

void renderer::write(const scalar& node)
{
    sub_select(node.query);
}

void renderer::write(const call& node)
{
    check_function(node.name);
    out_ << node.name << "(" << (node.distinct ? "distinct " : "");
    if (node.arguments.empty() && node.name == "count")
        out_ << "*";
    expressions(node.arguments);
    out_ << ")";
    if (node.result)
        result_cast(*node.result);
}

void renderer::write(const row_number& node)
{
    out_ << "row_number() over (";
    if (!node.partition.empty()) {
        out_ << "partition by ";
        expressions(node.partition);
    }
    if (!node.order.empty()) {
        out_ << (node.partition.empty() ? "order by " : " order by ");
        orderings(node.order);
    }
    out_ << ")";
}

void renderer::write(const raw& node)
{
    raw_pieces cut = cut_raw_text(node.text, rules_of_raw());
    if (cut.placeholders != node.values.size())
        throw error{
            error_kind::usage, "E_RAW_VALUES",
            "SQL text given by the program has " + std::to_string(cut.placeholders) + " ? for " +
                std::to_string(node.values.size()) +
                " values: give one value for each ? (a ? inside quotes or a comment stands for none, and ?? is a "
                "question mark)."}
            .at_sql(node.text);
    auto value = node.values.begin();
    for (const raw_piece& piece : cut.pieces) {
        if (piece.table) {
            table_of_raw(node, piece.text);
            continue;
        }
        out_ << piece.text;
        if (piece.placeholder) {
            bound b{};
            b.value = *value++;
            bind(std::move(b));
        }
    }
    if (cut.ends_in_line_comment)
        out_ << "\n"; // or the comment would swallow what follows
}

void renderer::table_of_raw(const raw& node, std::string_view name)
{
    for (const auto& [known, alias] : node.tables)
        if (known == name)
            return identifier(alias);
    std::string names;
    for (const auto& [known, alias] : node.tables)
        names += (names.empty() ? "{" : ", {") + known + '}';
    throw error{error_kind::usage, "E_RAW_TABLE",
                "SQL text given by the program names {" + std::string{name} + "}, which is no table of the query" +
                    (names.empty() ? std::string{"."} : "; there are " + names + '.')}
        .at_sql(node.text);
}

} // namespace ginnel::sql
