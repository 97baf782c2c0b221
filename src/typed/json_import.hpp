#pragma once

#include "value/json_reader.hpp"

#include <ginnel/detail/json_form.hpp>
#include <ginnel/schema/model.hpp>
#include <ginnel/typed/from_json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::detail {

/// Reads valid JSON into objects, and notes what does not fit by its path instead of stopping there.
class json_import {
public:
    json_import(std::string_view valid, const from_json_options& o) noexcept : in_{valid}, options_{o} {}

    void row(const schema::model& m, void* object, const schema::relation* r = nullptr, void* link = nullptr);
    /// The rows of a list, or the row or null of a to-one slot.
    void rows(const schema::model& m, void* slot, const schema::slot_ops& ops, const schema::relation* r);
    void node(const json_node& n, void* object);

    const std::vector<std::string>& problems() const noexcept { return problems_; }
    /// How many there were, kept or not.
    std::size_t problem_count() const noexcept { return count_; }

private:
    void member(const schema::model& m, void* object, const std::string& name, const schema::relation* r, void* link,
                std::vector<bool>& seen);
    void missing(const schema::model& m, const std::vector<bool>& seen, const schema::relation* r);
    void link_row(const schema::relation& r, void* link);
    void object(const json_form& form, void* into);
    void field(const schema::field_ops& f, void* into);
    bool cell_of(const schema::field_ops& f, json_reader::kind found, cell& made);
    void unknown(const std::string& of, const std::string& name, const std::vector<std::string_view>& known);
    void problem(const std::string& what);
    void wrong_kind(std::string_view expected, bool nullable);

    /// Adds a step to the path while it lives.
    class step {
    public:
        step(json_import& i, std::string_view name) : path_{i.path_}, size_{path_.size()}
        {
            if (!path_.empty())
                path_ += '.';
            path_ += name;
        }
        step(json_import& i, std::size_t index) : path_{i.path_}, size_{path_.size()}
        {
            path_ += '[' + std::to_string(index) + ']';
        }
        step(const step&) = delete;
        step& operator=(const step&) = delete;
        ~step() { path_.resize(size_); }

    private:
        std::string& path_;
        std::size_t size_;
    };

    json_reader in_;
    from_json_options options_;
    std::string path_;
    std::string buffer_; ///< of the text that the last cell shows
    std::vector<std::string> problems_;
    std::size_t count_ = 0;
};

} // namespace ginnel::detail
