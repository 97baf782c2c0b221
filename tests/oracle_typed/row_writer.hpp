// Rows of typed models as JSON text, in the format of the recordings.
#pragma once

#include <ginnel/ginnel.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace oracle {

std::string json_of(std::string_view text);
inline std::string json_of(const std::string& text)
{
    return json_of(std::string_view{text});
}
std::string json_of(std::int64_t v);
std::string json_of(double v);
std::string json_of(const ginnel::value& v);
/// Adds a member to what stands between an object's braces.
void put(std::string& object, std::string_view name, std::string_view json);

/// Takes a row apart: each model has a generated function `show(row_writer&, const Model&)` that hands over its fields.
class row_writer {
public:
    /// `unassigned`: properties that are left out while they hold nothing, with spaces between them; see answer::made.
    explicit row_writer(std::string& out, std::string_view unassigned = {}) : out_(out), unassigned_(unassigned) {}

    void begin(std::string_view model, const ginnel::row_state& state);
    template <typename F>
    void column(std::size_t index, std::string_view property, const F& field)
    {
        if constexpr (requires { field.has_value(); }) {
            if (field)
                attribute(index, property, json_of(*field), false);
            else
                attribute(index, property, "null", true);
        } else {
            attribute(index, property, json_of(field), field == F{});
        }
    }
    void extras(const ginnel::extras& extras);
    template <typename T>
    void relation(std::string_view name, const ginnel::detail::to_many<T>& rows)
    {
        count(
            name, [](const void* r) { return static_cast<const ginnel::detail::to_many<T>*>(r)->count(); }, &rows);
        if (!rows.loaded())
            return;
        const char* before = "[";
        std::string& list = related(name);
        for (const T& row : rows) {
            list += before;
            row_writer inner{list};
            show(inner, row);
            before = ",";
        }
        list += rows.empty() ? "[]" : "]";
    }
    template <typename T>
    void relation(std::string_view name, const ginnel::detail::to_one<T>& row)
    {
        count(
            name, [](const void* r) { return static_cast<const ginnel::detail::to_one<T>*>(r)->count(); }, &row);
        if (!row.loaded())
            return;
        std::string& one = related(name);
        if (row) {
            row_writer inner{one};
            show(inner, *row);
        } else {
            one += "null";
        }
    }
    void end();

private:
    void attribute(std::size_t index, std::string_view property, const std::string& json, bool holds_nothing);
    void extra(std::string_view name, const std::string& json);
    void count(std::string_view relation, std::int64_t (*read)(const void*), const void* slot);
    std::string& related(std::string_view name);

    std::string& out_;
    std::string_view unassigned_;
    const ginnel::row_state* state_ = nullptr;
    std::string attributes_, extras_, relations_;
};

/// What a step answers: the `result` of its record.
class answer {
public:
    explicit answer(std::string& out) : out_(out) {}

    void nothing() { out_ += "null"; }
    void json(const std::string& text) { out_ += text; }
    /// Rows that are of no model: tuples, whose values have these names.
    template <typename Tuple>
    void plain(std::initializer_list<std::string_view> names, const std::vector<Tuple>& list)
    {
        const char* before = "[";
        for (const Tuple& row : list) {
            out_ += before;
            std::string object;
            std::apply(
                [&, name = names.begin()](const auto&... fields) mutable { (member(object, *name++, fields), ...); },
                row);
            out_ += '{' + object + '}';
            before = ",";
        }
        out_ += list.empty() ? "[]" : "]";
    }
    template <typename T>
    void rows(const T& row)
    {
        row_writer to{out_};
        show(to, row);
    }
    template <typename T>
    void rows(const std::optional<T>& row)
    {
        if (row)
            rows(*row);
        else
            nothing();
    }
    template <typename T>
    void rows(const std::vector<T>& list)
    {
        const char* before = "[";
        for (const T& row : list) {
            out_ += before;
            rows(row);
            before = ",";
        }
        out_ += list.empty() ? "[]" : "]";
    }
    /// A row that the program may have made. A struct cannot tell a column that was never assigned from one that holds
    /// null, and a recording does not name the former: these are left out if they are null.
    template <typename T>
    void made(const T& row, std::string_view unassigned)
    {
        row_writer to{out_, unassigned};
        show(to, row);
    }
    /// The same of a list, with the columns of each row.
    template <typename T>
    void made_all(const std::vector<T>& list, const std::vector<std::string_view>& unassigned)
    {
        const char* before = "[";
        for (std::size_t i = 0; i < list.size(); ++i) {
            out_ += before;
            made(list[i], i < unassigned.size() ? unassigned[i] : std::string_view{});
            before = ",";
        }
        out_ += list.empty() ? "[]" : "]";
    }
    /// How many rows a query wrote.
    void affected(std::int64_t rows) { out_ += "{\"affected\":" + json_of(rows) + '}'; }
    /// An object: what is said between two of these calls is the value of the first one's name.
    void part(std::string_view name);
    void end_parts() { out_ += '}'; }
    /// A page of a query's rows, and how many pages there are. Two statements; one where no row is found.
    template <typename Query>
    void page(Query query, std::int64_t number, std::int64_t size)
    {
        const std::int64_t total = query.count();
        begin_page(total, number, size);
        if (total > 0)
            rows(query.limit(size).offset((number - 1) * size).all());
        else
            out_ += "[]";
        out_ += '}';
    }
    /// The names that a relation goes by.
    void keys(const ginnel::model_info& model, const ginnel::model_info& related, std::string_view through_table,
              std::string_view relation);

private:
    template <typename F>
    static void member(std::string& object, std::string_view name, const F& field)
    {
        put(object, name, json_of(field));
    }
    template <typename F>
    static void member(std::string& object, std::string_view name, const std::optional<F>& field)
    {
        put(object, name, field ? json_of(*field) : "null");
    }
    void begin_page(std::int64_t total, std::int64_t number, std::int64_t size);

    std::string& out_;
};

} // namespace oracle
