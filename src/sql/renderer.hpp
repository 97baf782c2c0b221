#pragma once

#include "sql/raw_text.hpp"
#include "sql/statement.hpp"
#include "sql/writer.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ginnel::sql {

/// Walks over one tree and writes it. What all databases share stands here; the few points where they differ are the
/// virtual functions. One renderer per statement: it holds the text that grows.
///
/// A class with virtual points was chosen over a table of features (flags and format strings): a third dialect adds a
/// file and changes none.
class renderer {
public:
    renderer() = default;
    renderer(const renderer&) = delete;
    renderer& operator=(const renderer&) = delete;
    virtual ~renderer() = default;

    /// Throws error usage, E_SQL_TREE, where the tree lacks something; E_IDENTIFIER, E_LITERAL, E_RAW_TEXT,
    /// E_RAW_VALUES.
    statement run(const tree& t);

protected:
    // --- where databases differ ---

    /// The placeholder of parameter `number` (from 1), with its type where the database wants one.
    virtual void placeholder(std::size_t number, const bound& parameter) = 0;
    /// operand [not] in a set of keys; `number` is the parameter that holds them.
    virtual void in_keys_of(const in_keys& node, std::size_t number) = 0;
    /// A set of keys as a table named `alias` with the columns "value" and "ordinal" (from 0).
    virtual void keys_table(std::size_t number, column_type type, std::string_view alias) = 0;
    /// limit and offset, each of which may be missing (but not both).
    virtual void limit_clause(const expr& limit, const expr& offset) = 0;
    /// After a call that must give this type; nothing where the database gives it anyway.
    virtual void result_cast(column_type) {}
    /// A part of a date or time.
    virtual void part(const part_of& node) = 0;
    /// What `select::lock` asks for; nothing where the database has no row locks.
    virtual void lock_clause(const select& s) = 0;
    /// How an operator is written here.
    virtual std::string_view operator_word(std::string_view op) const noexcept { return op; }
    /// The words between two sources that no condition joins.
    virtual std::string_view unconditional_join() const noexcept = 0;
    /// Whether a source may be `lateral`.
    virtual bool has_lateral() const noexcept = 0;
    /// The longest identifier in bytes that is not cut silently; 0: any.
    virtual std::size_t max_identifier() const noexcept = 0;
    /// How a program's own SQL text may be quoted.
    virtual const raw_rules& rules_of_raw() const noexcept = 0;
    /// The type of a column in DDL.
    virtual std::string_view type_name(column_type type) const noexcept = 0;
    /// Type and constraint of a generated key, behind its name.
    virtual std::string generated_key(column_type type) const = 0;
    virtual std::string_view boolean_literal(bool v) const noexcept = 0;
    virtual std::string blob_literal(std::string_view bytes) const = 0;

    // --- for the dialects ---

    writer& out() noexcept { return out_; }
    void identifier(std::string_view name);
    void write(const expr& e);
    /// An expression as an operand: within parentheses unless it is one word or one call.
    void operand(const expr& e);
    /// Takes a parameter and writes its placeholder.
    void bind(bound parameter);

private:
    // expressions: renderer_expressions.cpp
    void write(const column_name& node);
    void write(const parameter& node);
    void write(const slot_value& node);
    void write(const binary& node);
    void write(const junction& node);
    void write(const negation& node);
    void write(const in_keys& node);
    void write(const in_select& node);
    void write(const null_test& node);
    void write(const between& node);
    void write(const exists& node);
    void write(const scalar& node);
    void write(const call& node);
    void write(const row_number& node);
    void write(const part_of& node) { part(node); }
    void write(const raw& node);
    void table_of_raw(const raw& node, std::string_view name);
    void sub_select(const select_ptr& query);
    void expressions(const std::vector<expr>& list);
    void orderings(const std::vector<ordering>& list);
    std::size_t bind_keys(const keys& set);

    // statements: renderer_statements.cpp
    void write(const select& s);
    void write(const insert& s);
    void write(const on_conflict& c, const std::string& table);
    void write(const update& s);
    void write(const remove& s);
    void write(const table_source& s);
    void write(const keys_source& s);
    void write(const select_source& s);
    void write(const join& j);
    void condition(std::string_view keyword, const expr& e);
    void returning(const std::vector<std::string>& columns);
    void identifiers(const std::vector<std::string>& names);

    // definitions: renderer_definitions.cpp
    void write(const create_table& s);
    void write(const create_index& s);
    void write(const add_column& s);
    void write(const column_definition& c);
    void write(const foreign_key& k);
    void literal(const ginnel::value& v, column_type type);

    writer out_;
};

/// The error of a tree that no text can be made from.
[[noreturn]] void refuse_tree(const std::string& why);

} // namespace ginnel::sql
