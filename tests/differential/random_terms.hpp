#pragma once

#include "differential/question.hpp"
#include "differential/random.hpp"

#include <functional>
#include <memory>

namespace diff {

/// Makes conditions on the tables of one query.
class term_maker {
public:
    /// Makes a condition on a relation of the table; may be empty, and may give null.
    using related_maker = std::function<std::shared_ptr<const condition>(std::size_t table)>;

    term_maker(random& r, const world& w, std::size_t table, const relation_spec* via, related_maker related = {});

    std::vector<term> terms(std::size_t count, int depth = 0);
    operand any_operand(bool text_too = true);
    const column_spec& column(const operand& o) const;
    /// `target_only`: not of a table passed; `number`: one whose result can be compared with a number.
    aggregate any_aggregate(bool target_only, bool number);
    /// A condition on a table passed on the way, which only paths of several hops have.
    std::shared_ptr<const condition> on_link();

private:
    std::shared_ptr<const condition> one(int depth);
    condition plain(operand left);

    random& random_;
    const world& w_;
    std::size_t table_;
    const relation_spec* via_;
    related_maker related_;
};

/// Conditions that a relation declares.
std::vector<term> random_terms(random& r, const world& w, std::size_t relation, std::size_t count);

} // namespace diff
