#pragma once

#include "sql/dialect.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Short words that make trees, for tests of their text.
namespace ginnel::sql::test {

inline expr col(std::string table, std::string name)
{
    return make(column_name{std::move(table), std::move(name)});
}
inline expr val(ginnel::value v, std::optional<column_type> type = {})
{
    return make(parameter{std::move(v), type});
}
inline expr op(expr left, std::string sign, expr right)
{
    return make(binary{std::move(sign), std::move(left), std::move(right)});
}
inline expr all_of(std::vector<expr> operands)
{
    return make(junction{true, std::move(operands)});
}
inline expr any_of(std::vector<expr> operands)
{
    return make(junction{false, std::move(operands)});
}
inline keys slot_of_keys(std::size_t index, column_type type = column_type::int64)
{
    keys k{};
    k.index = index;
    k.type = type;
    return k;
}
inline select_ptr shared(select s)
{
    return std::make_shared<const select>(std::move(s));
}

/// select "id" from table where e
inline select from(std::string table, expr where = {})
{
    select s{};
    s.columns = {{col("", "id"), ""}};
    s.from = table_source{std::move(table), ""};
    s.where = std::move(where);
    return s;
}

inline std::string sqlite(const tree& t)
{
    return sqlite_dialect().render(t).text;
}
inline std::string postgres(const tree& t)
{
    return postgres_dialect().render(t).text;
}

/// The text of a condition: what follows ` where `.
inline std::string condition(const dialect& d, expr e)
{
    std::string text = d.render(from("t", std::move(e))).text;
    return text.substr(text.find(" where ") + 7);
}
inline std::string sqlite_condition(expr e)
{
    return condition(sqlite_dialect(), std::move(e));
}
inline std::string postgres_condition(expr e)
{
    return condition(postgres_dialect(), std::move(e));
}

} // namespace ginnel::sql::test
